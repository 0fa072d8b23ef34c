/** Entity tags on every answer, and 304 for a reader who has it already (RFC 9110, 13.1.2). */

import etag from "@fastify/etag";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { namesTag } from "../../domain/answers/entity-tags.ts";

/** Only what was read with success can be "not modified": a POST with `If-None-Match` is answered in full. */
export const conditionalGet = fp(async (app: FastifyInstance) => {
  await app.register(etag, { replyWith304: false });
  app.addHook("onSend", (request, reply, payload, done) => {
    const seen = request.headers["if-none-match"];
    const isRead = request.method === "GET" || request.method === "HEAD";
    const tag = reply.getHeader("etag");
    // Whose answers are kept sees to it with the kept answer.
    const isOwn = isRead && reply.statusCode === 200 && !request.routeOptions.config.cached;
    if (!isOwn || seen === undefined || typeof tag !== "string" || !namesTag(seen, tag))
      return done(null, payload);
    reply.code(304).removeHeader("content-length");
    done(null, "");
  });
});
