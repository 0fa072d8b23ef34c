/** The stream of articles of this process: open while it serves, and measured. */

import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { Gauge, type Registry } from "prom-client";
import type { ArticleStream } from "../services/articles/stream.ts";

declare module "fastify" {
  interface FastifyInstance {
    readonly articleStream: ArticleStream;
  }
}

export interface StreamPlugin {
  readonly registry: Registry;
  readonly stream: ArticleStream;
}

/** Hands the stream to the routes, and ends it first of all when the server closes: nobody else would. */
export const articleStream = fp(async (app: FastifyInstance, { registry, stream }: StreamPlugin) => {
  app.decorate("articleStream", stream);
  new Gauge({
    name: "dateline_stream_listeners",
    help: "Connections that listen to the stream of articles",
    registers: [registry],
    collect() {
      this.set(stream.size);
    },
  });
  app.addHook("preClose", async () => stream.close());
});
