/** Setting and clearing the hour at which a release goes out. An embargo always holds beside it. */

import type { Context, Editor } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Moment } from "../../domain/time/local-time.ts";
import { type CurrentRelease, findRelease } from "../releases/current.ts";
import { plan, refusePast } from "../releases/plan.ts";
import { lockRelease } from "../releases/versions.ts";
import { transact } from "../transact.ts";
import { moveOrRefuse } from "../transition.ts";
import { wakeFor } from "../wakes.ts";
import { keepClaim } from "./waiting/claim.ts";

/**
 * Sets or, with null, clears the hour of an approved or scheduled release, which then goes out as soon as its embargo
 * allows. What is answered is honoured: a publication that had not committed by then waits for the hour that was set.
 *
 * @throws {AppError} `not-found`, `stale`, `illegal-transition`, `already-claimed`, `invalid-request` for an hour gone by
 */
export function scheduleRelease(
  ctx: Context<Editor>,
  id: string,
  publishAt: Moment | null,
  seen: number | null,
): Promise<CurrentRelease> {
  return transact(ctx, async (tx) => {
    await keepClaim(tx, ctx, await lockRelease(tx, ctx, id, seen));
    if (publishAt) await refusePast(tx, ctx, "/publishAt", publishAt);
    await moveOrRefuse(tx, ctx, id, publishAt ? "schedule" : "unschedule", {
      reason: publishAt ? `The hour is ${publishAt.at.toISOString()}.` : "The hour is cleared.",
      set: Prisma.sql`${plan("publish", publishAt)}, lock_version = r.lock_version + 1`,
    });
    // Comes at once, finds what is not due, and goes to wait for the hour.
    wakeFor(tx, ctx, "publish", id);
    return findRelease(tx, ctx, id);
  });
}
