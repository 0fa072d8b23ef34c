/** One line for each request, with whose key it brought and what it named, and its id on the answer (ADR-0027). */

import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Actor } from "../context.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Whose key it brought, also where that was refused; `null` without a valid one. */
    caller: Pick<Actor, "role" | "id"> | null;
  }
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Says what was asked and what came of it: never a body, an address, a key, or a query, which may hold a token. */
export const requestLog = fp(async (app: FastifyInstance) => {
  app.decorateRequest("caller", null);
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "unknown route";
    const { method, caller } = request;
    const { statusCode: status, elapsedTime } = reply;
    request.log.info(
      {
        method,
        route,
        status,
        elapsedMs: Math.round(elapsedTime),
        ...(caller && { caller, ...named(request) }),
      },
      `${request.method} ${route} ${reply.statusCode}`,
    );
    done();
  });
});

/** The id in the path: other parameters may be addresses. */
function named({ params }: FastifyRequest): { readonly named?: string } {
  const { id } = params as { readonly id?: unknown };
  return typeof id === "string" && isId.test(id) ? { named: id } : {};
}
