/** The search of the archive: best first, at a cost that does not grow with how many articles have the words (ADR-0023). */

import type { Context } from "../../../context.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { type SearchGroup, searchGroups } from "../../../domain/search/search-terms.ts";
import { withPublication } from "../article.ts";
import type { ArticleFilter, ArticlePlace } from "../filter.ts";
import { type ListedJson, type Stamped, stamped, withListedJson } from "../listed.ts";
import { asked, type Horizon, newest, type Within, withTopics } from "./candidates.ts";
import { type Highlights, highlightColumns, type Marked, markedUp, unmarked } from "./highlights.ts";
import { correctTyping, finishBeginnings } from "./words.ts";

export interface Search extends Omit<ArticleFilter, "after"> {
  readonly q: string;
  /** Whether the last word of `q` is still being typed. */
  readonly typing: boolean;
  /** Whether to show where the words are, which costs as much as finding them. */
  readonly highlight: boolean;
  /** Where the page before ended. */
  readonly after?: FoundPlace | undefined;
}

/** A place among what was found. `q` is what was searched for, where that is not what was typed. */
interface FoundPlace extends ArticlePlace {
  readonly rank: number;
  readonly until: string;
  readonly q?: string | undefined;
}

export interface FoundArticle extends ListedJson {
  readonly highlights: Highlights | null;
  readonly place: FoundPlace;
}

export interface Found {
  /** A page with one more than asked for. */
  readonly articles: readonly FoundArticle[];
  /** What was searched for instead, since what was typed finds nothing. */
  readonly correctedQuery: string | null;
}

/** So many of the newest that have the words, and of the newest that are about them, are ranked; a search ends there. */
const mostRanked = 500;

/** A page of live articles that match, best first. */
export async function searchArticles(ctx: Context, search: Search): Promise<Found> {
  const { after } = search;
  const groups = await finishBeginnings(ctx, searchGroups(after?.q ?? search.q, search.typing));
  const articles = await findPage(ctx, search, groups, after?.q);
  if (articles.length > 0 || after) return { articles, correctedQuery: after?.q ?? null };
  const correction = await correctTyping(ctx, search.q, groups);
  if (correction === undefined) return { articles, correctedQuery: null };
  const better = await findPage(ctx, search, searchGroups(correction), correction);
  return { articles: better, correctedQuery: better.length > 0 ? correction : null };
}

interface Row extends Stamped, Marked {
  readonly rank: number;
  readonly at: string;
  readonly until: string;
}

async function findPage(
  ctx: Context,
  search: Search,
  groups: readonly SearchGroup[],
  q: string | undefined,
): Promise<FoundArticle[]> {
  if (groups.length === 0) return [];
  const { after, limit } = search;
  const rows = await ctx.hot.$queryRaw<Row[]>`
    with ${asked(groups, search)}, ${ranked(withTopics(ctx, search), { now: ctx.clock.now(), until: after?.until })}, page as (
      select article_id, published_at, score, (select max(published_at) from ranked) as until from ranked
      ${
        after
          ? Prisma.sql`where (score, published_at, article_id)
        < (${after.rank}::double precision, ${after.at}::timestamptz, ${after.id}::uuid)`
          : Prisma.empty
      }
      order by score desc, published_at desc, article_id desc
      limit ${limit + 1}
    )
    select ${stamped}, ${search.highlight ? highlightColumns : unmarked}, page.score as rank,
      page.published_at::text as at, page.until::text as until
    from ${withPublication} join page on page.article_id = a.id
    where a.status = 'live'
    order by page.score desc, page.published_at desc, page.article_id desc`;
  const found = await withListedJson(ctx, rows);
  return found === undefined
    ? findPage(ctx, search, groups, q)
    : found.map(({ json, id, rank, at, until, stamp: _stamp, ...marked }) => ({
        json,
        highlights: search.highlight ? markedUp(marked) : null,
        place: { at, id, rank, until: after?.until ?? until, ...(q === undefined ? {} : { q }) },
      }));
}

/**
 * What is ranked: the newest that have the words and, where there are more, also the newest that are about them. The
 * weight of the words counts as much as a headline against two and a half years of age; nothing in it depends on the
 * moment, so that pages fit together.
 */
function ranked(search: Within, horizon: Horizon): Prisma.Sql {
  const full = Prisma.sql`(select count(*) from recent) = ${mostRanked}`;
  return Prisma.sql`${newest("recent", "words", mostRanked, search, horizon)},
    ${newest("telling", "brief", mostRanked, search, horizon, full)},
    ranked as materialized (
      select article_id, published_at,
        round((ln(0.05 + ts_rank(brief, (select rank from asked))) + extract(epoch from published_at) / 31536000)::numeric,
          6)::double precision as score
      from (select * from recent union all
        select * from telling where article_id not in (select article_id from recent)) candidates
    )`;
}
