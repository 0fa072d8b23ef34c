/** How late publications are: of those that this process made, and of those that somebody should have made. */

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { Gauge, Histogram, type Registry } from "prom-client";

/** Told by `services/pipeline/publish.ts` once a publication is committed. */
const published = "dateline:publish.after_commit";

export interface Lateness {
  readonly registry: Registry;
  /** How many are late by now; asked at every call of `/metrics`. */
  readonly countLate: () => Promise<number>;
}

/** Measures until the server closes. */
export const lateness = fp(async (app: FastifyInstance, { registry, countLate }: Lateness) => {
  const seconds = new Histogram({
    name: "dateline_publication_lateness_seconds",
    help: "From the moment a release was due to its publication, by the database's clock",
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 300, 3600],
    registers: [registry],
  });
  new Gauge({
    name: "dateline_publications_late",
    help: "Releases that have been due for more than five seconds and are not published",
    registers: [registry],
    async collect() {
      const late = await countLate().catch(() => undefined);
      if (late !== undefined) this.set(late);
    },
  });
  const observe = (message: unknown) => seconds.observe((message as { lateMs: number }).lateMs / 1000);
  subscribe(published, observe);
  app.addHook("onClose", async () => {
    unsubscribe(published, observe);
  });
});
