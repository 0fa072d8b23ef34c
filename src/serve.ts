/** A running process of the newsroom: an API, a worker, or both. */

import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { createApp, createServer } from "./app.ts";
import { type Config, originOf } from "./config.ts";
import { jobs } from "./jobs/index.ts";
import { startSweeping } from "./jobs/sweep.ts";
import { openNewsroom } from "./newsroom.ts";
import { createRegistry, measureQueues } from "./plugins/operators.ts";
import { startWorkers } from "./queue/workers.ts";

export type Part = "api" | "worker";

export interface Serving {
  /** Where it listens. */
  readonly origin: string;
  /** The administrator's key, if this start made one. */
  readonly adminKey: string | undefined;
  /** Stops accepting, finishes what runs, closes. */
  close(): Promise<void>;
}

/** Starts the parts of a newsroom in this process. Both listen: a worker answers for its health and metrics. */
export async function serve(config: Config, parts: readonly Part[], log: Logger): Promise<Serving> {
  const open = await openNewsroom(config, log);
  const { newsroom, connection, checks, adminKey } = open;
  try {
    const registry = createRegistry();
    measureQueues(registry, () => newsroom.queues.depths());
    const create = parts.includes("api") ? createApp : createServer;
    const app = await create(newsroom, { checks, registry });
    await app.listen({ host: config.HOST, port: config.PORT });
    const stopWorking = parts.includes("worker") ? await work() : async () => undefined;
    return {
      origin: originOf(config.HOST, (app.server.address() as AddressInfo).port),
      adminKey,
      close: async () => {
        await app.close();
        await stopWorking();
        await open.close();
      },
    };
  } catch (error) {
    await open.close();
    throw error;
  }

  async function work(): Promise<() => Promise<void>> {
    const onAccident = (name: string, error: Error) =>
      log.warn({ err: error, job: name }, `A ${name} job failed`);
    const workers = await startWorkers(connection, config.QUEUE_PREFIX, jobs(newsroom), onAccident);
    const sweeper = startSweeping(newsroom);
    return async () => {
      await sweeper.close();
      await workers.close();
    };
  }
}
