/** What browsers are told with every answer, also with a refusal: to take it for nothing but what it is (SEC-41). */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import helmet from "helmet";

// Made once: the framework's own plugin of it would make it anew for each request.
const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  crossOriginResourcePolicy: { policy: "cross-origin" },
  // For browsers that are gone, or for pages, of which the API has none.
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** Puts them on an answer that has not begun. */
export function tellBrowsers(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  protect(request, response, () => undefined);
}

/** Ahead of whatever may refuse a request. */
export const browserHeaders = fp(async (app: FastifyInstance) => {
  app.addHook("onRequest", (request, reply, done) => {
    tellBrowsers(request.raw, reply.raw);
    done();
  });
});
