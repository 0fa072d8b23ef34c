/** What operators and their machines ask: is it alive, is it ready, how is it doing. */

import type { FastifyInstance, FastifyReply } from "fastify";
import fp from "fastify-plugin";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What is missing, or `undefined`; asked at every call of `/health/ready`. */
export type ReadinessCheck = () => Promise<string | undefined>;

declare module "fastify" {
  interface FastifyInstance {
    /** What counts answers of a kind in the metrics, by how long they took. */
    observerOf: (method: string, route: string, status: number) => (seconds: number) => void;
  }
}

export interface Operation {
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  readonly registry: Registry;
}

/** Makes the registry of a process, with Node's own measures in it. */
export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** A gauge of every queue's depth by state, read when somebody asks. */
export function measureQueues(
  registry: Registry,
  depths: () => Promise<
    readonly { name: string; waiting: number; delayed: number; active: number; failed: number }[]
  >,
): void {
  new Gauge({
    name: "dateline_queue_jobs",
    help: "Jobs by queue and state",
    labelNames: ["queue", "state"],
    registers: [registry],
    async collect() {
      for (const { name, ...states } of await depths().catch(() => [])) {
        for (const [state, count] of Object.entries(states)) this.set({ queue: name, state }, count);
      }
    },
  });
}

/** A gauge of how long every queue's oldest job has been waiting, read when somebody asks. */
export function measureQueueAges(
  registry: Registry,
  ages: () => Promise<readonly { name: string; oldestSeconds: number | null }[]>,
): void {
  new Gauge({
    name: "dateline_queue_oldest_seconds",
    help: "How long the job that waits longest has been waiting, by queue; 0 when none does",
    labelNames: ["queue"],
    registers: [registry],
    async collect() {
      for (const { name, oldestSeconds } of await ages().catch(() => [])) {
        this.set({ queue: name }, oldestSeconds ?? 0);
      }
    },
  });
}

/** Seconds of the first bucket, in which nearly all kept answers fall. */
const quickest = 0.002;
const maxGathered = 500;

interface Gathering {
  readonly observe: (seconds: number) => void;
  readonly flush: () => void;
}

/**
 * Gathers what falls into the first bucket and tells it in one go, each as their mean: the bucket, the count and the sum
 * are the same. The metric looks for its labels' row at every call, which one after the other is quick.
 */
function gather(observe: (seconds: number) => void): Gathering {
  let [count, sum] = [0, 0];
  const flush = () => {
    const mean = sum / count;
    for (; count > 0; count -= 1) observe(mean);
    sum = 0;
  };
  return {
    flush,
    observe: (seconds) => {
      if (seconds > quickest) return observe(seconds);
      count += 1;
      sum += seconds;
      if (count >= maxGathered) flush();
    },
  };
}

/** Health, readiness, metrics; the same for an API and for a worker. */
export const operators = fp(async (app: FastifyInstance, { checks, registry }: Operation) => {
  const config = { access: "public", limit: "none" } as const;
  const schema = { hide: true } as const;
  const observers = new Map<string, Gathering>();
  const seconds = new Histogram({
    name: "dateline_http_request_seconds",
    help: "Time to answer by method, route and status",
    labelNames: ["method", "route", "status"],
    buckets: [quickest, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
    collect() {
      for (const { flush } of observers.values()) flush();
    },
  });
  app.decorate("observerOf", (method, route, status) => {
    const key = `${method} ${route} ${status}`;
    const own = observers.get(key) ?? gather(seconds.labels(method, route, String(status)).observe);
    observers.set(key, own);
    return own.observe;
  });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "unknown";
    app.observerOf(request.method, route, reply.statusCode)(reply.elapsedTime / 1000);
    done();
  });
  app.get("/health/live", { config, schema }, async (_request, reply) =>
    noStore(reply).send({ status: "live" }),
  );
  app.get("/health/ready", { config, schema }, async (_request, reply) => {
    const found = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await check()] as const),
    );
    const missing = Object.fromEntries(found.filter(([, fault]) => fault !== undefined));
    const ready = Object.keys(missing).length === 0;
    return noStore(reply)
      .code(ready ? 200 : 503)
      .send(ready ? { status: "ready" } : { status: "not ready", missing });
  });
  app.get("/metrics", { config, schema }, async (_request, reply) =>
    noStore(reply)
      .type(registry.contentType)
      .send(await registry.metrics()),
  );
});

function noStore(reply: FastifyReply): FastifyReply {
  return reply.header("cache-control", "no-store");
}
