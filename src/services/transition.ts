/** The only writer of a release's state: it holds the row, moves it and records the event, in one statement. */

import { type Actor, type Context, signature } from "../context.ts";
import type { Tx } from "../db/client.ts";
import { Prisma } from "../db/generated/client.ts";
import { newId } from "../db/ids.ts";
import type { Statements } from "../db/prepared.ts";
import {
  type Action,
  actionsOpenTo,
  mayTake,
  type ReleaseState,
  statesBefore,
  transitions,
} from "../domain/lifecycle.ts";
import { AppError, notFound } from "../errors.ts";

/** A release that has just moved. */
export interface Moved {
  readonly eventId: string;
  readonly id: string;
  readonly from: ReleaseState;
  readonly status: ReleaseState;
  readonly version: number;
  readonly run: number;
  readonly attempts: number;
  readonly at: Date;
}

export interface Move {
  /** Why, in words the submitter may read. */
  readonly reason?: string | undefined;
  /** For the desk's eyes only. */
  readonly note?: string | undefined;
  /** What the submitter attested with it, as JSON. */
  readonly attestation?: string | null | undefined;
  /** Columns to write with the state, such as `waiting_reason = null`. */
  readonly set?: Prisma.Sql | undefined;
  /** What must hold of the row as it is under the lock, named `held`. */
  readonly guard?: Prisma.Sql | undefined;
  /** Further writes of the same statement: common table expressions that read `moved`. */
  readonly also?: Prisma.Sql | undefined;
}

/**
 * Moves a release if the table allows it from where it is and the guard holds, and records the event with it.
 * Returns `undefined` when there was nothing to move, so that a job that comes twice or late ends quietly.
 *
 * @throws {AppError} `forbidden` when the table never lets this actor take the action
 */
export async function transition(
  tx: Statements,
  ctx: Context,
  releaseId: string,
  action: Action,
  move: Move = {},
): Promise<Moved | undefined> {
  const { actor } = ctx;
  if (actor.role === "anonymous" || !mayTake(actor.role, action)) {
    throw new AppError("forbidden", `Only ${transitions[action].by.join(", ")} may ${action} a release.`);
  }
  const from = Prisma.join(statesBefore(action).map((state) => Prisma.sql`${state}::release_status`));
  const who = signature(actor);
  const [moved] = await tx.$queryRaw<Moved[]>`
    with held as (
      select * from releases where id = ${releaseId}::uuid for update
    ), moved as (
      update releases as r
      set status = ${transitions[action].to}::release_status, moved_at = ${ctx.clock.sqlNow},
        updated_at = ${ctx.clock.sqlNow}${move.set ? Prisma.sql`, ${move.set}` : Prisma.empty}
      from held
      where r.id = held.id and held.status in (${from}) and (${move.guard ?? Prisma.sql`true`})
      returning r.*, held.status as from_status
    ), event as (
      insert into release_events
        (id, release_id, action, from_status, to_status, version, actor_role, actor_id, actor_name, reason, note,
        attestation, at)
      select ${newEventId(ctx)}::uuid, id, ${action}, from_status, status, version,
        ${who.role}, ${who.id}, ${who.name}, ${move.reason ?? null}, ${move.note ?? null},
        ${move.attestation ?? null}::jsonb, moved_at
      from moved
      returning id
    )${move.also ? Prisma.sql`, ${move.also}` : Prisma.empty}
    select event.id as "eventId", moved.id, from_status as "from", status, version, run, attempts,
      moved_at as at
    from moved, event`;
  return moved;
}

/**
 * Moves a release because somebody asked for it, and says why not when it cannot be.
 *
 * @throws {AppError} `not-found`, `illegal-transition` with the state and what is allowed, `forbidden`
 */
export async function moveOrRefuse(
  tx: Tx,
  ctx: Context,
  releaseId: string,
  action: Action,
  move: Move = {},
): Promise<Moved> {
  const moved = await transition(tx, ctx, releaseId, action, move);
  if (moved) return moved;
  const release = await tx.release.findUnique({
    where: { id: releaseId },
    select: { status: true, appealedAt: true },
  });
  if (!release) throw notFound("release");
  throw illegal(ctx.actor, action, release.status, release.appealedAt !== null);
}

/** The refusal of an action that the table does not allow from here. */
export function illegal(actor: Actor, action: string, status: ReleaseState, appealed: boolean): AppError {
  const allowedActions = actor.role === "anonymous" ? [] : actionsOpenTo(actor.role, status, { appealed });
  const detail = `A release that is ${status.replaceAll("_", " ")} cannot be taken through "${action}".`;
  // Not `status`, which in a problem is the number of the answer.
  return new AppError("illegal-transition", detail, { state: status, allowedActions });
}

/** Ids that sort by the database's time, so that a history reads in order. */
export function newEventId(ctx: Pick<Context, "clock">): string {
  return newId(ctx.clock.now());
}
