/** What happened to releases, line by line. */

import type { Context, Editor } from "../../context.ts";
import type { Prisma } from "../../db/generated/client.ts";
import type { ReleaseState } from "../../domain/lifecycle.ts";
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
  readonly note: string | null;
  readonly at: Date;
}

type Row = Prisma.ReleaseEventGetPayload<object>;

function eventFrom(row: Row): ReleaseEvent {
  const { id, releaseId, action, fromStatus, toStatus, version, actorRole, actorName, reason, note, at } =
    row;
  const by = { role: actorRole, name: actorName };
  return { id, releaseId, action, from: fromStatus, to: toStatus, version, by, reason, note, at };
}

/**
 * The history of one release, the oldest line first.
 *
 * @throws {AppError} `not-found`
 */
export async function listEvents(ctx: Context, id: string): Promise<ReleaseEvent[]> {
  const release = await ctx.db.release.findFirst({
    where: { AND: [{ id }, withinReach(ctx)] },
    select: { events: { orderBy: { id: "asc" } } },
  });
  if (!release) throw notFound("release");
  return release.events.map(eventFrom);
}

export interface EventFilter {
  readonly release?: string | undefined;
  readonly action?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** A page of everything that happened where the editor works, the newest first. */
export async function listAllEvents(ctx: Context<Editor>, filter: EventFilter): Promise<ReleaseEvent[]> {
  const { release, action, from, to, limit, after } = filter;
  const rows = await ctx.db.releaseEvent.findMany({
    where: {
      release: withinReach(ctx),
      ...(release && { releaseId: release }),
      ...(action && { action }),
      ...((from || to) && { at: { ...(from && { gte: from }), ...(to && { lt: to }) } }),
      ...(after && { id: { lt: after } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return rows.map(eventFrom);
}
