/** The jobs that a queue holds, to look at, to try again and to drop: for whoever looks after the newsroom. */

import type { Job } from "bullmq";
import type { JobQueue } from "./connection.ts";
import { jobPayload } from "./jobs.ts";

export type HeldState = "waiting" | "delayed" | "active" | "failed";

export interface HeldJob {
  readonly id: string;
  /** The rows that it sees to. */
  readonly rows: readonly string[];
  readonly attempts: number;
  /** The first line of what went wrong the last time. */
  readonly failure: string | null;
  readonly createdAt: Date;
  /** When a job that waits for its time is due. */
  readonly dueAt: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** What came of it: done, or why not, with the state that the job is in. */
export type Outcome = { readonly done: true } | { readonly done: false; readonly state: string | undefined };

export interface HeldJobs {
  /** Jobs of a state with the last first, the delayed ones with the next first; one more than asked for. */
  list(state: HeldState, limit: number, offset: number): Promise<HeldJob[]>;
  /** Puts a failed job back to the others, with all its attempts before it. */
  retry(id: string): Promise<Outcome>;
  /** Takes a job out that does not run. What it was to see to, the sweep finds in the rows. */
  drop(id: string): Promise<Outcome>;
}

/** The jobs of one queue. */
export function heldJobs(queue: JobQueue): HeldJobs {
  return {
    list: async (state, limit, offset) => {
      const jobs = await queue.getJobs([state], offset, offset + limit, state === "delayed");
      return jobs.map(heldJob);
    },
    retry: (id) => act(queue, id, ["failed"], (job) => job.retry("failed", { resetAttemptsMade: true })),
    drop: (id) => act(queue, id, ["waiting", "prioritized", "delayed", "failed"], (job) => job.remove()),
  };
}

/** So often is looked for the oldest before it is taken for gone: the queue may have shrunk since it was counted. */
const looks = 3;

/** How long the job that waits longest has been waiting; `null` when none does. */
export async function oldestSeconds(queue: JobQueue): Promise<number | null> {
  // Counted from the end: BullMQ's PostgreSQL backend cuts its slices from the newest, also where ascending is asked for.
  for (let look = 0; look < looks; look += 1) {
    const { waiting = 0 } = await queue.getJobCounts();
    if (waiting === 0) return null;
    const [oldest] = await queue.getJobs(["waiting"], waiting - 1, waiting - 1, false);
    if (oldest) return Math.max(0, Date.now() - oldest.timestamp - oldest.delay) / 1000;
  }
  return null;
}

async function act(
  queue: JobQueue,
  id: string,
  states: readonly string[],
  change: (job: Job) => Promise<void>,
): Promise<Outcome> {
  const job = await queue.getJob(id);
  if (!job) return { done: false, state: undefined };
  const state = await job.getState();
  if (!states.includes(state)) return { done: false, state };
  try {
    await change(job);
    return { done: true };
  } catch (error) {
    // Somebody else may have been quicker, or a worker; otherwise it is an accident.
    const since = (await queue.getJob(id)) ? await job.getState() : undefined;
    if (since === state) throw error;
    return { done: false, state: since };
  }
}

function heldJob(job: Job): HeldJob {
  const payload = jobPayload.safeParse(job.data);
  return {
    id: job.id ?? "",
    rows: payload.success ? payload.data.ids : [],
    attempts: job.attemptsMade,
    failure: job.failedReason?.split("\n", 1)[0] ?? null,
    createdAt: new Date(job.timestamp),
    dueAt: job.delay > 0 ? new Date((job.processedOn ?? job.timestamp) + job.delay) : null,
    startedAt: momentOrNull(job.processedOn),
    endedAt: momentOrNull(job.finishedOn),
  };
}

const momentOrNull = (at: number | undefined) => (at ? new Date(at) : null);
