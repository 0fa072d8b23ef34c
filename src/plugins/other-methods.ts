/** What is answered to methods that a path does not have: which ones it has (RFC 9110, 9.3.7 and 15.5.6). */

import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods, RouteOptions } from "fastify";
import fp from "fastify-plugin";
import { AppError } from "../errors.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Registers the answers, for all paths that are registered by then. */
    answerOtherMethods: () => void;
  }
  interface FastifyContextConfig {
    /** The methods that the path has, where the route stands for those that it does not. */
    allow?: string;
  }
}

interface Path {
  readonly url: string;
  readonly methods: Set<string>;
  /** One of its routes, whose settings others may add to until all are there. */
  readonly route: RouteOptions;
}

/** Notes the methods of every path; `answerOtherMethods` then has the router find a path by the others as well. */
export const otherMethods = fp(async (app: FastifyInstance) => {
  const paths = new Map<string, Path>();
  app.addHook("onRoute", (route) => {
    const { url, method, config } = route;
    if (config?.allow !== undefined || url === "*") return;
    // One path, whatever the routes of its methods call its parameters.
    const shape = url.replace(/:\w+/g, ":");
    const known = paths.get(shape) ?? { url, methods: new Set(), route };
    for (const one of [method].flat()) known.methods.add(one);
    paths.set(shape, known);
  });
  // Ahead of what answers a preflight, which has no other answer to OPTIONS.
  app.addHook("onRequest", (request, reply, done) => {
    const { allow } = request.routeOptions.config;
    if (allow !== undefined) reply.header("allow", allow);
    done();
  });
  app.decorate("answerOtherMethods", () => {
    for (const { url, methods, route } of [...paths.values()]) {
      // Of a plugin's own root with a slash, which it has beside the one without, the hook does not hear each time.
      const isOwn = (method: string) =>
        methods.has(method) || (url.endsWith("/") && app.hasRoute({ url, method: method as HTTPMethods }));
      const own = app.supportedMethods.filter(isOwn);
      const allow = own.filter((method) => method !== "OPTIONS").sort();
      const cors = route.config?.cors && { cors: route.config.cors };
      app.route({
        method: app.supportedMethods.filter((method) => !own.includes(method)) as HTTPMethods[],
        url,
        config: { access: "public", limit: "none", ...cors, allow: [...allow, "OPTIONS"].join(", ") },
        schema: { hide: true },
        exposeHeadRoute: false,
        // Before a body is read, which a path without the method has no use for.
        onRequest: answer,
        handler: answer,
      });
    }
  });
});

async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (request.method === "OPTIONS") return reply.code(204).send();
  const allow = request.routeOptions.config.allow ?? "";
  throw new AppError("method-not-allowed", `This path has ${allow}.`, { allow: allow.split(", ") });
}
