/** Telling BullMQ what has become due, in batches: one round trip and one job carry what came up in the meantime. */

import type { BaseAdapter } from "@bull-board/api/baseAdapter";
import { boardAdapters } from "./board.ts";
import type { JobQueue, QueueConnection } from "./connection.ts";
import { type HeldJobs, heldJobs, oldestSeconds } from "./held-jobs.ts";
import { type JobName, type JobPayload, jobNames, maxIds, type Waker } from "./jobs.ts";

interface QueueDepth {
  readonly name: JobName;
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
  readonly failed: number;
}

interface QueueAge {
  readonly name: JobName;
  /** How long the job that waits longest has been waiting; `null` when none does. */
  readonly oldestSeconds: number | null;
}

export interface Queues extends Waker {
  readonly backend: QueueConnection["backend"];
  depths(): Promise<QueueDepth[]>;
  ages(): Promise<QueueAge[]>;
  /** The jobs in the queue of this name; `undefined` when there is none. */
  held(name: string): HeldJobs | undefined;
  /** The queues for the page that shows them. */
  boardAdapters(): BaseAdapter[];
  /** Hands over what is still in this process and lets go of the queues. */
  close(): Promise<void>;
}

interface Wake {
  readonly id: string;
  readonly delayMs: number;
}

/**
 * What was done is kept by age alone: to keep a number, BullMQ's PostgreSQL backend lists that many whenever a job is done.
 * Few fail for good; the number of those is a ceiling for the store on a day when all do.
 */
const kept = { removeOnComplete: { age: 300 }, removeOnFail: { age: 7 * 86_400, count: 5000 } };
const retries = { attempts: 5, backoff: { type: "exponential", delay: 500, jitter: 0.5 } };
/** How long further wakes gather after a round trip; the first of a quiet time goes at once. */
const gatherMs = 25;
/** So many jobs are added one by one. */
const fewJobs = 8;

/** Opens one queue per job; `onLost` hears of wakes that the backend refused, which the sweep makes good. */
export function openQueues(
  connection: QueueConnection,
  prefix: string,
  onLost: (error: unknown, count: number) => void,
): Queues {
  const queues = new Map<JobName, JobQueue>();
  const batchers = new Map<JobName, Batcher>();
  for (const name of jobNames) {
    const queue = connection.openQueue(`${prefix}-${name}`, { ...kept, ...retries });
    queue.on("error", () => undefined);
    queues.set(name, queue);
    batchers.set(
      name,
      batcher(async (wakes) => {
        await addAll(queue, jobsOf(name, wakes)).catch((error: unknown) => onLost(error, wakes.length));
      }),
    );
  }
  return {
    wake: (name, id, delayMs = 0) =>
      batchers.get(name)?.add({ id, delayMs: Math.max(0, Math.ceil(delayMs)) }),
    backend: connection.backend,
    depths: () => Promise.all([...queues].map(([name, queue]) => depthOf(name, queue))),
    ages: () =>
      Promise.all(
        [...queues].map(async ([name, queue]) => ({ name, oldestSeconds: await oldestSeconds(queue) })),
      ),
    held: (wanted) => {
      const found = [...queues].find(([name]) => name === wanted);
      return found && heldJobs(found[1]);
    },
    boardAdapters: () => boardAdapters(queues),
    close: async () => {
      await Promise.all([...batchers.values()].map((batch) => batch.drain()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

interface NewJob {
  readonly name: JobName;
  readonly data: JobPayload;
  readonly opts: { delay?: number };
}

/** On PostgreSQL, BullMQ's bulk way makes two temporary tables first, which is worth it for many jobs only. */
async function addAll(queue: JobQueue, jobs: NewJob[]): Promise<void> {
  if (jobs.length > fewJobs) await queue.addBulk(jobs);
  else await Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)));
}

/** What is due now shares jobs; what is due later has a job of its own. */
function jobsOf(name: JobName, wakes: readonly Wake[]): NewJob[] {
  const now = [...new Set(wakes.filter(({ delayMs }) => delayMs === 0).map(({ id }) => id))];
  const shared = Array.from({ length: Math.ceil(now.length / maxIds) }, (_, index) => ({
    name,
    data: { ids: now.slice(index * maxIds, (index + 1) * maxIds) },
    opts: {},
  }));
  const later = wakes
    .filter(({ delayMs }) => delayMs > 0)
    .map(({ id, delayMs }) => ({ name, data: { ids: [id] }, opts: { delay: delayMs } }));
  return [...shared, ...later];
}

async function depthOf(name: JobName, queue: JobQueue): Promise<QueueDepth> {
  const counts = await queue.getJobCounts();
  const { waiting = 0, prioritized = 0, delayed = 0, active = 0, failed = 0 } = counts;
  return { name, waiting: waiting + prioritized, delayed, active, failed };
}

interface Batcher {
  add(wake: Wake): void;
  drain(): Promise<void>;
}

function batcher(send: (wakes: readonly Wake[]) => Promise<void>): Batcher {
  let waiting: Wake[] = [];
  let sending: Promise<void> | undefined;
  const sendAll = async () => {
    while (waiting.length > 0) {
      const wakes = waiting;
      waiting = [];
      await send(wakes);
      await new Promise((resolve) => setTimeout(resolve, gatherMs));
    }
    sending = undefined;
  };
  return {
    add: (wake) => {
      waiting.push(wake);
      sending ??= sendAll();
    },
    drain: async () => {
      await sending;
    },
  };
}
