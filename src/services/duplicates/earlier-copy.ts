/** Whether a release repeats an earlier one, by the signatures of everything that was ever submitted. */

import type { Context } from "../../context.ts";
import type { ReleaseFacts } from "../../domain/rules/rule.ts";
import { type Compared, findCopies, type Sketched } from "./signatures.ts";

/**
 * Of two that were signed within so short a time neither may have been seen by the other's judgement: each counts as
 * earlier than the other then. Both held is right, none held is wrong.
 */
export const sameMoment = "10 seconds";

interface Judged {
  readonly releaseId: string;
  readonly organizationId: string;
  readonly sketched: Sketched;
}

/**
 * Finds the release that a version copies, and one that it copies and that was refused. A release that was
 * withdrawn or sent back is neither. Whoever reads the answer may be of another organisation: what is not public is not
 * named. Of several the same publication's come first, then those of the same words, those that may be named, the likest.
 */
export async function findEarlierCopies(
  ctx: Context,
  release: Judged,
): Promise<Pick<ReleaseFacts, "earlier" | "refused">> {
  const copies = await findCopies(ctx.hot, release.sketched, release.releaseId);
  const identical = new Set(copies.filter(({ isIdentical }) => isIdentical).map(({ id }) => id));
  if (copies.length === 0) return { earlier: null, refused: null };
  const found = await listEarlier(ctx, release, copies);
  return { earlier: earlierOf(release, found, identical), refused: refusedOf(release, found, identical) };
}

interface Earlier {
  readonly signatureId: number;
  readonly id: string;
  readonly headline: string;
  readonly organizationId: string;
  readonly publishedAt: Date | null;
  readonly isRefused: boolean;
  /** Of another publication. */
  readonly isElsewhere: boolean;
}

async function listEarlier(
  { hot, clock }: Context,
  { releaseId }: Judged,
  copies: readonly Compared[],
): Promise<Earlier[]> {
  const ids = copies.map(({ id }) => id);
  return hot.$queryRaw<Earlier[]>`
    with own as (
      select r.publication_id, s.id, s.created_at from releases r
      left join lateral (
        select id, created_at from release_signatures where release_id = r.id order by id limit 1
      ) s on true
      where r.id = ${releaseId}::uuid
    )
    select s.id as "signatureId", other.id, other.headline, other.organization_id as "organizationId",
      a.published_at as "publishedAt", other.status = 'rejected' as "isRefused",
      other.publication_id <> own.publication_id as "isElsewhere"
    from own, release_signatures s
    join releases other on other.id = s.release_id
    left join articles a on a.release_id = other.id and a.status = 'live' and a.published_at <= ${clock.sqlNow}
    where s.id = any(${ids}::int[])
      and other.status not in ('draft', 'withdrawn', 'changes_requested')
      and (own.id is null or s.id < own.id or s.created_at > own.created_at - ${sameMoment}::interval
        and s.created_at < own.created_at + ${sameMoment}::interval)
    order by array_position(${ids}::int[], s.id)`;
}

/** Earlier news. Of another publication only what everybody can read counts, and what the organisation sent itself. */
function earlierOf(release: Judged, found: readonly Earlier[], identical: ReadonlySet<number>) {
  const mayName = ({ publishedAt, organizationId }: Earlier) =>
    publishedAt !== null || organizationId === release.organizationId;
  const rank = (other: Earlier) =>
    (other.isElsewhere ? 4 : 0) + (identical.has(other.signatureId) ? 0 : 2) + (mayName(other) ? 0 : 1);
  const [first] = found
    .filter((other) => !other.isRefused && (!other.isElsewhere || mayName(other)))
    .sort((a, b) => rank(a) - rank(b));
  if (!first) return null;
  return {
    isIdentical: identical.has(first.signatureId),
    releaseId: first.organizationId === release.organizationId ? first.id : null,
    headline: mayName(first) ? first.headline : null,
    publishedAt: first.publishedAt?.toISOString() ?? null,
    isElsewhere: first.isElsewhere,
  };
}

/** What was refused. Another publication may have had no room for it; but then nobody else sends it. */
function refusedOf(release: Judged, found: readonly Earlier[], identical: ReadonlySet<number>) {
  const refused = found.filter(
    ({ isRefused, isElsewhere, organizationId }) =>
      isRefused && (!isElsewhere || organizationId !== release.organizationId),
  );
  const first = refused.find(({ signatureId }) => identical.has(signatureId)) ?? refused[0];
  if (!first) return null;
  return {
    isIdentical: identical.has(first.signatureId),
    releaseId: first.organizationId === release.organizationId ? first.id : null,
  };
}
