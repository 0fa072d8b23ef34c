/**
 * Work that asks somebody outside the newsroom about a release: rows of one shape, a table for each kind. Nothing leaves
 * while a release is under embargo, unless the operator allows it.
 */

import type { Context } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import type { Statements } from "../db/prepared.ts";
import type { JobName } from "../queue/jobs.ts";
import { wakeFor } from "./wakes.ts";

export interface OutsideWork {
  readonly job: JobName;
  /** Has `release_id`, `since` and `due_at`. */
  readonly table: Prisma.Sql;
  /** Whether anybody is asked at all. */
  isOn(ctx: Context): boolean;
  /** Whether also about what is under embargo. */
  isAllowedBefore(ctx: Context): boolean;
}

/** From when on anybody may be asked, as an expression of a row of releases with this name; null is at any time. */
export function outsideFrom(ctx: Context, work: OutsideWork, row: string): Prisma.Sql {
  return work.isAllowedBefore(ctx)
    ? Prisma.sql`null::timestamptz`
    : Prisma.sql`${Prisma.raw(row)}.embargoed_until`;
}

/** Whether at this moment, likewise. */
export function mayLeave(ctx: Context, work: OutsideWork, row: string): Prisma.Sql {
  return Prisma.sql`coalesce(${outsideFrom(ctx, work, row)} <= ${ctx.clock.sqlNow}, true)`;
}

/** Has it done no later than the embargo of a release, which was moved, allows. */
export async function hastenWork(
  tx: Statements,
  ctx: Context,
  work: OutsideWork,
  releaseId: string,
): Promise<void> {
  if (!work.isOn(ctx)) return;
  await tx.$queryRaw`
    update ${work.table} w set due_at = least(w.due_at, greatest(r.embargoed_until, ${ctx.clock.sqlNow})) from releases r
    where w.release_id = ${releaseId}::uuid and r.id = w.release_id`;
  wakeFor(tx, ctx, work.job, releaseId);
}

/**
 * Sees to it that somebody comes when the embargo of a release lifts, if it has one that keeps it from others.
 *
 * @param only what the release, a row `r`, has to be for that
 */
export async function waitForEmbargo(
  ctx: Context,
  work: OutsideWork,
  releaseId: string,
  only: Prisma.Sql = Prisma.sql`true`,
): Promise<void> {
  const { hot, clock, queues } = ctx;
  const [later] = await hot.$queryRaw<{ ms: number }[]>`
    update ${work.table} w
    set due_at = greatest(w.due_at, r.embargoed_until), since = greatest(w.since, r.embargoed_until)
    from releases r
    where w.release_id = ${releaseId}::uuid and r.id = w.release_id and ${only} and not ${mayLeave(ctx, work, "r")}
    returning (extract(epoch from w.due_at - ${clock.sqlNow}) * 1000)::double precision as ms`;
  if (later) queues.wake(work.job, releaseId, later.ms);
}
