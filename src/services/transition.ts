/** The only writer of a release's state: it holds the rows, moves them and records the events, in one statement. */

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
} from "../domain/releases/lifecycle.ts";
import { eventsOf } from "../domain/webhooks/webhook-events.ts";
import { AppError, notFound } from "../errors.ts";
import { jobNames } from "../queue/jobs.ts";
import { announce, type DueRows } from "./announce.ts";
import { tellReaders, wakeFor } from "./wakes.ts";

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
  /** The publication's code for it. */
  readonly reasonCode?: string | undefined;
  /** What readers are told, of a correction or a taking down. */
  readonly notice?: string | undefined;
  /** For the desk's eyes only. */
  readonly note?: string | undefined;
  /** What the submitter attested with it, as JSON. */
  readonly attestation?: string | null | undefined;
  /**
   * What differs from release to release where several move: a common table expression `given` with a row for each,
   * found by its `release_id`, for the parts below to read. Where it has no row, nothing moves.
   */
  readonly given?: Prisma.Sql | undefined;
  /** Whether a release that somebody else holds at the moment is passed over rather than waited for. */
  readonly passesHeld?: boolean | undefined;
  /** Columns to write with the state, such as `waiting_reason = null`. */
  readonly set?: Prisma.Sql | undefined;
  /** What must hold of the row as it is under the lock, named `held`. */
  readonly guard?: Prisma.Sql | undefined;
  /** Further writes of the same statement: common table expressions that read `moved`. */
  readonly also?: Prisma.Sql | undefined;
}

/**
 * Moves a release if the table allows it from where it is and the guard holds, and records the event with it.
 * Returns `undefined` when there was nothing to move, so that a job that comes twice or late ends quietly. Whoever
 * listens is told of it by rows of the same statement, and their jobs are woken.
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
  const [moved] = await transitionAll(tx, ctx, [releaseId], action, move);
  return moved;
}

/**
 * Moves several releases in one statement, each if the table allows it and the guard holds for it, and returns those that
 * moved. They are held in the order of their ids, so that two who move the same ones do not wait for each other.
 *
 * @throws {AppError} `forbidden` when the table never lets this actor take the action
 */
export async function transitionAll(
  tx: Statements,
  ctx: Context,
  releaseIds: readonly string[],
  action: Action,
  move: Move = {},
): Promise<Moved[]> {
  const { actor } = ctx;
  if (actor.role === "anonymous" || !mayTake(actor.role, action)) {
    throw new AppError("forbidden", `Only ${transitions[action].by.join(", ")} may ${action} a release.`);
  }
  const from = Prisma.join(statesBefore(action).map((state) => Prisma.sql`${state}::release_status`));
  const who = signature(actor);
  const { writes, due: dueRows } = announce(ctx, action, move);
  const rows = await tx.$queryRaw<(Moved & { readonly due: DueRows | null })[]>`
    with ${move.given ? Prisma.sql`${move.given}, ` : Prisma.empty}held as (
      ${hold(ctx, releaseIds, move)}
    ), moved as (
      update releases as r
      set status = ${transitions[action].to}::release_status, moved_at = ${ctx.clock.sqlNow},
        updated_at = ${ctx.clock.sqlNow}${move.set ? Prisma.sql`, ${move.set}` : Prisma.empty}
      from held${move.given ? Prisma.sql` join given on given.release_id = held.id` : Prisma.empty}
      where r.id = held.id and held.status in (${from}) and (${move.guard ?? Prisma.sql`true`})
      returning r.*, held.status as from_status, held.event_id
    ), event as (
      insert into release_events
        (id, release_id, action, from_status, to_status, version, actor_role, actor_id, actor_name, reason,
        reason_code, note, attestation, at)
      select event_id, id, ${action}, from_status, status, version,
        ${who.role}, ${who.id}, ${who.name}, ${wordsOf(move)}, moved_at
      from moved
      returning id, release_id
    )${move.also ? Prisma.sql`, ${move.also}` : Prisma.empty}${writes}
    select event.id as "eventId", moved.id, from_status as "from", status, version, run, attempts,
      moved_at as at, case row_number() over (order by moved.id) when 1 then ${dueRows} end as due
    from moved join event on event.release_id = moved.id
    order by moved.id`;
  const [first] = rows;
  if (!first) return [];
  if (eventsOf(action)?.article) tellReaders(tx, ctx);
  wakeAll(tx, ctx, first.due ?? {});
  return rows.map(({ due: _due, ...moved }) => moved);
}

/** Holds the rows, and gives each the id of its event. */
function hold(ctx: Context, releaseIds: readonly string[], { passesHeld }: Move): Prisma.Sql {
  const eventIds = releaseIds.map(() => newEventId(ctx));
  return Prisma.sql`select r.*, wanted.event_id
      from unnest(${releaseIds}::uuid[], ${eventIds}::uuid[]) as wanted (release_id, event_id)
      join releases r on r.id = wanted.release_id
      order by r.id for update of r ${passesHeld ? Prisma.sql`skip locked` : Prisma.empty}`;
}

function wordsOf({ reason, reasonCode, note, attestation }: Move): Prisma.Sql {
  return Prisma.sql`${reason ?? null}, ${reasonCode ?? null}, ${note ?? null}, ${attestation ?? null}::jsonb`;
}

function wakeAll(tx: Statements, ctx: Context, due: DueRows): void {
  for (const name of jobNames) for (const id of due[name] ?? []) wakeFor(tx, ctx, name, id);
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
