/** Keeping the finished answers of routes that declare `cached`, and giving one to all who ask for it at once. */

import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import fp from "fastify-plugin";
import type { Flight, KeptAnswer, KeptAnswers } from "../../adapters/answers/answers.ts";
import { Forms } from "../../adapters/answers/forms.ts";
import { keyOfValues, namesIn } from "../../domain/answers/answer-key.ts";
import { belongsToUnchanged, sharedHeaders, writeAnswer } from "./writer.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The answer that this request makes for others as well. */
    flight: { readonly key: string; readonly flight: Flight } | undefined;
  }
}

export interface KeptAnswersPlugin {
  readonly answers: KeptAnswers;
  /** How long a cache before us may keep an answer without asking, which it is told to purge meanwhile. */
  readonly sharedSeconds: number;
}

/** Has every route that declares `cached` look before it works, and keep what it made. */
export const keptAnswers = fp(async (app: FastifyInstance, { answers, sharedSeconds }: KeptAnswersPlugin) => {
  app.decorateRequest("flight", undefined);
  const shared = `public, max-age=0, s-maxage=${sharedSeconds}, stale-while-revalidate=${sharedSeconds}`;
  // What is not kept says itself how long it is good for: nobody would tell a cache before us that it is old.
  const cacheControlOf = (reply: FastifyReply, surrogates: readonly string[]) =>
    surrogates.length > 0 ? shared : (reply.getHeader("cache-control") ?? shared);

  const look = async (request: FastifyRequest, reply: FastifyReply) => {
    const key = keyOfValues(request.url, request.query as Record<string, unknown>);
    if (key === undefined) return;
    await answers.pending();
    const found = answers.find(key) ?? (await answers.inFlight(key));
    if (found) return give(found, request, reply);
    const flight = answers.begin(key);
    request.flight = { key, flight };
    // However this request ends, nobody waits for it in vain.
    reply.raw.once("close", () => flight.land(undefined, [], false));
  };

  const keep = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const { flight, key = "" } = request.flight ?? {};
    if (reply.statusCode !== 200 || (typeof payload !== "string" && !Buffer.isBuffer(payload))) {
      flight?.land(undefined, [], false);
      return payload;
    }
    const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
    const surrogates = surrogatesOf(reply);
    const answer = finished(request, reply, bytes, cacheControlOf(reply, surrogates));
    flight?.land(answer, surrogates, isCommon(key, request.routeOptions.config.cached ?? []));
    return inPreferredForm(answer, request, reply);
  };

  app.addHook("onRoute", (route) => {
    if (route.config?.cached === undefined) return;
    if (route.config.access !== "public") throw new Error(`${route.url} keeps answers that need a key`);
    attach(route, look, keep);
  });
});

type Look = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
type Keep = (request: FastifyRequest, reply: FastifyReply, payload: unknown) => Promise<unknown>;

/** Once for each route: the framework makes the one for HEAD out of the one for GET. */
function attach(route: RouteOptions, look: Look, keep: Keep): void {
  const before = [route.preHandler ?? []].flat();
  const after = [route.onSend ?? []].flat();
  if (!before.includes(look)) route.preHandler = [look, ...before];
  if (!after.includes(keep)) route.onSend = [keep, ...after];
}

async function give(answer: KeptAnswer, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = await answer.forms.preferred(request.headers["accept-encoding"]?.toString());
  reply.hijack();
  reply.raw.statusCode = 200;
  for (const name of reply.raw.getHeaderNames()) reply.raw.removeHeader(name);
  reply.raw.statusCode = writeAnswer(answer, form, request.raw, reply.raw, request.id);
  return reply;
}

function finished(
  { routeOptions }: FastifyRequest,
  reply: FastifyReply,
  plain: Buffer,
  cacheControl: unknown,
): KeptAnswer {
  const etag = reply.getHeader("etag") ?? `"${createHash("sha1").update(plain).digest("base64")}"`;
  const vary = new Set([...String(reply.getHeader("vary") ?? "").split(/, */), "Accept-Encoding"]);
  vary.delete("");
  reply.header("vary", [...vary].join(", ")).header("cache-control", cacheControl);
  const headers = sharedHeaders(reply.getHeaders());
  return { route: routeOptions.url ?? "unknown", headers, forms: new Forms(plain, String(etag)) };
}

function surrogatesOf(reply: FastifyReply): string[] {
  const words = String(reply.getHeader("surrogate-key") ?? "").split(" ");
  return words.filter((word) => word !== "");
}

async function inPreferredForm(
  answer: KeptAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Buffer | string> {
  const { "if-none-match": seen, "accept-encoding": accepted } = request.headers;
  const { etag, coding, body } = await answer.forms.preferred(accepted?.toString());
  reply.header("etag", etag);
  if (seen !== undefined && answer.forms.isNamedBy(seen)) {
    const names = Object.keys(reply.getHeaders());
    for (const name of names.filter((header) => !belongsToUnchanged(header))) reply.removeHeader(name);
    reply.code(304);
    return "";
  }
  if (coding !== "identity") reply.header("content-encoding", coding);
  reply.header("content-length", body.length);
  return body;
}

/** By names that many ask for, and by one of them at a time beside the publication. */
function isCommon(key: string, common: readonly string[]): boolean {
  // Some values mean the same in capitals.
  if (key !== key.toLowerCase()) return false;
  const narrowed = namesIn(key).filter((name) => name !== "publication");
  return narrowed.length <= 1 && narrowed.every((name) => common.includes(name));
}
