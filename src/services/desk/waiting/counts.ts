/** How much there is in the queue, and how long it has been there. */

import type { Context, Editor } from "../../../context.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { type ReleaseState, states } from "../../../domain/releases/lifecycle.ts";

export interface StatusCount {
  readonly count: number;
  /** When the one that has rested longest came to rest. */
  readonly oldestAt: Date | null;
  /** How long that one has rested. */
  readonly oldestSeconds: number | null;
  /** How many should have been looked at by this moment. */
  readonly overdue: number;
}

const none: StatusCount = { count: 0, oldestAt: null, oldestSeconds: null, overdue: 0 };

/**
 * How many releases are in each state, and for how long the oldest has been, where the editor works or in one
 * publication of those; drafts are nobody's business yet.
 */
export async function countQueue(
  ctx: Context<Editor>,
  publication: string | undefined,
): Promise<Record<string, StatusCount>> {
  const { publicationId } = ctx.actor;
  const rows = await ctx.db.$queryRaw<({ status: ReleaseState } & StatusCount)[]>`
    with clock as materialized (select ${ctx.clock.sqlNow} as now)
    select r.status, count(*)::int as count, min(r.moved_at) as "oldestAt",
      greatest(floor(extract(epoch from clock.now - min(r.moved_at))), 0)::int as "oldestSeconds",
      (count(*) filter (where r.waiting_due_at <= clock.now))::int as overdue
    from releases r, clock
    where r.status <> 'draft'
      ${publicationId === null ? Prisma.empty : Prisma.sql`and r.publication_id = ${publicationId}::uuid`}
      ${
        publication === undefined
          ? Prisma.empty
          : Prisma.sql`and r.publication_id = (select id from publications where slug = ${publication})`
      }
    group by r.status, clock.now`;
  const counted = new Map(rows.map(({ status, ...count }) => [status, count]));
  const shown = states.filter((state) => state !== "draft");
  return Object.fromEntries(shown.map((state) => [state, counted.get(state) ?? none]));
}
