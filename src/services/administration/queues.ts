/** The queues as administrators look after them. The rows decide: nothing here can lose or repeat any work. */

import type { Context, Editor } from "../../context.ts";
import { AppError, notFound } from "../../errors.ts";
import type { HeldJob, HeldJobs, HeldState, Outcome } from "../../queue/held-jobs.ts";
import { transact } from "../transact.ts";
import { recordDeskEvent } from "./events/desk-events.ts";
import { refuseBound } from "./staff/reach.ts";

/** Why who works for one publication has no business with them. */
export const holdAllWork = "The queues hold the work of all publications.";

export interface QueueReport {
  readonly name: string;
  readonly backend: "redis" | "postgres";
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
  readonly failed: number;
  readonly oldestSeconds: number | null;
}

/** How much each queue holds, and how long the oldest has been waiting. @throws {AppError} `forbidden` */
export async function reportQueues(ctx: Context<Editor>): Promise<QueueReport[]> {
  refuseBound(ctx.actor, holdAllWork);
  const { queues } = ctx;
  const [depths, ages] = await Promise.all([queues.depths(), queues.ages()]);
  return depths.map((depth) => ({
    ...depth,
    backend: queues.backend,
    oldestSeconds: ages.find(({ name }) => name === depth.name)?.oldestSeconds ?? null,
  }));
}

/** Jobs of a queue by state, with one more than asked for. @throws {AppError} `not-found`, `forbidden` */
export async function listJobs(
  ctx: Context<Editor>,
  name: string,
  { state, limit, offset }: { readonly state: HeldState; readonly limit: number; readonly offset: number },
): Promise<HeldJob[]> {
  return (await findQueue(ctx, name)).list(state, limit, offset);
}

/** Has a failed job tried again. @throws {AppError} `not-found`, `illegal-job-state` unless it failed, `forbidden` */
export async function retryJob(ctx: Context<Editor>, name: string, id: string): Promise<void> {
  const queue = await findQueue(ctx, name);
  await act(ctx, name, id, "retry", () => queue.retry(id));
}

/**
 * Takes a job out of its queue; what it was to see to, the sweep finds in the rows.
 *
 * @throws {AppError} `not-found`, `illegal-job-state` while it runs or once it is done, `forbidden`
 */
export async function dropJob(ctx: Context<Editor>, name: string, id: string): Promise<void> {
  const queue = await findQueue(ctx, name);
  await act(ctx, name, id, "drop", () => queue.drop(id));
}

/** Records what somebody does on the page of the queues, before it is done. @throws {AppError} `forbidden` */
export async function recordBoardAction(
  ctx: Context<Editor>,
  { queue, action, job }: { readonly queue: string; readonly action: string; readonly job: string | null },
): Promise<void> {
  refuseBound(ctx.actor, holdAllWork);
  await recordDeskEvent(ctx.db, ctx, {
    ...{ subject: "queue", subjectId: queue, action, publicationId: null },
    ...(job !== null && { changes: { after: { job } } }),
  });
}

async function findQueue(ctx: Context<Editor>, name: string): Promise<HeldJobs> {
  refuseBound(ctx.actor, holdAllWork);
  const found = ctx.queues.held(name);
  if (!found) throw notFound("queue");
  return found;
}

/** Recorded first, so that a refusal takes the record back with it; the queue itself is no part of the transaction. */
function act(
  ctx: Context<Editor>,
  queue: string,
  job: string,
  action: "retry" | "drop",
  work: () => Promise<Outcome>,
): Promise<void> {
  return transact(ctx, async (tx) => {
    // BullMQ does not say of two who drop a job at once which of them did.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`job ${queue} ${job}`}, 0))`;
    const about = { subject: "queue", subjectId: queue, publicationId: null } as const;
    await recordDeskEvent(tx, ctx, { ...about, action, changes: { after: { job } } });
    const outcome = await work();
    if (outcome.done) return;
    if (outcome.state === undefined) throw notFound("job");
    const detail = `The job is ${outcome.state}, so nobody can ${action} it.`;
    throw new AppError("illegal-job-state", detail, { state: outcome.state });
  });
}
