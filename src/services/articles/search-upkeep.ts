/** What the sweep does for searches: counts the words of new articles, and gives older ones their rows. */

import type { Context } from "../../context.ts";

/** A few hundred milliseconds of the database's time. */
const mostCounted = 500;
const mostFilled = 500;

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

/**
 * Gives articles their rows that were published before there was a search of this kind, the newest first.
 * Returns whether there may be more.
 */
export async function fillSearch({ db }: Context): Promise<boolean> {
  const filled = await db.$executeRaw`
    with missing as (
      select a.id, a.updated_at from articles a
      where a.status = 'live' and not exists (select 1 from article_search s where s.article_id = a.id)
      order by a.id desc limit ${mostFilled}
      for share skip locked
    ), languages as (
      insert into search_languages (publication_id, config)
      select distinct a.publication_id, search_config(a.language) from missing join articles a on a.id = missing.id
      on conflict do nothing
    ), work as (
      insert into article_work (work, article_id, due_at)
      select 'count', id, updated_at from missing on conflict do nothing
    )
    insert into article_search (article_id, published_at, marks, brief, words)
    select a.id, a.published_at, search_marks(a), brief, search_words(a, brief)
    from missing join articles a on a.id = missing.id cross join lateral search_brief(a) brief
    on conflict do nothing`;
  return filled > 0;
}
