/** One line for each request, and its id on the answer. */

import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/** Says what was asked and what came of it: never a body, an address, a key, or a query, which may hold a token. */
export const requestLog = fp(async (app: FastifyInstance) => {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown route";
    request.log.info(
      { method: request.method, route, status: reply.statusCode, elapsedMs: Math.round(reply.elapsedTime) },
      `${request.method} ${route} ${reply.statusCode}`,
    );
  });
});
