/** What is filed under a section: the articles that stand in it, and the releases on their way there. */

import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { type ReleaseState, states } from "../../../domain/releases/lifecycle.ts";

/** Rows moved by one statement, so that each ends well within its time. */
const batch = 2000;

/** Time to move some hundred thousand. Only who publishes into the section, or changes settings, waits meanwhile. */
export const enoughToMove = { timeoutMs: 120_000 };

/** States in which the machine's suggestions still count; afterwards they are history. */
const decided: readonly ReleaseState[] = ["published", "rejected", "withdrawn", "retracted", "killed"];
const undecided = states.filter((state) => !decided.includes(state));

export interface Filings {
  readonly articles: number;
  readonly releases: number;
}

interface Section {
  readonly publicationId: string;
  readonly slug: string;
}

/** How many articles and releases are filed under a section, in whatever state. */
export async function countFilings(tx: Tx, { publicationId, slug }: Section): Promise<Filings> {
  return {
    articles: await tx.article.count({ where: { publicationId, categorySlug: slug } }),
    releases: await tx.release.count({ where: { publicationId, category: slug } }),
  };
}

/**
 * Files under another slug what is filed under a held section's. Releases go first: whoever corrects an article holds
 * its release, so that its article is moved as the correction left it.
 */
export async function moveFilings(tx: Tx, from: Section, to: string): Promise<Filings> {
  const releases = await inBatches((after) => moveReleases(tx, from, to, after));
  const articles = await inBatches((after) => moveArticles(tx, from, to, after));
  return { articles: articles.length, releases: releases.filter(({ filed }) => filed).length };
}

/** Runs a step, told the id that the one before ended with, until it moves less than a batch. */
async function inBatches<Row extends { readonly id: string }>(
  step: (after: string) => Promise<Row[]>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const moved = await step(after);
    for (const row of moved) {
      all.push(row);
      if (row.id > after) after = row.id;
    }
    if (moved.length < batch) return all;
  }
}

interface MovedRelease {
  readonly id: string;
  /** Whether it was filed there, and not only might have been. */
  readonly filed: boolean;
}

/** Neither moves an entity tag: nobody's edit is in the way of a section's name. */
function moveReleases(
  tx: Tx,
  { publicationId, slug }: Section,
  to: string,
  after: string,
): Promise<MovedRelease[]> {
  const suggested = Prisma.sql`status = any(${undecided}::release_status[])
    and categories @> ${JSON.stringify([{ slug }])}::jsonb`;
  return tx.$queryRaw<MovedRelease[]>`
    with filed as (
      select id, category is not distinct from ${slug} as filed, ${suggested} as suggested from releases
      where publication_id = ${publicationId}::uuid and id > ${after}::uuid
        and (category = ${slug} or (${suggested}))
      order by id limit ${batch} for update
    )
    update releases r
    set category = case when filed then ${to} else r.category end,
      categories = case when suggested then (
        select jsonb_agg(jsonb_build_object('slug', one.slug, 'score', one.score, 'evidence', one.evidence)
          order by one.score desc)
        from (
          select case when given ->> 'slug' = ${slug} then ${to} else given ->> 'slug' end as slug,
            least(1, sum((given ->> 'score')::numeric)) as score,
            (array_agg(given -> 'evidence' order by (given ->> 'score')::numeric desc))[1] as evidence
          from jsonb_array_elements(r.categories) given group by 1
        ) one
      ) else r.categories end
    from filed where r.id = filed.id
    returning r.id, filed.filed`;
}

function moveArticles(
  tx: Tx,
  { publicationId, slug }: Section,
  to: string,
  after: string,
): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    with filed as (
      select id from articles
      where publication_id = ${publicationId}::uuid and category_slug = ${slug} and id > ${after}::uuid
      order by id limit ${batch} for update
    )
    update articles a set category_slug = ${to} from filed where a.id = filed.id
    returning a.id`;
}
