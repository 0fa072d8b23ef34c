/** The sweep: what the rows say is due and nobody did. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { JobName } from "../../queue/jobs.ts";
import { sealEvents } from "../administration/events/seal.ts";
import { removeOldDigests } from "../digests/expire.ts";
import { learnsFromMore } from "../learning/refit.ts";
import { removeOldLinks } from "../links/expire.ts";
import { linkWork } from "../links/work.ts";
import { giveUpUnheard, removeOldMails } from "../mail/expire.ts";
import { removeOldOpinions } from "../opinions/expire.ts";
import { opinionWork } from "../opinions/work.ts";
import { nobodySuspended } from "../organizations/suspension.ts";
import type { OutsideWork } from "../outside.ts";
import { removeUnconfirmed } from "../subscribers/expire.ts";
import { forgottenEndpoints } from "../webhooks/due.ts";
import { removeOldDeliveries } from "../webhooks/expire.ts";
import { findDue } from "./publishable.ts";

/** What has been due this long was forgotten by the queue. */
const forgottenAfter = "5 seconds";
/** Relating takes its time after hundreds of publications. */
const relatedWithin = "1 minute";
/** Learning takes a while; and who decides a lot at once is best learned from when it is done. */
const learnedWithin = "1 minute";
/** What a job's queue may hold for the sweep to add to it: a full queue is busy, not forgetful. */
const usuallyFullAt = 200;
/** What takes its time is found again and again by who looks every few seconds. */
const fullOfPatientAt = 1;
/** Rows woken by one sweep at the most; the next sweep takes the rest. */
const maxPerSweep = 1000;

interface Due {
  readonly id: string;
}

interface Overdue {
  /** What a suspension holds back is not overdue; whose it is is looked at first, since that sorts out most. */
  readonly find: (ctx: Context) => Promise<Due[]>;
  /** What the job's queue may hold, where it is less than what others may. */
  readonly fullAt?: number;
}

const overdueOf: Readonly<Record<JobName, Overdue>> = {
  moderate: {
    find: ({ hot, clock }) => hot.$queryRaw<Due[]>`
    select r.id from releases r
    join organizations o on o.id = r.organization_id
    where r.status in ('received', 'moderating') and r.moved_at < ${clock.sqlNow} - ${forgottenAfter}::interval
      and o.trust <> 'suspended' and ${nobodySuspended("r")}
    order by r.status, r.id limit ${maxPerSweep}`,
  },
  publish: { find: (ctx) => findDue(ctx, maxPerSweep, forgottenAfter) },
  mail: { find: (ctx) => forgottenMails(ctx, Prisma.sql`digest_id is null`) },
  "digest-mail": { find: (ctx) => forgottenMails(ctx, Prisma.sql`digest_id is not null`) },
  deliver: {
    find: (ctx) =>
      forgottenEndpoints(ctx, Prisma.sql`${ctx.clock.sqlNow} - ${forgottenAfter}::interval`, maxPerSweep),
  },
  relate: {
    find: ({ hot, clock }) => hot.$queryRaw<Due[]>`
    select article_id as id from article_work
    where work = 'relate' and due_at < ${clock.sqlNow} - ${relatedWithin}::interval
    order by due_at limit ${maxPerSweep}`,
    fullAt: fullOfPatientAt,
  },
  learn: {
    find: ({ hot, clock }) => hot.$queryRaw<Due[]>`
    select p.id from publications p where ${learnsFromMore} and not exists (
      select from editor_decisions where publication_id = p.id and at > ${clock.sqlNow} - ${learnedWithin}::interval)
    limit ${maxPerSweep}`,
  },
  opinion: { find: (ctx) => forgottenWork(ctx, opinionWork) },
  links: { find: (ctx) => forgottenWork(ctx, linkWork) },
};

function forgottenMails({ hot, clock }: Context, which: Prisma.Sql): Promise<Due[]> {
  return hot.$queryRaw<Due[]>`
    select id from mails
    where status = 'due' and ${which} and next_attempt_at < ${clock.sqlNow} - ${forgottenAfter}::interval
    order by next_attempt_at limit ${maxPerSweep}`;
}

async function forgottenWork(ctx: Context, { table, isOn }: OutsideWork): Promise<Due[]> {
  if (!isOn(ctx)) return [];
  return ctx.hot.$queryRaw<Due[]>`
    select release_id as id from ${table} where due_at < ${ctx.clock.sqlNow} - ${forgottenAfter}::interval
    order by due_at limit ${maxPerSweep}`;
}

/**
 * Wakes a job for everything that is overdue, removes what is kept no longer, and seals what happened. What it wakes
 * a second time is looked at a second time, without harm. Returns how many it woke.
 */
export async function sweepOverdue(ctx: Context): Promise<number> {
  let woken = 0;
  for (const { name, waiting } of await ctx.queues.depths()) {
    const { find, fullAt = usuallyFullAt } = overdueOf[name];
    const overdue = waiting < fullAt ? await find(ctx) : [];
    for (const { id } of overdue) ctx.queues.wake(name, id);
    woken += overdue.length;
  }
  if (woken > 0) ctx.log.warn({ woken }, `Woke ${woken} that nobody had done`);
  await giveUpUnheard(ctx);
  await removeExpired(ctx);
  await sealEvents(ctx);
  return woken;
}

async function removeExpired(ctx: Context): Promise<void> {
  const { db, clock } = ctx;
  await db.$executeRaw`delete from idempotency_keys where expires_at < ${clock.sqlNow}`;
  await db.$executeRaw`delete from http_rate_limits where expire < extract(epoch from ${clock.sqlNow}) * 1000`;
  await db.$executeRaw`delete from release_arrivals where at < ${clock.sqlNow} - interval '1 day'`;
  await removeOldDeliveries(ctx);
  await removeOldMails(ctx);
  await removeOldDigests(ctx);
  await removeUnconfirmed(ctx);
  await removeOldOpinions(ctx);
  await removeOldLinks(ctx);
}
