/** Entity tags: what a change was decided on (RFC 9110, 13). */

import type { FastifyRequest } from "fastify";
import { AppError, invalidRequest } from "../errors.ts";

/** The strong entity tag of a counter. */
export function entityTag(counter: number): string {
  return `"${counter}"`;
}

/** The strong entity tag of an article: it also moves with the names and the zone that it shows. */
export function articleTag({
  version,
  appearance,
}: {
  readonly version: number;
  readonly appearance: number;
}): string {
  return `"${version}-${appearance}"`;
}

/**
 * The counter that the asker saw, from `If-Match`; of an article its version, since a section's other name is in no
 * correction's way.
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
  if (header.trim() === "*")
    throw invalidRequest({ pointer: "If-Match", detail: "must be the ETag that was read" });
  return counterIn(header);
}

/** The counter in an entity tag; one that no release has in a tag that this server never gave, or a weak one. */
export function counterIn(tag: string): number {
  // A weak one never matches (RFC 9110, 13.1.1).
  const counter = /^"(\d{1,9})(?:-\d{1,9})?(?:-gz|-br)?"$/.exec(tag.trim())?.[1];
  return counter === undefined ? -1 : Number(counter);
}
