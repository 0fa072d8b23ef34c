/** The desk's queue: what waits, who has it, and how much of everything there is. */

import type { Context, Editor } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { literally } from "../../db/patterns.ts";
import { type ReleaseState, states } from "../../domain/lifecycle.ts";
import type { Kind } from "../../domain/release.ts";
import { type CurrentRelease, findReleases } from "../releases/current.ts";

export interface QueueFilter {
  readonly status?: readonly ReleaseState[] | undefined;
  readonly category?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly organization?: string | undefined;
  readonly publication?: string | undefined;
  /** Words in the headline. */
  readonly q?: string | undefined;
  /** An editor's id, or `none`. */
  readonly claimedBy?: string | undefined;
  readonly sort: "newest" | "oldest";
  readonly limit: number;
  /** The id that the page before ended with. */
  readonly after?: string | undefined;
}

/** A page of the queue, with one more than asked for to tell whether there is a next. Ids order by time of arrival. */
export function listQueue(ctx: Context<Editor>, filter: QueueFilter): Promise<CurrentRelease[]> {
  const { status, category, kind, organization, publication, q, claimedBy, sort, limit, after } = filter;
  const direction = sort === "newest" ? "desc" : "asc";
  const where: Prisma.ReleaseWhereInput = {
    ...(status && { status: { in: [...status] } }),
    ...(category && { category }),
    ...(kind && { kind }),
    ...(organization && { organizationId: organization }),
    ...(publication && { publication: { slug: publication } }),
    ...(q && { headline: { contains: literally(q), mode: "insensitive" } }),
    ...claimOf(ctx, claimedBy),
    ...(after && { id: direction === "desc" ? { lt: after } : { gt: after } }),
  };
  return findReleases(ctx.db, ctx, where, { limit, orderBy: [{ id: direction }] });
}

function claimOf(ctx: Context<Editor>, claimedBy: string | undefined): Prisma.ReleaseWhereInput {
  if (claimedBy === undefined) return {};
  const now = ctx.clock.now();
  if (claimedBy === "none") return { OR: [{ claimedUntil: null }, { claimedUntil: { lte: now } }] };
  return { claimedById: claimedBy, claimedUntil: { gt: now } };
}

export interface StatusCount {
  readonly count: number;
  /** When the one that has rested longest came to rest. */
  readonly oldestAt: Date | null;
}

/** How many releases are in each state, and since when the oldest has been; drafts are nobody's business yet. */
export async function countQueue(ctx: Context<Editor>): Promise<Record<string, StatusCount>> {
  const { publicationId } = ctx.actor;
  const rows = await ctx.db.$queryRaw<{ status: ReleaseState; count: number; oldestAt: Date }[]>`
    select status, count(*)::int as count, min(moved_at) as "oldestAt" from releases
    where status <> 'draft'
      ${publicationId === null ? Prisma.empty : Prisma.sql`and publication_id = ${publicationId}::uuid`}
    group by status`;
  const counted = new Map(rows.map(({ status, ...rest }) => [status, rest]));
  const shown = states.filter((state) => state !== "draft");
  return Object.fromEntries(
    shown.map((state) => [state, counted.get(state) ?? { count: 0, oldestAt: null }]),
  );
}
