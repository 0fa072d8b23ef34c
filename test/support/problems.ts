/** What every refusal has to be. */

import { expect } from "vitest";
import type { Reply } from "./client.ts";

/** Why a reply is not a problem document of this API, or `undefined`; an empty answer to HEAD is none. */
export function objectionTo(reply: Pick<Reply<any>, "status" | "headers" | "body">): string | undefined {
  const { status, headers, body } = reply;
  const id = headers.get("x-request-id");
  if (!headers.get("content-type")?.startsWith("application/problem+json")) return "another content type";
  if (body.status !== status) return `status ${body.status} in an answer ${status}`;
  if (!/^\/problems\/[a-z-]+$/.test(body.type)) return `type ${body.type}`;
  if (typeof body.title !== "string" || body.title === "") return "no title";
  if (!id || body.instance !== `urn:request:${id}`) return `instance ${body.instance} of request ${id}`;
  return undefined;
}

/** Asserts that a reply is a problem of this type. */
export function expectProblem(reply: Reply<any>, status: number, type: string): void {
  expect({ status: reply.status, type: reply.body.type, objection: objectionTo(reply) }).toEqual({
    status,
    type: `/problems/${type}`,
    objection: undefined,
  });
}

/** The pointers of an invalid request, in order. */
export function pointers(reply: Reply<any>): string[] {
  return (reply.body.errors ?? []).map((fault: { pointer: string }) => fault.pointer).toSorted();
}

/** What is wrong with a reply to whatever was sent: an accident, or a refusal in another format. */
export function accidentIn(reply: Reply<any>): string | undefined {
  if (reply.status >= 500) return `${reply.status} ${reply.text.slice(0, 200)}`;
  return reply.status >= 400 ? objectionTo(reply) : undefined;
}
