/** Running jobs: one BullMQ worker per job, with leases short enough that a killed worker's job runs again soon. */

import { UnrecoverableError } from "bullmq";
import { AppError } from "../errors.ts";
import type { QueueConnection } from "./connection.ts";
import { type JobName, jobPayloads } from "./jobs.ts";

/** Carries out one job. A thrown `AppError` is a decision and ends it; anything else is an accident and is retried. */
export interface Work {
  readonly name: JobName;
  readonly concurrency: number;
  run(payload: unknown, attempt: number): Promise<void>;
}

export interface Workers {
  /** Takes no more jobs, waits for those that run, and lets go. */
  close(): Promise<void>;
}

const lease = { lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 20 };

/** Starts a worker for each kind of work; `onAccident` hears of every failed attempt. */
export async function startWorkers(
  connection: QueueConnection,
  prefix: string,
  works: readonly Work[],
  onAccident: (name: JobName, error: Error) => void,
): Promise<Workers> {
  const workers = works.map((work) => {
    const worker = connection.openWorker(
      `${prefix}-${work.name}`,
      async (job) => {
        const payload = jobPayloads[work.name].safeParse(job.data);
        if (!payload.success) throw new UnrecoverableError(payload.error.message);
        await work.run(payload.data, job.attemptsMade + 1).catch((error: unknown) => {
          if (error instanceof AppError) throw new UnrecoverableError(`${error.type}: ${error.message}`);
          throw error;
        });
      },
      { ...lease, concurrency: work.concurrency },
    );
    worker.on("error", () => undefined);
    worker.on("failed", (_job, error) => onAccident(work.name, error));
    return worker;
  });
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return { close: async () => void (await Promise.all(workers.map((worker) => worker.close()))) };
}
