/** The rows that say of which releases the links are still to be asked for. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Action, ReleaseState } from "../../domain/releases/lifecycle.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { mayLeave, type OutsideWork, outsideFrom } from "../outside.ts";
import { hourOf } from "../pipeline/publishable.ts";

/** What brings a release before an editor, or nearer to its hour. */
const asks: readonly Action[] = ["hold", "appeal", "approve", "schedule"];
/** Where an editor still can do something about a dead link, be it a correction. */
const statesAsked: readonly ReleaseState[] = ["needs_review", "approved", "scheduled", "published"];
/** The same as a list in SQL. */
export const areAsked = Prisma.join(statesAsked.map((state) => Prisma.sql`${state}::release_status`));

/** Whoever asks for longer must have died; a run begins nothing after `beginWithinMs` of it. */
const leaseMs = 60_000;
export const beginWithinMs = 30_000;
/** So long before its hour a release is looked at once more: late enough to be true, early enough for an editor. */
const beforeHour = "10 minutes";

/** A release whose links this run asks for. */
export interface Taken {
  readonly releaseId: string;
  readonly run: number;
  readonly version: number;
  /** Which run this is: once there is a later one, nothing of this one counts. */
  readonly attempts: number;
  readonly copy: Copy;
  readonly rulePack: string;
  /** Whether it is as it was when its links became due, and where they are of use. */
  readonly isWanted: boolean;
  /** Its hour, once that has come and it is not out yet: what was dead before may be there now. */
  readonly hour: Date | null;
}

export const linkWork: OutsideWork = {
  job: "links",
  table: Prisma.sql`link_work`,
  isOn: ({ linkChecker }) => linkChecker !== undefined,
  isAllowedBefore: ({ config }) => config.CHECK_LINKS_EMBARGOED,
};

/** Whether an embargo lets its links be asked for at this moment. */
export function mayBeAsked(ctx: Context, row: string): Prisma.Sql {
  return mayLeave(ctx, linkWork, row);
}

/**
 * A common table expression `link` that reads `moved` and returns the ids, or `undefined` where no links are asked for.
 * Whoever is asking for them already is overtaken by it. What the checks could not finish is left to a person alone.
 */
export function newLinkWork(ctx: Context, action: Action): Prisma.Sql | undefined {
  if (!linkWork.isOn(ctx) || !asks.includes(action)) return undefined;
  const due = Prisma.sql`greatest(moved_at, ${outsideFrom(ctx, linkWork, "moved")})`;
  return Prisma.sql`link as (
      insert into link_work (release_id, run, since, due_at)
      select id, run, ${due}, ${due} from moved where moderation->>'rulePack' <> ''
      on conflict (release_id) do update
        set run = excluded.run, since = excluded.since, due_at = excluded.due_at, attempts = link_work.attempts + 1
      returning release_id
    )`;
}

/** Takes the release for this run, if it is due and nobody else has it. */
export async function takeWork(ctx: Context, releaseId: string): Promise<Taken | undefined> {
  const { hot, clock } = ctx;
  const [taken] = await hot.$queryRaw<Taken[]>`
    update link_work w
    set attempts = w.attempts + 1, due_at = ${clock.sqlNow} + ${leaseMs}::int * interval '1 millisecond'
    from releases r, release_versions v, publications p
    where w.release_id = ${releaseId}::uuid and w.due_at <= ${clock.sqlNow} and ${mayBeAsked(ctx, "r")}
      and r.id = w.release_id and v.release_id = r.id and v.number = r.version and p.id = r.publication_id
    returning w.release_id as "releaseId", w.run, r.version, w.attempts, v.copy, p.rule_pack as "rulePack",
      r.status in (${areAsked}) and r.run = w.run as "isWanted",
      case when r.status in ('approved', 'scheduled') and ${hourOf} <= ${clock.sqlNow} then ${hourOf} end as hour`;
  return taken;
}

/** Has the links of a release that is due asked for at once, once for its hour; under an embargo, none are. */
export async function askAtHour({ hot, queues }: Context, releaseId: string): Promise<void> {
  // Due since its hour: this moment, rounded to the millisecond of the column, could be one that has not come yet.
  const asked = await hot.$queryRaw<unknown[]>`
    insert into link_work (release_id, run, since, due_at)
    select r.id, r.run, ${hourOf}, ${hourOf} from releases r where r.id = ${releaseId}::uuid
    on conflict (release_id) do update
      set run = excluded.run, since = excluded.since, due_at = excluded.due_at, attempts = link_work.attempts + 1
      where link_work.since <> excluded.since
    returning release_id`;
  if (asked.length > 0) queues.wake("links", releaseId);
}

/** Has somebody come again after so long, or after longer where the release has waited for long. */
export async function putOff(ctx: Context, { releaseId, attempts }: Taken, ms: number): Promise<void> {
  const { hot, clock, queues } = ctx;
  const [later] = await hot.$queryRaw<{ ms: number }[]>`
    update link_work set due_at = ${clock.sqlNow}
      + greatest(${ms}::double precision * interval '1 millisecond', (${clock.sqlNow} - since) / 8)
    where release_id = ${releaseId}::uuid and attempts = ${attempts}
    returning (extract(epoch from due_at - ${clock.sqlNow}) * 1000)::double precision as ms`;
  if (later) queues.wake("links", releaseId, later.ms);
}

/** Asks no more, but once again shortly before the hour of what is still to go out. */
export async function finishWork(ctx: Context, { releaseId, attempts }: Taken): Promise<void> {
  const { hot, clock, queues } = ctx;
  const [later] = await hot.$queryRaw<{ ms: number }[]>`
    with next as (
      select r.id, greatest(greatest(r.embargoed_until, r.publish_at) - ${beforeHour}::interval, ${outsideFrom(ctx, linkWork, "r")}) as at
      from releases r
      where r.id = ${releaseId}::uuid and r.status in ('needs_review', 'approved', 'scheduled')
    ), again as (
      update link_work w set due_at = next.at, since = next.at from next
      where w.release_id = next.id and w.attempts = ${attempts} and next.at > ${clock.sqlNow}
      returning w.release_id, w.due_at
    ), done as (
      delete from link_work w
      where w.release_id = ${releaseId}::uuid and w.attempts = ${attempts}
        and not exists (select from next where next.at > ${clock.sqlNow})
    )
    select (extract(epoch from due_at - ${clock.sqlNow}) * 1000)::double precision as ms from again`;
  if (later) queues.wake("links", releaseId, later.ms);
}

/** Forgets what is asked no more. */
export async function dropWork({ hot }: Context, { releaseId, attempts }: Taken): Promise<void> {
  await hot.$queryRaw`delete from link_work where release_id = ${releaseId}::uuid and attempts = ${attempts}`;
}
