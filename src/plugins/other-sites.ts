/**
 * What the public reads may be read from a page of any site; nothing else may be asked from a page of somebody else's.
 * Ahead of whatever may refuse a request, so that such a page can read the refusal too.
 */

import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether pages of any site may read it. */
    cors?: { readonly origin: "*" };
  }
}

const exposedHeaders = [
  ...["etag", "link", "x-request-id", "retry-after", "ratelimit", "ratelimit-policy"],
  // A viewer of documents reads them part by part.
  ...["accept-ranges", "content-length", "content-range"],
];

/** Lets pages of other sites read the routes that say so, and none else. */
export const otherSites = fp(async (app: FastifyInstance) => {
  await app.register(cors, {
    origin: false,
    methods: ["GET", "HEAD"],
    exposedHeaders,
    strictPreflight: false,
  });
});
