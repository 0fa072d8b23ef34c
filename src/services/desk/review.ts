/** An editor decides about a release. Of two decisions at once, one wins and the other is told so. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Moment } from "../../domain/local-time.ts";
import { AppError, invalidRequest } from "../../errors.ts";
import { type CurrentRelease, findRelease } from "../releases/current.ts";
import { type LockedRelease, lockRelease } from "../releases/versions.ts";
import { transact } from "../transact.ts";
import { moveOrRefuse } from "../transition.ts";
import { keepClaim } from "./claim.ts";
import { refuseUnknownCategory } from "./sections.ts";
import { nobodyClaims, nothingWaits } from "./waiting.ts";

export interface Review {
  readonly decision: "approve" | "reject" | "request_changes";
  /** For the desk: why, in a word. */
  readonly reason?: string | undefined;
  /** For the submitter. */
  readonly message?: string | undefined;
  readonly category?: string | undefined;
  readonly publishAt?: Moment | null | undefined;
}

/**
 * Approves, rejects or sends back a release.
 *
 * @param seen the `lockVersion` the editor was looking at; `null` where that was not said
 * @throws {AppError} `not-found`, `illegal-transition`, `already-claimed`, `stale`, `invalid-request`
 */
export async function reviewRelease(
  ctx: Context<Editor>,
  id: string,
  review: Review,
  seen: number | null,
): Promise<CurrentRelease> {
  const release = await transact(ctx, (tx) => decide(tx, ctx, id, review, seen));
  wakePublish(ctx, release);
  return release;
}

async function decide(
  tx: Tx,
  ctx: Context<Editor>,
  id: string,
  review: Review,
  seen: number | null,
): Promise<CurrentRelease> {
  const held = await lockRelease(tx, ctx, id, seen);
  await keepClaim(tx, ctx, held);
  await refuseUnknownCategory(tx, held, review.category);
  if (review.decision !== "approve" && !review.message && !review.reason) throw missingWords();
  await moveOrRefuse(tx, ctx, id, review.decision, {
    reason: review.message ?? review.reason,
    note: review.message ? review.reason : undefined,
    set: columnsOf(review, held),
  });
  return findRelease(tx, ctx, id);
}

function wakePublish({ queues }: Context<Editor>, { id, status }: CurrentRelease): void {
  if (status === "approved") queues.wake("publish", id);
}

function missingWords(): AppError {
  return invalidRequest({ pointer: "/message", detail: "must tell the submitter why" });
}

function columnsOf({ category, publishAt }: Review, release: LockedRelease): Prisma.Sql {
  const at = publishAt === undefined ? release.publishAt : (publishAt?.at ?? null);
  return Prisma.sql`${nothingWaits}, ${nobodyClaims}, lock_version = r.lock_version + 1,
    category = ${category ?? release.category}, publish_at = ${at}`;
}

export interface BulkResult {
  readonly id: string;
  readonly release?: CurrentRelease;
  readonly refusal?: AppError;
}

/**
 * Decides about many releases in one transaction, each on its own: a refusal of one leaves the others alone, and
 * an accident leaves all as they were.
 */
export async function reviewReleases(
  ctx: Context<Editor>,
  ids: readonly string[],
  review: Review,
): Promise<BulkResult[]> {
  const distinct = [...new Set(ids)];
  const results = await transact(ctx, async (tx) => {
    // In one order for everybody, so that two who decide about the same releases do not wait for each other.
    await tx.$queryRaw`select 1 from releases where id = any(${distinct}::uuid[]) order by id for update`;
    const decided: BulkResult[] = [];
    for (const id of distinct) decided.push(await decideOrRefuse(tx, ctx, id, review));
    return decided;
  });
  for (const { release } of results) if (release) wakePublish(ctx, release);
  return results;
}

async function decideOrRefuse(tx: Tx, ctx: Context<Editor>, id: string, review: Review): Promise<BulkResult> {
  try {
    return { id, release: await decide(tx, ctx, id, review, null) };
  } catch (error) {
    if (error instanceof AppError) return { id, refusal: error };
    throw error;
  }
}
