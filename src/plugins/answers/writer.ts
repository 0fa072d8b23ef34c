/** Writing a finished answer to a client: in the form it prefers, or that it has it already. */

import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { KeptAnswer } from "../../adapters/answers/answers.ts";
import type { Form } from "../../adapters/answers/forms.ts";

/** Of a process's own: the part that no other process has. */
const idsBegin = randomUUID().slice(0, -12);
let idsMade = 0;

/** The id of a request: the client's own, if it can stand in a log. */
export function requestId({ headers }: { readonly headers: IncomingHttpHeaders }): string {
  const given = headers["x-request-id"];
  if (typeof given === "string" && /^[\w.:-]{1,100}$/.test(given)) return given;
  idsMade += 1;
  return idsBegin + idsMade.toString(16).padStart(12, "0");
}

/** What differs from one request to the next, and is no part of what is kept. */
const ownOfRequest = new Set([
  ...["x-request-id", "date", "connection", "keep-alive", "transfer-encoding", "set-cookie"],
  ...["content-length", "content-encoding", "etag", "ratelimit", "ratelimit-policy"],
]);
/** What says how to treat a body: whoever is told that nothing changed has it with the body (RFC 9110, 15.4.5). */
const ofBody = new Set([
  ...["content-type", "content-security-policy", "cross-origin-resource-policy", "x-content-type-options"],
  ...["content-encoding", "content-length", "link", "permissions-policy"],
]);

/** The headers of an answer that are the same for everybody. */
export function sharedHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const shared: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!ownOfRequest.has(name) && value !== undefined) shared[name] = String(value);
  }
  return shared;
}

/** Whether a header has its place in 304. */
export function belongsToUnchanged(name: string): boolean {
  return !ofBody.has(name);
}

/** A form as it goes to a client in one way: whole, its head alone, or as unchanged. */
interface Reply {
  readonly status: 200 | 304;
  readonly fields: readonly string[];
  readonly body: Buffer | undefined;
  /** What went out last. */
  made: Made | undefined;
}

/** A reply as it went out, around the id of its request. */
interface Made {
  /** The second that its `Date` tells. */
  readonly second: number;
  readonly begin: string;
  /** With the body, if there is one: bytes that are ready are written as they are. */
  readonly rest: string | Buffer;
}

const repliesOf = new WeakMap<Form, Readonly<Record<"whole" | "head" | "unchanged", Reply>>>();

function repliesFor({ headers }: KeptAnswer, form: Form) {
  const known = repliesOf.get(form);
  if (known) return known;
  const all = Object.entries({
    ...headers,
    etag: form.etag,
    ...(form.coding !== "identity" && { "content-encoding": form.coding }),
    "content-length": String(form.body.length),
  });
  const reply = (status: Reply["status"], fields: typeof all, body?: Buffer): Reply => ({
    ...{ status, body, made: undefined },
    fields: fields.flat(),
  });
  const replies = {
    whole: reply(200, all, form.body),
    head: reply(200, all),
    unchanged: reply(
      304,
      all.filter(([name]) => belongsToUnchanged(name)),
    ),
  };
  repliesOf.set(form, replies);
  return replies;
}

/** Writes an answer whole, or 304 to who names its tag; returns the status. */
export function writeAnswer(
  answer: KeptAnswer,
  form: Form,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): 200 | 304 {
  const { whole, head, unchanged } = repliesFor(answer, form);
  const seen = request.headers["if-none-match"];
  const isSeen = seen !== undefined && (seen === form.etag || answer.forms.isNamedBy(seen));
  const reply = isSeen ? unchanged : request.method === "HEAD" ? head : whole;
  write(reply, request, response, id);
  return reply.status;
}

const idField = "x-request-id: ";

/**
 * Has Node make a reply's head once a second, which costs as much as everything else that is done for a kept answer: in
 * the same second it differs by the request's id alone, which `requestId` has looked at. Only Node's own name for it
 * tells what it made, and takes what is given in its place; where that is another one some day, each head is made anew.
 */
function write(reply: Reply, request: IncomingMessage, response: ServerResponse, id: string): void {
  const inside = response as unknown as { _header?: string | null };
  const second = Math.floor(Date.now() / 1000);
  // Of other connections Node says that they end.
  const isUsual = response.shouldKeepAlive && request.httpVersionMinor === 1;
  const { status, fields, body, made } = reply;
  if (isUsual && made?.second === second && inside._header === null) {
    const { begin, rest } = made;
    response.statusCode = status;
    inside._header = typeof rest === "string" ? begin + id + rest : begin + id;
    response.end(typeof rest === "string" ? undefined : rest);
    return;
  }
  response.writeHead(status, ["x-request-id", id, ...fields]);
  if (isUsual) reply.made = madeOf(inside._header ?? "", id, second, body);
  response.end(body);
}

function madeOf(head: string, id: string, second: number, body: Buffer | undefined): Made | undefined {
  const at = head.indexOf(`${idField}${id}\r\n`);
  if (at < 0) return undefined;
  const [begin, rest] = [head.slice(0, at + idField.length), head.slice(at + idField.length + id.length)];
  return { second, begin, rest: body ? Buffer.concat([Buffer.from(rest, "latin1"), body]) : rest };
}
