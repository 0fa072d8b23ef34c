/** Entity tags: what a change was decided on (RFC 9110, 13). */

import type { FastifyRequest } from "fastify";
import { AppError, invalidRequest } from "../errors.ts";

/** The strong entity tag of a counter. */
export function entityTag(counter: number): string {
  return `"${counter}"`;
}

/**
 * The counter that the asker saw, from `If-Match`.
 *
 * @throws {AppError} `precondition-required` without it, `invalid-request` for what cannot be a tag of ours
 */
export function requireMatch(request: FastifyRequest): number {
  const seen = optionalMatch(request);
  if (seen !== null) return seen;
  throw new AppError(
    "precondition-required",
    "Send the ETag that you read as If-Match, so that nobody's work is overwritten.",
  );
}

/** As `requireMatch`, for a change that may be asked for without having read first. */
export function optionalMatch(request: FastifyRequest): number | null {
  const header = request.headers["if-match"];
  if (header === undefined) return null;
  const tag = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  // A tag that this server never gave matches nothing, and a weak one never does (RFC 9110, 13.1.1).
  if (tag === undefined && header.trim() !== "*") return -1;
  if (tag === undefined)
    throw invalidRequest({ pointer: "If-Match", detail: "must be the ETag that was read" });
  return Number(tag);
}
