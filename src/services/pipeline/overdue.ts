/** The sweep: what the rows say is due and nobody did. It needs no queue to find it, only to have it done. */

import type { Context } from "../../context.ts";

/** A release that has been due this long was forgotten by the queue. */
const forgottenAfter = "5 seconds";
/** Enqueued again by one sweep at the most; the next sweep takes the rest. */
const maxPerSweep = 1000;

interface Due {
  readonly id: string;
  readonly status: string;
}

/**
 * Wakes a job for everything that is overdue, and removes what is kept no longer. Wakes carry a key of their own,
 * since the queue ignores one whose job it still remembers (ADR-0002). Returns how much was overdue.
 */
export async function sweepOverdue(ctx: Context): Promise<number> {
  const releases = await overdueReleases(ctx);
  const mails = await overdueMails(ctx);
  const round = Math.floor(ctx.clock.now().getTime() / 1000);
  for (const { id, status } of releases) {
    const job = status === "received" || status === "moderating" ? "moderate" : "publish";
    ctx.queues.wake(job, `${id}-sweep-${round}`, { releaseId: id });
  }
  for (const { id } of mails) ctx.queues.wake("mail", `${id}-sweep-${round}`, { mailId: id });
  const overdue = releases.length + mails.length;
  if (overdue > 0) ctx.log.warn({ overdue }, `Woke ${overdue} that nobody had done`);
  await removeExpired(ctx);
  return overdue;
}

function overdueReleases(ctx: Context): Promise<Due[]> {
  return ctx.db.$queryRaw<Due[]>`
    select r.id, r.status::text from releases r
    join organizations o on o.id = r.organization_id
    where r.status in ('received', 'moderating', 'approved', 'scheduled')
      and r.moved_at < ${ctx.clock.sqlNow} - ${forgottenAfter}::interval
      and (r.status in ('received', 'moderating') or o.trust <> 'suspended'
        and greatest(r.moved_at, r.embargoed_until, r.publish_at) < ${ctx.clock.sqlNow} - ${forgottenAfter}::interval)
    order by r.moved_at limit ${maxPerSweep}`;
}

function overdueMails(ctx: Context): Promise<Due[]> {
  return ctx.db.$queryRaw<Due[]>`
    select id, status::text from mails
    where status = 'due' and next_attempt_at < ${ctx.clock.sqlNow} - ${forgottenAfter}::interval
    order by next_attempt_at limit ${maxPerSweep}`;
}

async function removeExpired({ db, clock }: Context): Promise<void> {
  await db.$executeRaw`delete from idempotency_keys where expires_at < ${clock.sqlNow}`;
  await db.$executeRaw`delete from http_rate_limits where expire < extract(epoch from ${clock.sqlNow}) * 1000`;
}
