/** Writing a finished answer to a client: in the form it prefers, or that it has it already. */

import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Form } from "../adapters/answer-forms.ts";
import type { Answer } from "../adapters/answers.ts";

/** The id of a request: the client's own, if it can stand in a log. */
export function requestId({ headers }: { readonly headers: IncomingHttpHeaders }): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
}

/** What differs from one request to the next, and is no part of what is kept. */
const ownOfRequest = new Set([
  ...["x-request-id", "date", "connection", "keep-alive", "transfer-encoding", "set-cookie"],
  ...["content-length", "content-encoding", "etag", "ratelimit", "ratelimit-policy"],
]);
/** What says how to treat a body: whoever is told that nothing changed has it with the body (RFC 9110, 15.4.5). */
const ofBody = new Set([
  ...["content-type", "content-security-policy", "cross-origin-resource-policy", "x-content-type-options"],
  ...["content-encoding", "content-length", "link"],
]);

/** The headers of an answer that are the same for everybody. */
export function sharedHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const shared = Object.entries(headers).filter(
    ([name, value]) => !ownOfRequest.has(name) && value !== undefined,
  );
  return Object.fromEntries(shared.map(([name, value]) => [name, String(value)]));
}

/** Whether a header has its place in 304. */
export function belongsToUnchanged(name: string): boolean {
  return !ofBody.has(name);
}

/** A form as Node writes it without looking at each header. */
interface Written {
  readonly whole: readonly string[];
  readonly unchanged: readonly string[];
}

const written = new WeakMap<Form, Written>();

function writtenOf({ headers }: Answer, form: Form): Written {
  const known = written.get(form);
  if (known) return known;
  const all = Object.entries({
    ...headers,
    etag: form.etag,
    ...(form.coding !== "identity" && { "content-encoding": form.coding }),
    "content-length": String(form.body.length),
  });
  const made = {
    whole: all.flat(),
    unchanged: all.filter(([name]) => belongsToUnchanged(name)).flat(),
  };
  written.set(form, made);
  return made;
}

/** Writes an answer whole, or 304 to who names its tag; returns the status. */
export function writeAnswer(
  answer: Answer,
  form: Form,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): 200 | 304 {
  const { whole, unchanged } = writtenOf(answer, form);
  const seen = request.headers["if-none-match"];
  if (seen !== undefined && (seen === form.etag || answer.forms.isNamedBy(seen))) {
    response.writeHead(304, [...unchanged, "x-request-id", id]).end();
    return 304;
  }
  response.writeHead(200, [...whole, "x-request-id", id]);
  if (request.method === "HEAD") response.end();
  else response.end(form.body);
  return 200;
}
