/** What happened to releases, line by line. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import type { Prisma } from "../../db/generated/client.ts";
import type { ReleaseState } from "../../domain/releases/lifecycle.ts";
import { notFound } from "../../errors.ts";
import { withinReach } from "./current.ts";

export interface ReleaseEvent {
  readonly id: string;
  readonly releaseId: string;
  readonly action: string;
  readonly from: ReleaseState | null;
  readonly to: ReleaseState;
  readonly version: number;
  readonly by: { readonly role: string; readonly name: string };
  readonly reason: string | null;
  /** The publication's code for the reason. */
  readonly reasonCode: string | null;
  readonly note: string | null;
  readonly at: Date;
}

type Row = Prisma.ReleaseEventGetPayload<object>;

function eventFrom(row: Row): ReleaseEvent {
  const { fromStatus, toStatus, actorRole, actorName, actorId: _id, attestation: _word, ...event } = row;
  return { ...event, from: fromStatus, to: toStatus, by: { role: actorRole, name: actorName } };
}

/** An event that this transaction has recorded. */
export async function findEvent(tx: Tx, id: string): Promise<ReleaseEvent> {
  return eventFrom(await tx.releaseEvent.findUniqueOrThrow({ where: { id } }));
}

/** What the desk says and does among itself. */
const deskOnly = ["note", "takeover", "confirm"];

/**
 * A page of the history of one release, the oldest line first, with one more than asked for to tell whether there is a
 * next; its submitter sees what concerns the submitter.
 *
 * @throws {AppError} `not-found`
 */
export async function listEvents(
  ctx: Context,
  id: string,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<ReleaseEvent[]> {
  const where = {
    ...(ctx.actor.role === "submitter" && { action: { notIn: deskOnly } }),
    ...(after && { id: { gt: after } }),
  };
  const release = await ctx.db.release.findFirst({
    where: { AND: [{ id }, withinReach(ctx)] },
    select: { events: { where, orderBy: { id: "asc" }, take: limit + 1 } },
  });
  if (!release) throw notFound("release");
  return release.events.map(eventFrom);
}
