/** A running process of the newsroom: an API, a worker, or both. */

import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { createApp, createServer } from "./app.ts";
import { type Config, ConfigError, originOf } from "./config.ts";
import { jobs } from "./jobs/index.ts";
import { startSweeping } from "./jobs/sweep.ts";
import { openNewsroom } from "./newsroom.ts";
import { createRegistry, measureQueueAges, measureQueues } from "./plugins/operators.ts";
import { startWorkers } from "./queue/workers.ts";

export type Part = "api" | "worker";

export interface Serving {
  /** Where it listens. */
  readonly origin: string;
  /** Stops accepting, finishes what runs, closes. */
  close(): Promise<void>;
}

interface Starting {
  /** Told the administrator's key as soon as a first start has made one, even if that start then fails. */
  readonly showKey?: (adminKey: string) => void;
  /** Ends a start between two steps, however many are left; what was opened is closed again. */
  readonly signal?: AbortSignal;
}

/**
 * Starts the parts of a newsroom in this process. Both listen: a worker answers for its health and metrics.
 *
 * @throws the reason of `signal`, when that ended the start
 */
export async function serve(
  config: Config,
  parts: readonly Part[],
  log: Logger,
  { showKey, signal }: Starting = {},
): Promise<Serving> {
  const open = await openNewsroom(config, log, {}, signal);
  const { newsroom, connection, checks, adminKey } = open;
  if (adminKey !== undefined) showKey?.(adminKey);
  try {
    signal?.throwIfAborted();
    const registry = createRegistry();
    measureQueues(registry, () => newsroom.queues.depths());
    measureQueueAges(registry, () => newsroom.queues.ages());
    const create = parts.includes("api") ? createApp : createServer;
    const app = await create(newsroom, { checks, registry });
    await app.listen({ host: config.HOST, port: config.PORT }).catch(refuseAddress(config));
    const stopWorking = parts.includes("worker") ? await work() : async () => undefined;
    return {
      origin: originOf(config.HOST, (app.server.address() as AddressInfo).port),
      close: async () => {
        await Promise.all([app.close(), stopWorking()]);
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
      await Promise.all([sweeper.close(), workers.close()]);
    };
  }
}

function refuseAddress({ HOST, PORT }: Config): (error: unknown) => never {
  return (error) => {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new ConfigError(`PORT: ${PORT} is taken on ${HOST}; accepted: a free port`);
    if (code === "EACCES") {
      throw new ConfigError(`PORT: this user may not listen on ${PORT}; accepted: a port above 1023`);
    }
    throw new ConfigError(`HOST: cannot listen on ${HOST} (${code}); accepted: an address of this machine`);
  };
}
