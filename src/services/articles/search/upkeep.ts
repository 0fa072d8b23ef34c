/** What the sweep does for searches: counts the words of new articles, and gives older ones their rows. */

import type { Context } from "../../../context.ts";

/** A few hundred milliseconds of the database's time. */
const mostCounted = 500;
const mostFilled = 500;
/** Articles that are looked at in a step: a tenth of a second where all have their rows. */
const mostLookedAt = 5000;

/**
 * Takes the words of articles that are not counted yet into the vocabulary. A correction is counted anew, so the
 * counts are about right and no more.
 */
export async function countNewWords({ db }: Context): Promise<void> {
  await db.$executeRaw`
    with fresh as (
      delete from article_work where work = 'count' and article_id in (
        select article_id from article_work where work = 'count' limit ${mostCounted} for update skip locked)
      returning article_id
    )
    insert into search_words (word, articles)
    select word, count(*)::int
    from fresh join articles a on a.id = fresh.article_id cross join lateral unnest(search_typed(a)) word
    group by word order by word
    on conflict (word) do update set articles = search_words.articles + excluded.articles`;
}

/** Those by which the database's functions make a row now; the default of the column. */
const currentRules = 2;

/** How far a pass through the archive has come, from the newest on, and what it found so far. */
export interface SearchPass {
  readonly below: string;
  readonly filled: number;
}

/** Before the first article. */
export const newPass: SearchPass = { below: "ffffffff-ffff-ffff-ffff-ffffffffffff", filled: 0 };

/**
 * Takes a step further through the archive, and gives articles their rows that have none, or some that were made by
 * earlier rules. Another pass follows one that found some, since what somebody else holds is left out; after one that
 * found none there is nothing left to do.
 */
export async function fillSearch(
  { hot }: Context,
  { below, filled }: SearchPass,
): Promise<SearchPass | undefined> {
  const [step] = await hot.$queryRaw<{ lowest: string | null; found: number }[]>`
    with looked as (
      select id from articles where id < ${below}::uuid and status = 'live' order by id desc limit ${mostLookedAt}
    ), missing as (
      select a.id, a.updated_at from articles a
      where a.id in (select id from looked) and a.status = 'live'
        and not exists (select 1 from article_search s where s.article_id = a.id and s.rules = ${currentRules})
      order by a.id desc limit ${mostFilled}
      for share skip locked
    ), languages as (
      insert into search_languages (publication_id, config)
      select distinct a.publication_id, search_config(a.language) from missing join articles a on a.id = missing.id
      on conflict do nothing
    ), terms as (
      insert into article_terms (publication_id, term, published_at, article_id)
      select a.publication_id, term, a.published_at, a.id
      from missing join articles a on a.id = missing.id cross join lateral terms_of(a.tags, a.subjects) term
      on conflict do nothing
    ), work as (
      insert into article_work (work, article_id, due_at)
      select 'count', id, updated_at from missing on conflict do nothing
    ), searched as (
      insert into article_search (article_id, published_at, marks, brief, words)
      select a.id, a.published_at, search_marks(a), brief, search_words(a, brief)
      from missing join articles a on a.id = missing.id cross join lateral search_brief(a) brief
      on conflict (article_id) do update
      set published_at = excluded.published_at, marks = excluded.marks, brief = excluded.brief, words = excluded.words,
        rules = excluded.rules
    )
    select (select count(*)::int from missing) as found,
      (select id from looked order by id limit 1) as lowest`;
  const { lowest = null, found = 0 } = step ?? {};
  if (lowest === null) return filled > 0 ? newPass : undefined;
  // There may be more where as many as fit were found.
  return { below: found < mostFilled ? lowest : below, filled: filled + found };
}
