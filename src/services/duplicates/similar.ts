/** What a release resembles, for the desk: whoever sent it, whenever, and the passages they share. */

import type { Context, Editor } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { type Passage, passagesOf } from "../../domain/duplicates/passages.ts";
import type { ReleaseState } from "../../domain/releases/lifecycle.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { findRelease } from "../releases/current.ts";
import { type Compared, comparedText, findAlike, sketch } from "./signatures.ts";

export interface SimilarRelease {
  readonly id: string;
  readonly version: number;
  readonly headline: string;
  readonly organization: { readonly id: string; readonly name: string };
  readonly publication: string;
  readonly status: ReleaseState;
  readonly submittedAt: Date | null;
  readonly publishedAt: Date | null;
  /** Part of the words outside templates that both have, 0 to 1. */
  readonly similarity: number;
  readonly isCopy: boolean;
  readonly passages: readonly Passage[];
}

/** What shares less is no help. */
const leastSimilarity = 0.1;
const maxSimilar = 10;

/**
 * The releases that one resembles, the likest first. Somebody of one publication's desk sees that publication's as they
 * were sent in, and of the others what they have published, as they have published it.
 *
 * @throws {AppError} `not-found`
 */
export async function listSimilar(ctx: Context<Editor>, id: string): Promise<SimilarRelease[]> {
  const { copy } = await findRelease(ctx.db, ctx, id);
  const text = comparedText(copy);
  const alike = (await findAlike(ctx.hot, sketch(text), id))
    .filter(({ likeness }) => likeness.isCopy || likeness.share >= leastSimilarity)
    .filter(isLikestVersion);
  const rows = await findVersions(ctx, alike);
  return alike
    .flatMap((compared) => {
      const row = rows.find(({ signatureId }) => signatureId === compared.id);
      return row ? [similarFrom(row, compared, text)] : [];
    })
    .slice(0, maxSimilar);
}

/** Of one release the version that is likest, which comes first. */
function isLikestVersion({ releaseId }: Compared, at: number, alike: readonly Compared[]): boolean {
  return alike.findIndex((other) => other.releaseId === releaseId) === at;
}

interface Row {
  readonly signatureId: number;
  readonly id: string;
  readonly version: number;
  readonly copy: Copy;
  readonly status: ReleaseState;
  readonly submittedAt: Date | null;
  readonly publishedAt: Date | null;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly publication: string;
}

function findVersions({ hot, actor }: Context<Editor>, alike: readonly Compared[]): Promise<Row[]> {
  const ids = alike.map(({ id }) => id);
  const isOwn =
    actor.publicationId === null
      ? Prisma.sql`true`
      : Prisma.sql`r.publication_id = ${actor.publicationId}::uuid`;
  return hot.$queryRaw<Row[]>`
    select s.id as "signatureId", r.id, v.number as version, v.copy, r.status, r.submitted_at as "submittedAt",
      a.published_at as "publishedAt", o.id as "organizationId", o.name as "organizationName", p.slug as publication
    from release_signatures s
    join releases r on r.id = s.release_id
    join organizations o on o.id = r.organization_id
    join publications p on p.id = r.publication_id
    left join articles a on a.release_id = r.id and a.status = 'live'
    join release_versions v on v.release_id = s.release_id
      and v.number = case when ${isOwn} then s.version else a.version end
    where s.id = any(${ids}::int[])`;
}

function similarFrom(row: Row, { likeness }: Compared, text: string): SimilarRelease {
  const { signatureId: _own, copy, organizationId, organizationName, ...rest } = row;
  return {
    ...rest,
    headline: copy.headline,
    organization: { id: organizationId, name: organizationName },
    similarity: Math.round(likeness.share * 1000) / 1000,
    isCopy: likeness.isCopy,
    passages: passagesOf(text, comparedText(copy), likeness.shared),
  };
}
