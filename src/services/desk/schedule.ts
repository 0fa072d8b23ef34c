/** Setting and clearing the hour at which a release goes out. An embargo always holds beside it. */

import type { Context, Editor } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Moment } from "../../domain/local-time.ts";
import { invalidRequest } from "../../errors.ts";
import { type CurrentRelease, findRelease } from "../releases/current.ts";
import { lockRelease } from "../releases/versions.ts";
import { transact } from "../transact.ts";
import { moveOrRefuse } from "../transition.ts";
import { keepClaim } from "./claim.ts";

/**
 * Sets the hour of an approved or scheduled release. What is answered is honoured: a publication that had not
 * committed by then waits for the new hour.
 *
 * @throws {AppError} `not-found`, `illegal-transition`, `already-claimed`, `invalid-request` for an hour gone by
 */
export function scheduleRelease(
  ctx: Context<Editor>,
  id: string,
  publishAt: Moment,
  seen: number | null,
): Promise<CurrentRelease> {
  if (publishAt.at <= ctx.clock.now()) {
    throw invalidRequest({ pointer: "/publishAt", detail: "has gone by; choose an hour to come" });
  }
  const given = publishAt.given ? JSON.stringify(publishAt.given) : null;
  return setHour(
    ctx,
    id,
    seen,
    "schedule",
    Prisma.sql`publish_at = ${publishAt.at}, publish_given = ${given}::jsonb`,
  );
}

/** Clears the hour; the release goes out as soon as its embargo allows. */
export function unscheduleRelease(
  ctx: Context<Editor>,
  id: string,
  seen: number | null,
): Promise<CurrentRelease> {
  return setHour(ctx, id, seen, "unschedule", Prisma.sql`publish_at = null, publish_given = null`);
}

async function setHour(
  ctx: Context<Editor>,
  id: string,
  seen: number | null,
  action: "schedule" | "unschedule",
  columns: Prisma.Sql,
): Promise<CurrentRelease> {
  const release = await transact(ctx, async (tx) => {
    await keepClaim(tx, ctx, await lockRelease(tx, ctx, id, seen));
    await moveOrRefuse(tx, ctx, id, action, {
      set: Prisma.sql`${columns}, lock_version = r.lock_version + 1`,
    });
    return findRelease(tx, ctx, id);
  });
  // Comes at once, finds what is not due, and goes to wait for the hour.
  ctx.queues.wake("publish", id);
  return release;
}
