/** An editor decides about a release. Of two decisions at once, one wins and the other is told so. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { stateAfter } from "../../domain/releases/lifecycle.ts";
import type { Moment } from "../../domain/time/local-time.ts";
import { AppError, everyFault, invalidRequest } from "../../errors.ts";
import { noteSection, noteVerdict } from "../learning/decisions.ts";
import { type CurrentRelease, findRelease } from "../releases/current.ts";
import { issuerNow } from "../releases/issuer.ts";
import { plan, refusePast } from "../releases/plan.ts";
import { lockRelease, refuseStale } from "../releases/versions.ts";
import { transact } from "../transact.ts";
import { illegal, moveOrRefuse } from "../transition.ts";
import { wakeFor } from "../wakes.ts";
import { holdSectionFor, sectionMeant } from "./articles/sections.ts";
import { refuseOwnWork } from "./four-eyes.ts";
import { type Reasoned, wordsOf } from "./reasons.ts";
import { keepClaim } from "./waiting/claim.ts";
import { lookedOver } from "./waiting/sample.ts";
import { nobodyClaims, nothingWaits } from "./waiting/waiting.ts";

export interface Review extends Reasoned {
  readonly category?: string | undefined;
  readonly publishAt?: Moment | null | undefined;
}

/** A release that was decided about. */
export interface Reviewed extends CurrentRelease {
  /** The code that the reason was given by. */
  readonly reasonCode: string | null;
}

/**
 * Approves, rejects or sends back a release.
 *
 * @param seen the `lockVersion` the editor was looking at; `null` where that was not said
 * @throws {AppError} `not-found`, `illegal-transition`, `stale`, `already-claimed`, `four-eyes`, `invalid-request`
 */
export function reviewRelease(
  ctx: Context<Editor>,
  id: string,
  review: Review,
  seen: number | null,
): Promise<Reviewed> {
  return transact(ctx, (tx) => decide(tx, ctx, id, review, seen));
}

async function decide(
  tx: Tx,
  ctx: Context<Editor>,
  id: string,
  review: Review,
  seen: number | null,
): Promise<Reviewed> {
  const { decision, publishAt } = review;
  await holdSectionFor(tx, [id], review.category);
  const held = await lockRelease(tx, ctx, id, null);
  // Of two who decide at once, both on what they read, the second is told that it is decided.
  if (!stateAfter(decision, held.status)) {
    throw illegal(ctx.actor, decision, held.status, held.appealedAt !== null);
  }
  refuseStale(held, seen);
  await keepClaim(tx, ctx, held);
  if (decision === "approve") await refuseOwnWork(tx, ctx, held);
  const [section, words] = await readReview(tx, ctx, held, review);
  await moveOrRefuse(tx, ctx, id, decision, {
    ...words,
    set: columnsOf(decision, section ?? undefined, publishAt),
  });
  await noteVerdict(tx, ctx, held, decision, words.reasonCode);
  await noteSection(tx, ctx, held, decision === "approve" ? (section ?? held.category) : section);
  if (decision === "approve") wakeFor(tx, ctx, "publish", id);
  return { ...(await findRelease(tx, ctx, id)), reasonCode: words.reasonCode ?? null };
}

/** What a review means for a release, as far as it can be told. @throws {AppError} `invalid-request` with every fault */
function readReview(tx: Tx, ctx: Context, { publication }: CurrentRelease, review: Partial<Review>) {
  const { decision, category, publishAt } = review;
  return everyFault(
    () => sectionMeant(tx, publication.slug, category),
    () => wordsOf(tx, publication.id, review),
    () => {
      if (!publishAt || decision === undefined) return undefined;
      if (decision === "approve") return refusePast(tx, ctx, "/publishAt", publishAt);
      throw invalidRequest({ pointer: "/publishAt", detail: "is for an approval" });
    },
  );
}

/**
 * Refuses what can be told to be wrong with a part of a review.
 *
 * @throws {AppError} `invalid-request`, `not-found`
 */
export async function refuseReview(ctx: Context<Editor>, id: string, review: Partial<Review>): Promise<void> {
  await readReview(ctx.db, ctx, await findRelease(ctx.db, ctx, id), review);
}

/** What is approved after it was held for its links may have been drawn for the sample: an editor has looked now. */
function columnsOf(
  decision: Review["decision"],
  section: string | undefined,
  publishAt: Review["publishAt"],
): Prisma.Sql {
  return Prisma.join([
    ...[nothingWaits, nobodyClaims, lookedOver, Prisma.sql`lock_version = r.lock_version + 1`],
    ...(decision === "approve" ? [issuerNow] : []),
    ...(section === undefined ? [] : [Prisma.sql`category = ${section}, category_by_desk = true`]),
    ...(publishAt === undefined ? [] : [plan("publish", publishAt)]),
  ]);
}

/** A release, and the `lockVersion` that the editor was looking at; `null` where that was not said. */
export interface Seen {
  readonly id: string;
  readonly seen: number | null;
}

export interface BulkResult {
  readonly id: string;
  readonly release?: Reviewed;
  readonly refusal?: AppError;
}

/**
 * Decides about many releases in one transaction, each on its own: a refusal of one leaves the others alone, and
 * an accident leaves all as they were.
 */
export async function reviewReleases(
  ctx: Context<Editor>,
  releases: readonly Seen[],
  review: Review,
): Promise<BulkResult[]> {
  const distinct = new Map<string, number | null>();
  for (const { id, seen } of releases) distinct.set(id, seen ?? distinct.get(id) ?? null);
  return transact(ctx, async (tx) => {
    await holdSectionFor(tx, [...distinct.keys()], review.category);
    // In one order for everybody, so that two who decide about the same releases do not wait for each other.
    await tx.$queryRaw`select 1 from releases where id = any(${[...distinct.keys()]}::uuid[]) order by id for update`;
    const decided: BulkResult[] = [];
    for (const [id, seen] of distinct) decided.push(await decideOrRefuse(tx, ctx, { id, seen }, review));
    return decided;
  });
}

async function decideOrRefuse(
  tx: Tx,
  ctx: Context<Editor>,
  { id, seen }: Seen,
  review: Review,
): Promise<BulkResult> {
  try {
    return { id, release: await decide(tx, ctx, id, review, seen) };
  } catch (error) {
    if (error instanceof AppError) return { id, refusal: error };
    throw error;
  }
}
