/** The desk moves or lifts an embargo. It was somebody's condition, so bringing it forward takes a managing editor. */

import type { Context, Editor } from "../../context.ts";
import { statesOpenToDesk } from "../../domain/releases/lifecycle.ts";
import type { Moment } from "../../domain/time/local-time.ts";
import { AppError } from "../../errors.ts";
import { linkWork } from "../links/work.ts";
import { opinionWork } from "../opinions/work.ts";
import { hastenWork } from "../outside.ts";
import { type CurrentRelease, findRelease } from "../releases/current.ts";
import { plan, refusePast } from "../releases/plan.ts";
import { type LockedRelease, lockRelease, recordEvent } from "../releases/versions.ts";
import { transact } from "../transact.ts";
import { illegal } from "../transition.ts";
import { wakeFor } from "../wakes.ts";
import { keepClaim } from "./waiting/claim.ts";

/**
 * Sets, moves or, with null, lifts the embargo of a waiting, approved or scheduled release, which stays in its state.
 * What is answered is honoured: a publication that had not committed by then waits for the embargo that was set.
 *
 * @throws {AppError} `not-found`, `stale`, `illegal-transition`, `already-claimed`, `invalid-request` for a moment gone
 *   by, `forbidden` for an editor who brings it forward or lifts it
 */
export function embargoRelease(
  ctx: Context<Editor>,
  id: string,
  embargoedUntil: Moment | null,
  seen: number | null,
): Promise<CurrentRelease> {
  return transact(ctx, async (tx) => {
    const release = await lockRelease(tx, ctx, id, seen);
    const [before, after] = [release.embargoedUntil, embargoedUntil?.at ?? null];
    refuseOrder(ctx, release, after);
    await keepClaim(tx, ctx, release);
    if (embargoedUntil) await refusePast(tx, ctx, "/embargoedUntil", embargoedUntil);
    if (before === null && after === null) return release;
    await tx.$executeRaw`
      update releases set ${plan("embargo", embargoedUntil)}, lock_version = lock_version + 1,
        updated_at = ${ctx.clock.sqlNow}
      where id = ${id}::uuid`;
    await recordEvent(tx, ctx, release, "embargo", { reason: wordsFor(before, after) });
    for (const work of [linkWork, opinionWork]) await hastenWork(tx, ctx, work, id);
    // Comes at once where the release may go out, finds what is not due, and goes to wait for it.
    if (release.status !== "needs_review") wakeFor(tx, ctx, "publish", id);
    return findRelease(tx, ctx, id);
  });
}

/** Refuses in a state that the desk does not plan in, and what is above the editor's rank. */
function refuseOrder({ actor }: Context<Editor>, release: LockedRelease, after: Date | null): void {
  const { status, appealedAt, embargoedUntil: before } = release;
  if (!statesOpenToDesk.includes(status)) throw illegal(actor, "embargo", status, appealedAt !== null);
  const isForward = before !== null && (after === null || after < before);
  if (isForward && actor.role === "editor") {
    throw new AppError("forbidden", "Only a managing editor may bring an embargo forward or lift it.");
  }
}

function wordsFor(before: Date | null, after: Date | null): string {
  const was = before ? ` It was ${before.toISOString()}.` : "";
  return after ? `The embargo holds until ${after.toISOString()}.${was}` : `The embargo is lifted.${was}`;
}
