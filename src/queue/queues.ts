/** Telling BullMQ what has become due, in batches: one round trip carries whatever came up in the meantime. */

import type { JobQueue, QueueConnection } from "./connection.ts";
import { type JobName, type JobPayload, jobNames, type Waker } from "./jobs.ts";

export interface QueueDepth {
  readonly name: JobName;
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
  readonly failed: number;
}

export interface Queues extends Waker {
  depths(): Promise<QueueDepth[]>;
  /** Hands over what is still in this process and lets go of the queues. */
  close(): Promise<void>;
}

interface Wake {
  name: JobName;
  data: JobPayload<JobName>;
  opts: { jobId: string; delay?: number };
}

/** Kept longer than a burst of repeats lasts, since a job id only holds while its job exists. */
const kept = { removeOnComplete: { age: 600, count: 5000 }, removeOnFail: { age: 7 * 86_400, count: 5000 } };
const retries = { attempts: 5, backoff: { type: "exponential", delay: 500, jitter: 0.5 } };
/** Wakes carried by one round trip at the most. */
const maxBatch = 500;

/** Opens one queue per job; `onLost` hears of wakes that the backend refused, which the sweep makes good. */
export function openQueues(
  connection: QueueConnection,
  prefix: string,
  onLost: (error: unknown, count: number) => void,
): Queues {
  const queues = new Map<JobName, JobQueue>();
  for (const name of jobNames) {
    const queue = connection.openQueue(`${prefix}-${name}`, { ...kept, ...retries });
    queue.on("error", () => undefined);
    queues.set(name, queue);
  }
  const outgoing = new Map<JobName, Batcher>(
    [...queues].map(([name, queue]) => [name, batcher((wakes) => queue.addBulk(wakes), onLost)]),
  );
  return {
    wake: (name, key, payload, delayMs) => {
      const delay = delayMs !== undefined && delayMs > 0 ? { delay: Math.ceil(delayMs) } : {};
      outgoing.get(name)?.add({ name, data: payload, opts: { jobId: `${name}-${key}`, ...delay } });
    },
    depths: () => Promise.all([...queues].map(([name, queue]) => depthOf(name, queue))),
    close: async () => {
      await Promise.all([...outgoing.values()].map((batch) => batch.drain()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
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

function batcher(
  send: (wakes: Wake[]) => Promise<unknown>,
  onLost: (error: unknown, count: number) => void,
): Batcher {
  let waiting: Wake[] = [];
  let sending: Promise<void> | undefined;
  const sendAll = async () => {
    while (waiting.length > 0) {
      const wakes = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      await send(wakes).catch((error: unknown) => onLost(error, wakes.length));
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
