/** The desk's queue: what waits comes first, in the order in which it was promised to be looked at. */

import type { Context, Editor } from "../../../context.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { literally } from "../../../db/patterns.ts";
import { type ReleaseState, states } from "../../../domain/releases/lifecycle.ts";
import type { Kind } from "../../../domain/releases/release.ts";
import { isFiledUnder } from "../../articles/section-slugs.ts";
import { type CurrentRelease, findReleases } from "../../releases/current.ts";

export const queueOrders = ["due", "oldest", "newest"] as const;
type QueueOrder = (typeof queueOrders)[number];

/** Where a release stands in the queue. `dueAt` is null beside what waits, and in the orders by arrival. */
export interface QueuePlace {
  readonly dueAt: Date | null;
  /** Ids order by time of arrival. */
  readonly id: string;
}

export interface QueueFilter {
  readonly status?: readonly ReleaseState[] | undefined;
  readonly category?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly organization?: string | undefined;
  readonly publication?: string | undefined;
  /** Words in the headline. */
  readonly q?: string | undefined;
  /** An editor's id, `me`, or `none`. */
  readonly claimedBy?: string | undefined;
  /** Only what went out without an editor, was drawn to be looked over, and was not yet. */
  readonly sample?: boolean | undefined;
  readonly sort: QueueOrder;
  readonly limit: number;
  /** The place that the page before ended with. */
  readonly after?: QueuePlace | undefined;
}

export interface QueuedRelease {
  readonly place: QueuePlace;
  readonly release: CurrentRelease;
}

/**
 * A page of the queue, with one more than asked for to tell whether there is a next. By `due`, releases that wait for
 * an editor come first, the overdue before the others, and then everything else by arrival.
 */
export async function listQueue(ctx: Context<Editor>, filter: QueueFilter): Promise<QueuedRelease[]> {
  const places = await findPlaces(ctx, filter);
  const ids = places.map(({ id }) => id);
  const releases = await findReleases(ctx.db, ctx, { id: { in: ids } }, { limit: ids.length, orderBy: [] });
  const byId = new Map(releases.map((release) => [release.id, release]));
  return places.flatMap((place) => {
    const release = byId.get(place.id);
    return release ? [{ place, release }] : [];
  });
}

/**
 * Every state is asked on its own, each in the order of an index and cut where the page ends, so that a page costs the
 * same however many releases there are.
 */
async function findPlaces(ctx: Context<Editor>, filter: QueueFilter): Promise<QueuePlace[]> {
  const branches = [...new Set(filter.status ?? states)].flatMap((state) => branchOf(ctx, filter, state));
  if (branches.length === 0) return [];
  const order = filter.sort === "newest" ? Prisma.sql`id desc` : Prisma.sql`"dueAt" nulls last, id`;
  return ctx.db.$queryRaw<QueuePlace[]>`
    select id, "dueAt" from (${Prisma.join(branches, " union all ")}) as place
    order by ${order} limit ${filter.limit + 1}`;
}

function branchOf(ctx: Context<Editor>, filter: QueueFilter, state: ReleaseState): Prisma.Sql[] {
  // The desk does not see drafts: nobody has sent them yet.
  if (state === "draft") return [];
  // What was drawn and is not out yet may still be stopped, and is nobody's to look over.
  if (filter.sample && state !== "published") return [];
  if (filter.sort === "due" && state === "needs_review") return waitingAfter(ctx, filter);
  return [arrivedAfter(ctx, filter, state)];
}

/** Those that wait, in the order of their promise; none any more once a page has gone past them. */
function waitingAfter(ctx: Context<Editor>, filter: QueueFilter): Prisma.Sql[] {
  const { after, limit } = filter;
  if (after?.dueAt === null) return [];
  const where = [
    Prisma.sql`r.status = 'needs_review'`,
    ...conditions(ctx, filter),
    ...(after ? [Prisma.sql`(r.waiting_due_at, r.id) > (${after.dueAt}, ${after.id}::uuid)`] : []),
  ];
  return [
    Prisma.sql`(select r.id, r.waiting_due_at as "dueAt" from releases r
      where ${Prisma.join(where, " and ")} order by r.waiting_due_at, r.id limit ${limit + 1})`,
  ];
}

function arrivedAfter(ctx: Context<Editor>, filter: QueueFilter, state: ReleaseState): Prisma.Sql {
  const { after, limit, sort } = filter;
  const [beyond, direction] =
    sort === "newest" ? [Prisma.sql`<`, Prisma.sql`desc`] : [Prisma.sql`>`, Prisma.sql`asc`];
  const where = [
    Prisma.sql`r.status = ${state}::release_status`,
    ...conditions(ctx, filter),
    ...(after?.dueAt === null ? [Prisma.sql`r.id ${beyond} ${after.id}::uuid`] : []),
  ];
  return Prisma.sql`(select r.id, null::timestamptz as "dueAt" from releases r
    where ${Prisma.join(where, " and ")} order by r.id ${direction} limit ${limit + 1})`;
}

function conditions(ctx: Context<Editor>, filter: QueueFilter): Prisma.Sql[] {
  const { category, kind, organization, publication, q, claimedBy, sample } = filter;
  const { publicationId } = ctx.actor;
  return [
    ...(publicationId === null ? [] : [Prisma.sql`r.publication_id = ${publicationId}::uuid`]),
    ...(publication === undefined
      ? []
      : [Prisma.sql`r.publication_id = (select id from publications where slug = ${publication})`]),
    ...(organization === undefined ? [] : [Prisma.sql`r.organization_id = ${organization}::uuid`]),
    ...(category === undefined ? [] : [isFiledUnder(category)]),
    ...(kind === undefined ? [] : [Prisma.sql`r.kind = ${kind}::release_kind`]),
    ...(q === undefined ? [] : [Prisma.sql`r.headline ilike ${`%${literally(q)}%`}`]),
    ...(sample ? [Prisma.sql`r.sampled_at is not null`] : []),
    ...(claimedBy === undefined ? [] : [claimIs(ctx, claimedBy)]),
  ];
}

function claimIs({ actor, clock }: Context<Editor>, claimedBy: string): Prisma.Sql {
  if (claimedBy === "none") {
    return Prisma.sql`(r.claimed_until is null or r.claimed_until <= ${clock.sqlNow})`;
  }
  const holder = claimedBy === "me" ? actor.id : claimedBy;
  return Prisma.sql`r.claimed_by_id = ${holder}::uuid and r.claimed_until > ${clock.sqlNow}`;
}
