/** The sweep: what the rows say is due and nobody did. */

import type { Context } from "../../context.ts";
import type { JobName } from "../../queue/jobs.ts";

/** What has been due this long was forgotten by the queue. */
const forgottenAfter = "5 seconds";
/** What a job's queue may hold for the sweep to add to it: a full queue is busy, not forgetful. */
const fullAt = 200;
/** Rows woken by one sweep at the most; the next sweep takes the rest. */
const maxPerSweep = 1000;

interface Due {
  readonly id: string;
}

type FindOverdue = (ctx: Context) => Promise<Due[]>;

const findOverdue: Readonly<Record<JobName, FindOverdue>> = {
  moderate: ({ hot, clock }) => hot.$queryRaw<Due[]>`
    select id from releases
    where status in ('received', 'moderating') and moved_at < ${clock.sqlNow} - ${forgottenAfter}::interval
    order by status, id limit ${maxPerSweep}`,
  publish: ({ hot, clock }) => hot.$queryRaw<Due[]>`
    select r.id from releases r
    join organizations o on o.id = r.organization_id
    where r.status in ('approved', 'scheduled') and o.trust <> 'suspended'
      and greatest(r.moved_at, r.embargoed_until, r.publish_at) < ${clock.sqlNow} - ${forgottenAfter}::interval
    order by r.status, r.id limit ${maxPerSweep}`,
  mail: ({ hot, clock }) => hot.$queryRaw<Due[]>`
    select id from mails
    where status = 'due' and next_attempt_at < ${clock.sqlNow} - ${forgottenAfter}::interval
    order by next_attempt_at limit ${maxPerSweep}`,
};

/**
 * Wakes a job for everything that is overdue, and removes what is kept no longer. What it wakes a second time is
 * looked at a second time, without harm. Returns how many it woke.
 */
export async function sweepOverdue(ctx: Context): Promise<number> {
  let woken = 0;
  for (const { name, waiting } of await ctx.queues.depths()) {
    const overdue = waiting < fullAt ? await findOverdue[name](ctx) : [];
    for (const { id } of overdue) ctx.queues.wake(name, id);
    woken += overdue.length;
  }
  if (woken > 0) ctx.log.warn({ woken }, `Woke ${woken} that nobody had done`);
  await removeExpired(ctx);
  return woken;
}

async function removeExpired({ db, clock }: Context): Promise<void> {
  await db.$executeRaw`delete from idempotency_keys where expires_at < ${clock.sqlNow}`;
  await db.$executeRaw`delete from http_rate_limits where expire < extract(epoch from ${clock.sqlNow}) * 1000`;
}
