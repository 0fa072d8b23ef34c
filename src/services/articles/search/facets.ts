/** How what was found is spread over sections, kinds, organisations and years, counted among the newest. */

import type { Context } from "../../../context.ts";
import { searchGroups } from "../../../domain/search/search-terms.ts";
import { asked, newest, withTopics } from "./candidates.ts";
import type { Search } from "./search.ts";
import { finishBeginnings } from "./words.ts";

export const facetNames = ["category", "kind", "organization", "year"] as const;
export type FacetName = (typeof facetNames)[number];

interface FacetValue {
  readonly value: string;
  /** As readers know it, where the value is an id or a slug. */
  readonly name: string | null;
  readonly articles: number;
}

export interface Facets {
  readonly values: Readonly<Partial<Record<FacetName, readonly FacetValue[]>>>;
  /** How many articles were counted: all that match, or the newest so many of them. */
  readonly counted: number;
  readonly complete: boolean;
}

/** More are not counted: what they cost is bounded, and the newest tell how the rest is spread. */
const mostCounted = 2000;
/** So many values of a facet are told, the most frequent first. */
const mostValues = 20;

/** Counts what a search finds by each of the facets. */
export async function countFacets(
  ctx: Context,
  { q, typing, ...filter }: Omit<Search, "limit" | "after" | "highlight">,
  facets: readonly FacetName[],
): Promise<Facets> {
  const groups = await finishBeginnings(ctx, searchGroups(q, typing));
  if (groups.length === 0)
    return { values: Object.fromEntries(facets.map((facet) => [facet, []])), counted: 0, complete: true };
  const rows = await ctx.hot.$queryRaw<(FacetValue & { facet: FacetName | null })[]>`
    with ${asked(groups, filter)}, ${newest("found", "words", mostCounted, withTopics(ctx, filter), { now: ctx.clock.now() })},
    marked as (
      select case left(mark, 2) when 'c:' then 'category' when 'k:' then 'kind' else 'organization' end as facet,
        substr(mark, 3) as value, count(*)::int as articles, (array_agg(article_id))[1] as example
      from found cross join unnest(marks) mark where left(mark, 2) in ('c:', 'k:', 'o:') group by mark
      union all
      select 'year', extract(year from published_at at time zone 'UTC')::text, count(*)::int, null from found group by 2
    ), placed as (
      select *, row_number() over (partition by facet order by articles desc, value) as place from marked
    )
    select null as facet, '' as value, null as name, count(*)::int as articles from found
    union all
    select facet, value, case facet when 'organization' then a.organization_name when 'category' then c.name end, articles
    from placed left join articles a on a.id = example
    left join categories c on c.publication_id = a.publication_id and c.slug = a.category_slug
    where place <= ${mostValues} and facet = any(${facets}::text[])`;
  const counted = rows.find(({ facet }) => facet === null)?.articles ?? 0;
  const values = facets.map((name) => [name, valuesOf(name, rows)] as const);
  return { values: Object.fromEntries(values), counted, complete: counted < mostCounted };
}

function valuesOf(
  name: FacetName,
  rows: readonly (FacetValue & { facet: FacetName | null })[],
): FacetValue[] {
  return rows
    .filter(({ facet }) => facet === name)
    .map(({ facet: _own, ...value }) => value)
    .sort((a, b) => b.articles - a.articles || a.value.localeCompare(b.value));
}
