/** The rows that say which waiting releases a language model is still to be asked about. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Action } from "../../domain/lifecycle.ts";
import type { Copy } from "../../domain/release.ts";
import type { Moderation } from "../releases/current.ts";

const comesToWait: readonly Action[] = ["hold", "appeal"];
/** A release that fails so often is asked about no more. */
const maxAttempts = 3;
/** The longer a release has waited for an opinion, the longer until the next try, and never less than this. */
const tryAgainAfter = "1 minute";

/** A release that a model may be asked about now. */
export interface Asked {
  readonly releaseId: string;
  readonly run: number;
  readonly version: number;
  readonly copy: Copy;
  readonly organization: string;
  readonly moderation: Moderation;
  /** Whether it still waits, may be shown to others, and was not asked about too often. */
  readonly isWanted: boolean;
  readonly isLastTry: boolean;
}

/** Whether an embargo lets others see it, of a row with this name. */
export function mayBeShown({ config, clock }: Context, row: string): Prisma.Sql {
  if (config.AI_ALLOW_EMBARGOED) return Prisma.sql`true`;
  return Prisma.sql`coalesce(${Prisma.raw(row)}.embargoed_until <= ${clock.sqlNow}, true)`;
}

/**
 * A common table expression `opinion` that reads `moved` and returns the ids, or `undefined` where nobody is to be asked.
 * What the checks could not finish is left to a person alone: whatever it is made of may fell the next worker too.
 */
export function newOpinionWork(ctx: Context, action: Action): Prisma.Sql | undefined {
  if (!ctx.languageModel || !comesToWait.includes(action)) return undefined;
  return Prisma.sql`opinion as (
      insert into opinion_work (release_id, run, since, due_at)
      select id, run, moved_at, moved_at from moved
      where moderation->>'rulePack' <> '' and ${mayBeShown(ctx, "moved")}
      on conflict (release_id) do update
        set run = excluded.run, since = excluded.since, due_at = excluded.due_at, attempts = 0
      returning release_id
    )`;
}

/** The release, if it is due to be asked about. */
export async function findAsked(ctx: Context, releaseId: string): Promise<Asked | undefined> {
  const { hot, clock } = ctx;
  const [asked] = await hot.$queryRaw<Asked[]>`
    select r.id as "releaseId", w.run, r.version, v.copy, o.name as organization, r.moderation,
      r.status = 'needs_review' and r.run = w.run and w.attempts < ${maxAttempts} and ${mayBeShown(ctx, "r")} as "isWanted",
      w.attempts = ${maxAttempts - 1} as "isLastTry"
    from opinion_work w
    join releases r on r.id = w.release_id
    join release_versions v on v.release_id = r.id and v.number = r.version
    join organizations o on o.id = r.organization_id
    where w.release_id = ${releaseId}::uuid and w.due_at <= ${clock.sqlNow}`;
  return asked;
}

/** Asks about the release no more. */
export async function dropWork({ hot }: Context, { releaseId, run }: Asked): Promise<void> {
  await hot.$queryRaw`delete from opinion_work where release_id = ${releaseId}::uuid and run = ${run}`;
}

/** Has somebody look again later. */
export async function putOff({ hot, clock, queues }: Context, { releaseId, run }: Asked): Promise<void> {
  const [later] = await hot.$queryRaw<{ ms: number }[]>`
    update opinion_work set due_at = ${clock.sqlNow} + greatest(${tryAgainAfter}::interval, (${clock.sqlNow} - since) / 4)
    where release_id = ${releaseId}::uuid and run = ${run}
    returning (extract(epoch from due_at - ${clock.sqlNow}) * 1000)::double precision as ms`;
  if (later) queues.wake("opinion", releaseId, later.ms);
}

/**
 * Gives the release its findings, beside its own, if it still waits as it was when they were asked for. Nothing is
 * moved by it, and nobody's entity tag. Returns whether it was.
 */
export async function keepFindings(
  { hot, clock }: Context,
  { releaseId, run, version }: Asked,
  moderation: Moderation,
): Promise<boolean> {
  const kept = await hot.$queryRaw<unknown[]>`
    with done as (
      delete from opinion_work where release_id = ${releaseId}::uuid and run = ${run} returning release_id
    )
    update releases r set moderation = ${JSON.stringify(moderation)}::jsonb, updated_at = ${clock.sqlNow}
    from done
    where r.id = done.release_id and r.status = 'needs_review' and r.run = ${run} and r.version = ${version}
    returning r.id`;
  return kept.length > 0;
}
