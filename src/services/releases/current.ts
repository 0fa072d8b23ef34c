/** A release as it stands: its row, the copy of its version in force, and the names around it. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import type { Prisma } from "../../db/generated/client.ts";
import type { ReleaseState } from "../../domain/releases/lifecycle.ts";
import type { Finding, Verdict } from "../../domain/releases/moderation.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { notFound } from "../../errors.ts";

export interface Moderation {
  readonly verdict: Verdict;
  readonly score: number;
  /** `id@version` of the rule pack. */
  readonly rulePack: string;
  readonly findings: readonly Finding[];
}

interface ScoredCategory {
  readonly slug: string;
  readonly score: number;
  readonly evidence: readonly string[];
}

export interface Subject {
  readonly qcode: string;
  readonly name: string;
  readonly score: number;
}

export interface CurrentRelease {
  readonly id: string;
  readonly publication: { readonly id: string; readonly slug: string };
  readonly organization: { readonly id: string; readonly name: string };
  readonly status: ReleaseState;
  readonly version: number;
  readonly lockVersion: number;
  readonly copy: Copy;
  /** What the desk or the machine made of the submitter's suggestion. */
  readonly category: string | null;
  readonly externalRef: string | null;
  readonly embargoedUntil: Date | null;
  readonly publishAt: Date | null;
  readonly moderation: Moderation | null;
  readonly categories: readonly ScoredCategory[];
  readonly subjects: readonly Subject[];
  /** What the machine reads the body's language to be; `null` until it has looked, or if it is unsure. */
  readonly writtenIn: string | null;
  /** The model that chose the categories. */
  readonly judgedBy: string | null;
  /** When it was drawn for an editor to look over, though it goes out without one; `null` once somebody has. */
  readonly sampledAt: Date | null;
  readonly waiting: { readonly reason: string; readonly since: Date; readonly dueAt: Date } | null;
  /** `null` once it has ended. */
  readonly claim: { readonly id: string; readonly name: string; readonly until: Date } | null;
  readonly article: { readonly id: string; readonly slug: string } | null;
  readonly appealedAt: Date | null;
  readonly submittedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const whole = {
  publication: { select: { id: true, slug: true } },
  organization: { select: { id: true, name: true } },
  article: { select: { id: true, slug: true } },
  versions: { orderBy: { number: "desc" }, take: 1, select: { copy: true } },
} as const satisfies Prisma.ReleaseInclude;

type Row = Prisma.ReleaseGetPayload<{ include: typeof whole }>;

/** Whom a reader of releases may see: an organisation its own, a publication's editor the publication's. */
export function withinReach({ actor }: Context): Prisma.ReleaseWhereInput {
  if (actor.role === "submitter") return { organizationId: actor.id };
  if (actor.role === "system") return {};
  if (actor.role === "anonymous") return { id: { in: [] } };
  // The desk does not see drafts: nobody has sent them yet.
  const sent = { status: { not: "draft" } } as const;
  return actor.publicationId === null ? sent : { ...sent, publicationId: actor.publicationId };
}

/**
 * The release as it stands, if the actor may see it.
 *
 * @throws {AppError} `not-found`, also for what belongs to somebody else
 */
export async function findRelease(tx: Tx, ctx: Context, id: string): Promise<CurrentRelease> {
  const row = await tx.release.findFirst({ where: { AND: [{ id }, withinReach(ctx)] }, include: whole });
  if (!row) throw notFound("release");
  return currentFrom(row, ctx.clock.now());
}

/** A page of releases, newest first or in the order given, with one more than asked for to tell whether there is a next. */
export async function findReleases(
  tx: Tx,
  ctx: Context,
  where: Prisma.ReleaseWhereInput,
  page: { readonly limit: number; readonly orderBy: Prisma.ReleaseOrderByWithRelationInput[] },
): Promise<CurrentRelease[]> {
  const rows = await tx.release.findMany({
    where: { AND: [where, withinReach(ctx)] },
    orderBy: page.orderBy,
    take: page.limit + 1,
    include: whole,
  });
  const now = ctx.clock.now();
  return rows.map((row) => currentFrom(row, now));
}

function currentFrom(row: Row, now: Date): CurrentRelease {
  const {
    versions,
    waitingReason,
    waitingSince,
    waitingDueAt,
    claimedById,
    claimedByName,
    claimedUntil,
    ...rest
  } = row;
  const waiting = waitingReason && waitingSince && waitingDueAt;
  const claim = claimedById && claimedByName && claimedUntil && claimedUntil > now;
  return {
    ...rest,
    // What these columns hold is written by this project alone, through the types that they are read with.
    copy: versions[0]?.copy as unknown as Copy,
    moderation: rest.moderation as unknown as Moderation | null,
    categories: rest.categories as unknown as ScoredCategory[],
    subjects: rest.subjects as unknown as Subject[],
    waiting: waiting ? { reason: waitingReason, since: waitingSince, dueAt: waitingDueAt } : null,
    claim: claim ? { id: claimedById, name: claimedByName, until: claimedUntil } : null,
  };
}
