/** Where an article will stand: the first form of its headline's slug that no other article has or ever had. */

import type { Statements } from "../../db/prepared.ts";
import { slugOf } from "../../domain/articles/slug.ts";

/** Attempts to find a free slug while others publish the same headline; then an id makes one. */
const maxAttempts = 5;
const mostForms = 1000;

interface Standing {
  readonly publicationId: string;
  readonly headline: string;
  /** Of the article, or of the release that becomes one. */
  readonly id: string;
}

/**
 * The slug of a headline, or that with the first number from 2 that is free; one that the article had before is free to
 * it. Whoever is told has to take it at once, and where another was quicker is told the next one.
 */
export async function* freeSlugs(statements: Statements, standing: Standing): AsyncGenerator<string> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const [first] = await firstFreeSlugs(statements, [standing]);
    if (first !== undefined) yield first;
  }
  yield `${slugOf(standing.headline)}-${standing.id.slice(-8)}`;
}

/**
 * The first of `freeSlugs` for each, in their order; two of them may have the same. Each form is asked for by itself: those
 * that begin alike would be found by an index under the collation "C" only, and under others the whole archive would be
 * read.
 */
export async function firstFreeSlugs(
  statements: Statements,
  standings: readonly Standing[],
): Promise<string[]> {
  const [ids, publicationIds] = [
    standings.map(({ id }) => id),
    standings.map(({ publicationId }) => publicationId),
  ];
  const forms = await statements.$queryRaw<{ slug: string }[]>`
    select form.slug
    from unnest(${ids}::uuid[], ${publicationIds}::uuid[], ${standings.map(({ headline }) => slugOf(headline))}::text[])
      with ordinality as standing (id, publication_id, base, position)
    cross join lateral (
      with recursive form as (
        select 1 as number, base as slug
        union all
        select number + 1, base || '-' || number + 1 from form
        where number < ${mostForms}::int and exists (
          select from article_slugs taken
          where taken.publication_id = standing.publication_id and taken.slug = form.slug
            and taken.article_id <> standing.id)
      )
      select slug from form order by number desc limit 1
    ) as form
    order by position`;
  return forms.map(({ slug }) => slug);
}
