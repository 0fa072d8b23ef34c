/** The rows that say which waiting releases a language model is still to be asked about. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { type Action, comesToWait } from "../../domain/releases/lifecycle.ts";
import { type Finding, withFindings } from "../../domain/releases/moderation.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { mayLeave, type OutsideWork, outsideFrom } from "../outside.ts";
import type { Moderation } from "../releases/current.ts";
import { transact } from "../transact.ts";

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
  /** Whether it still waits, and was not asked about too often. */
  readonly isWanted: boolean;
  readonly isLastTry: boolean;
}

export const opinionWork: OutsideWork = {
  job: "opinion",
  table: Prisma.sql`opinion_work`,
  isOn: ({ languageModel }) => languageModel !== undefined,
  isAllowedBefore: ({ config }) => config.AI_ALLOW_EMBARGOED,
};

/** Whether an embargo lets a model see it at this moment. */
export function mayBeShown(ctx: Context, row: string): Prisma.Sql {
  return mayLeave(ctx, opinionWork, row);
}

/**
 * A common table expression `opinion` that reads `moved` and returns the ids, or `undefined` where nobody is to be asked.
 * What the checks could not finish is left to a person alone: whatever it is made of may fell the next worker too.
 */
export function newOpinionWork(ctx: Context, action: Action): Prisma.Sql | undefined {
  if (!opinionWork.isOn(ctx) || !comesToWait.includes(action)) return undefined;
  const due = Prisma.sql`greatest(moved_at, ${outsideFrom(ctx, opinionWork, "moved")})`;
  return Prisma.sql`opinion as (
      insert into opinion_work (release_id, run, since, due_at)
      select id, run, ${due}, ${due} from moved where moderation->>'rulePack' <> ''
      on conflict (release_id) do update
        set run = excluded.run, since = excluded.since, due_at = excluded.due_at, attempts = 0
      returning release_id
    )`;
}

/** The release, if it is due to be asked about and may be shown. */
export async function findAsked(ctx: Context, releaseId: string): Promise<Asked | undefined> {
  const { hot, clock } = ctx;
  const [asked] = await hot.$queryRaw<Asked[]>`
    select r.id as "releaseId", w.run, r.version, v.copy, o.name as organization,
      r.status = 'needs_review' and r.run = w.run and w.attempts < ${maxAttempts} as "isWanted",
      w.attempts = ${maxAttempts - 1} as "isLastTry"
    from opinion_work w
    join releases r on r.id = w.release_id
    join release_versions v on v.release_id = r.id and v.number = r.version
    join organizations o on o.id = r.organization_id
    where w.release_id = ${releaseId}::uuid and w.due_at <= ${clock.sqlNow} and ${mayBeShown(ctx, "r")}`;
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
export function keepFindings(
  ctx: Context,
  { releaseId, run, version }: Asked,
  findings: readonly Finding[],
): Promise<boolean> {
  return transact(ctx, async (tx) => {
    // As it is under the lock: others may have noted something while the model thought.
    const [held] = await tx.$queryRaw<{ moderation: Moderation }[]>`
      select moderation from releases
      where id = ${releaseId}::uuid and status = 'needs_review' and run = ${run} and version = ${version} for update`;
    const done = await tx.$queryRaw<unknown[]>`
      delete from opinion_work where release_id = ${releaseId}::uuid and run = ${run} returning release_id`;
    if (!held || done.length === 0) return false;
    // Of a release that comes to wait again, the earlier ones are replaced.
    const moderation = withFindings(held.moderation, ({ engine }) => engine !== undefined, findings);
    await tx.$executeRaw`
      update releases set moderation = ${JSON.stringify(moderation)}::jsonb, updated_at = ${ctx.clock.sqlNow}
      where id = ${releaseId}::uuid`;
    return true;
  });
}
