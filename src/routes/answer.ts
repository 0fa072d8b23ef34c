/** Answering a request that changes something: once, however often it arrives, with the same bytes. */

import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Context, having } from "../context.ts";
import { invalidRequest } from "../errors.ts";
import { type Answer, answerOnce, Replay } from "../services/answer-once.ts";

export interface Shown {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What was received beside the body and belongs to the request, such as the digests of its files. */
declare module "fastify" {
  interface FastifyRequest {
    fileDigests?: readonly string[];
  }
}

/**
 * Has the work done and answers with what `show` makes of its result. With an `Idempotency-Key` the answer is
 * recorded in the transaction of the work, and a repeat gets it again with `Idempotency-Replayed: true`.
 */
export async function answer<Result>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (context: Context) => Promise<Result>,
  show: (result: Result) => Shown,
): Promise<void> {
  const { context } = request;
  const key = idempotencyKey(request);
  try {
    if (key === undefined) {
      send(reply, render(show(await work(context))));
      return;
    }
    const repeatable = {
      caller: callerOf(context),
      route: `${request.method} ${request.routeOptions.url}`,
      key,
      hash: hashOf(request),
      secret: request.routeOptions.config.secret ?? false,
    };
    // The transaction hands back what the work returned, so this is a `Result`.
    const once = answerOnce(context, repeatable, (result) => render(show(result as Result)));
    send(reply, render(show(await work(having(context, { once })))));
  } catch (error) {
    if (!(error instanceof Replay)) throw error;
    send(reply.header("idempotency-replayed", "true"), error.answer);
  }
}

function render({ status, headers = {}, body }: Shown): Answer {
  return { status, headers, body: body === undefined ? "" : JSON.stringify(body) };
}

function send(reply: FastifyReply, { status, headers, body }: Answer): void {
  reply.code(status).headers(headers);
  if (body === "") void reply.send();
  else void reply.type("application/json; charset=utf-8").send(body);
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (typeof key === "string" && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw invalidRequest({ pointer: "Idempotency-Key", detail: "must be 1 to 255 visible characters" });
}

/** Keys of different callers never meet, nor do those of an agency for different clients. */
function callerOf({ actor }: Context): string {
  if (actor.role === "submitter") {
    return actor.agency ? `submitter:${actor.id}:agency:${actor.agency.id}` : `submitter:${actor.id}`;
  }
  return `${actor.role === "anonymous" ? "anonymous" : "desk"}:${actor.id}`;
}

function hashOf(request: FastifyRequest): Buffer {
  const hash = createHash("sha256")
    .update(request.url)
    .update("\n")
    .update(JSON.stringify(request.body ?? null));
  for (const digest of request.fileDigests ?? []) hash.update("\n").update(digest);
  return hash.digest();
}
