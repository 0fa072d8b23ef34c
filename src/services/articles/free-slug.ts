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
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) yield await firstFree(statements, standing);
  yield `${slugOf(standing.headline)}-${standing.id.slice(-8)}`;
}

/**
 * Each form is asked for by itself: those that begin alike would be found by an index under the collation "C" only, and
 * under others the whole archive would be read.
 */
async function firstFree(statements: Statements, { publicationId, headline, id }: Standing): Promise<string> {
  const base = slugOf(headline);
  const [form] = await statements.$queryRaw<{ slug: string }[]>`
    with recursive form as (
      select 1 as number, ${base}::text as slug
      union all
      select number + 1, ${base}::text || '-' || number + 1 from form
      where number < ${mostForms}::int and exists (
        select from article_slugs taken
        where taken.publication_id = ${publicationId}::uuid and taken.slug = form.slug
          and taken.article_id <> ${id}::uuid)
    )
    select slug from form order by number desc limit 1`;
  return form?.slug ?? base;
}
