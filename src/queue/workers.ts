/** Running jobs: one BullMQ worker per job, with leases short enough that a killed worker's job runs again soon. */

import { setTimeout as sleep } from "node:timers/promises";
import { type Job, UnrecoverableError } from "bullmq";
import { AppError } from "../errors.ts";
import type { QueueConnection } from "./connection.ts";
import { type JobName, jobPayload } from "./jobs.ts";
import { Precedence } from "./precedence.ts";

/** Sees to one row. A thrown `AppError` is a decision and ends it; anything else is an accident and is retried. */
export interface Work {
  readonly name: JobName;
  readonly concurrency: number;
  run(id: string): Promise<void>;
  /** Sees to all rows of a job instead, where that costs less than one by one. */
  runTogether?(ids: readonly string[]): Promise<void>;
  /**
   * Urgent is what brings a release on its way: the process's other jobs wait a moment for it. Patient is what nobody
   * waits for: the rows of a job are seen to one by one, with rests, and leave the machine to the others.
   */
  readonly pace?: "urgent" | "patient" | undefined;
}

export interface Workers {
  /** Takes no more jobs, waits for those that run, and lets go; in the end also of a backend that is away. */
  close(): Promise<void>;
}

/** A job that runs longer is taken up by another worker when its lease has ended. */
const closeWithinMs = 15_000;

const lease = { lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 20 };
/** How soon a worker asks again for jobs after its backend was away; BullMQ's own 15 s would be most of an outage. */
const runRetryDelay = 1000;

/** A patient job rests so many times as long as a row took it, and no longer than a moment at once. */
const restsFor = 3;
const maxRestMs = 500;

/** Starts a worker for each kind of work; `onAccident` hears of every failed attempt. */
export async function startWorkers(
  connection: QueueConnection,
  prefix: string,
  works: readonly Work[],
  onAccident: (name: JobName, error: Error) => void,
): Promise<Workers> {
  const closing = new AbortController();
  const precedence = new Precedence();
  const workers = works.map((work) => {
    const run = (job: Job) => {
      const all = () => runAll(work, job.data, closing.signal);
      return work.pace === "urgent" ? precedence.first(all) : precedence.after(all);
    };
    const worker = connection.openWorker(`${prefix}-${work.name}`, run, {
      ...lease,
      runRetryDelay,
      concurrency: work.concurrency,
    });
    worker.on("error", () => undefined);
    worker.on("failed", (_job, error) => onAccident(work.name, error));
    return worker;
  });
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return {
    close: async () => {
      closing.abort();
      const closed = Promise.allSettled(workers.map((worker) => worker.close()));
      await Promise.race([closed, sleep(closeWithinMs, undefined, { ref: false })]);
    },
  };
}

/** Sees to every row of a job, each on its own; when one has an accident, the others are looked at again with it. */
async function runAll(work: Work, data: unknown, closing: AbortSignal): Promise<void> {
  const payload = jobPayload.safeParse(data);
  if (!payload.success) throw new UnrecoverableError(payload.error.message);
  const outcomes = await outcomesOf(work, payload.data.ids, closing);
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason as unknown] : [],
  );
  const accident = failures.find((failure) => !(failure instanceof AppError));
  if (accident !== undefined) throw accident;
  const [decision] = failures;
  if (decision instanceof AppError) throw new UnrecoverableError(`${decision.type}: ${decision.message}`);
}

type Outcomes = PromiseSettledResult<void>[];

async function outcomesOf(work: Work, ids: readonly string[], closing: AbortSignal): Promise<Outcomes> {
  if (work.runTogether) return Promise.allSettled([work.runTogether(ids)]);
  if (work.pace !== "patient") return Promise.allSettled(ids.map((id) => work.run(id)));
  const outcomes: Outcomes = [];
  for (const id of ids) {
    const begun = performance.now();
    outcomes.push(...(await Promise.allSettled([work.run(id)])));
    const restMs = Math.min(restsFor * (performance.now() - begun), maxRestMs);
    await sleep(restMs, undefined, { signal: closing }).catch(() => undefined);
  }
  return outcomes;
}
