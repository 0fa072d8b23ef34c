/**
 * Local times whose zone has changed its rules since they were given, as governments do at short notice. The instant
 * that was answered stands; the desk is told, and moves it or not.
 */

import type { Context } from "../../context.ts";
import { type LocalTime, resolveLocalTime } from "../../domain/time/local-time.ts";
import { lockRelease, recordEvent } from "../releases/versions.ts";
import { transact } from "../transact.ts";

interface Planned {
  readonly id: string;
  readonly what: "embargo" | "hour";
  readonly at: Date;
  readonly given: LocalTime;
}

/**
 * Records with each release that is still to go out where this process's zones read its local times otherwise than they
 * were read; says it once, however many processes start. Zones come with a process, so once in its life is enough.
 */
export async function raiseZoneDrift(ctx: Context): Promise<void> {
  const { db, clock } = ctx;
  const planned = await db.$queryRaw<Planned[]>`
    select r.id, plan.what, plan.at, plan.given
    from releases r cross join lateral (values
      ('embargo', r.embargoed_until, r.embargo_given), ('hour', r.publish_at, r.publish_given)) as plan(what, at, given)
    where r.status in ('needs_review', 'approved', 'scheduled') and plan.given is not null and plan.at > ${clock.sqlNow}`;
  for (const plan of planned) {
    const words = driftOf(plan);
    if (words) await raise(ctx, plan, words);
  }
}

function driftOf({ what, at, given }: Planned): string | undefined {
  const resolution = resolveLocalTime(given);
  if ("at" in resolution && resolution.at.getTime() === at.getTime()) return undefined;
  const read = "at" in resolution ? `is ${resolution.at.toISOString()}` : resolution.refused;
  return `The rules of ${given.timeZone} have changed: ${given.local} ${read}. The ${what} stays at ${at.toISOString()} until somebody moves it.`;
}

function raise(ctx: Context, { id, what, at }: Planned, reason: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const release = await lockRelease(tx, ctx, id, null);
    const stands = what === "embargo" ? release.embargoedUntil : release.publishAt;
    if (stands?.getTime() !== at.getTime()) return;
    const action = "question_time";
    const raised = await tx.releaseEvent.count({ where: { releaseId: id, action, reason } });
    if (raised > 0) return;
    await recordEvent(tx, ctx, release, action, { reason });
    ctx.log.warn(
      { release: { id } },
      `A local time of release ${id} is read otherwise since its zone has changed`,
    );
  });
}
