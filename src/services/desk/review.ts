/** An editor decides about a release. Of two decisions at once, one wins and the other is told so. */

import type { Context, Editor } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Moment } from "../../domain/local-time.ts";
import { AppError, invalidRequest } from "../../errors.ts";
import type { CurrentRelease } from "../releases/current.ts";
import { findRelease } from "../releases/current.ts";
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
  const { release, eventId } = await transact(
    ctx,
    async (tx) => {
      const held = await lockRelease(tx, ctx, id, seen);
      await keepClaim(tx, ctx, held);
      await refuseUnknownCategory(tx, held, review.category);
      if (review.decision !== "approve" && !review.message && !review.reason) throw missingWords();
      const moved = await moveOrRefuse(tx, ctx, id, review.decision, {
        reason: review.message ?? review.reason,
        note: review.message ? review.reason : undefined,
        set: columnsOf(review, held),
      });
      return { release: await findRelease(tx, ctx, id), eventId: moved.eventId };
    },
    (result) => result.release,
  );
  if (release.status === "approved") ctx.queues.wake("publish", eventId, { releaseId: id });
  return release;
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

/** Decides about many releases, each on its own: a refusal of one leaves the others alone. */
export async function reviewReleases(
  ctx: Context<Editor>,
  ids: readonly string[],
  review: Review,
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (const id of new Set(ids)) {
    results.push(
      await reviewRelease({ ...ctx, once: undefined }, id, review, null).then(
        (release) => ({ id, release }),
        (error: unknown) => {
          if (error instanceof AppError) return { id, refusal: error };
          throw error;
        },
      ),
    );
  }
  return results;
}
