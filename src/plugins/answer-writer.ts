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

/** The head of a form: what Node is told, and what it made of that last. */
interface Head {
  readonly fields: readonly string[];
  made: Made | undefined;
}

/** A head as it went out, around the id of its request. */
interface Made {
  /** The second that its `Date` tells. */
  readonly second: number;
  readonly before: string;
  readonly after: string;
}

const headsOf = new WeakMap<Form, { readonly whole: Head; readonly unchanged: Head }>();

function headsFor({ headers }: Answer, form: Form) {
  const known = headsOf.get(form);
  if (known) return known;
  const all = Object.entries({
    ...headers,
    etag: form.etag,
    ...(form.coding !== "identity" && { "content-encoding": form.coding }),
    "content-length": String(form.body.length),
  });
  const headOf = (entries: typeof all): Head => ({ fields: entries.flat(), made: undefined });
  const made = {
    whole: headOf(all),
    unchanged: headOf(all.filter(([name]) => belongsToUnchanged(name))),
  };
  headsOf.set(form, made);
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
  const { whole, unchanged } = headsFor(answer, form);
  const seen = request.headers["if-none-match"];
  if (seen !== undefined && (seen === form.etag || answer.forms.isNamedBy(seen))) {
    writeHead(response, request, 304, unchanged, id);
    response.end();
    return 304;
  }
  writeHead(response, request, 200, whole, id);
  if (request.method === "HEAD") response.end();
  else response.end(form.body);
  return 200;
}

/**
 * Has Node make a head once a second, which costs as much as everything else that is done for a kept answer: in the same
 * second it differs by the request's id alone, which `requestId` has looked at. Only Node's own name for it tells what
 * it made; where that is another one some day, each head is made anew.
 */
function writeHead(
  response: ServerResponse,
  request: IncomingMessage,
  status: 200 | 304,
  head: Head,
  id: string,
): void {
  const inside = response as unknown as { _header?: string | null };
  const second = Math.floor(Date.now() / 1000);
  // Of other connections Node says that they end.
  const isUsual = response.shouldKeepAlive && request.httpVersionMinor === 1;
  if (isUsual && head.made?.second === second && inside._header === null) {
    response.statusCode = status;
    inside._header = head.made.before + id + head.made.after;
    return;
  }
  response.writeHead(status, [...head.fields, "x-request-id", id]);
  if (isUsual) head.made = madeOf(inside._header ?? "", id, second);
}

function madeOf(text: string, id: string, second: number): Made | undefined {
  const field = `x-request-id: ${id}\r\n`;
  const at = text.lastIndexOf(field);
  if (at < 0) return undefined;
  const begin = at + field.indexOf(id);
  return { second, before: text.slice(0, begin), after: text.slice(begin + id.length) };
}
