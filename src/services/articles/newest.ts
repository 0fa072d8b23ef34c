/** The newest articles of a list, ready to be sent: prepared statements that leave nothing to be made here. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { unseen } from "../../db/prepared.ts";
import { withPublication } from "./article.ts";
import {
  type ArticleFilter,
  bounds,
  conditions,
  ofArticles,
  ofTerms,
  publicationNamed,
  subjectTerms,
  tagTerm,
} from "./filter.ts";
import { type ListedJson, type Stamped, stamped, withListedJson } from "./listed.ts";
import { askedWithoutWords, newest, withTopics } from "./search/candidates.ts";
import { farthest, walk } from "./walk.ts";

interface Row extends Stamped {
  readonly at: string;
  readonly category: string | null;
}

export type NewestArticle = Row & ListedJson;

const shown = Prisma.sql`${stamped}, a.published_at::text as at, a.category_slug as category`;

/**
 * A page of live articles, newest first, with one more than asked for. Every filter alone walks an index in the order
 * of the list, and reads no more of it than the page; several walk one of them for a while, and else ask for the marks.
 */
export async function listNewest(ctx: Context, filter: ArticleFilter): Promise<NewestArticle[]> {
  return (await withListedJson(ctx, await readPage(ctx, filter))) ?? listNewest(ctx, filter);
}

async function readPage(ctx: Context, filter: ArticleFilter): Promise<Row[]> {
  const { tag, subject, category, kind, organization } = filter;
  const narrowing = [tag, subject, category, kind, organization];
  if (narrowing.filter((value) => value !== undefined).length > 1) {
    return (await walkPage(ctx, filter)) ?? withMarks(ctx, filter);
  }
  if (tag !== undefined) return withTerms(ctx, Prisma.sql`array[${tagTerm(tag)}]`, filter);
  if (subject !== undefined) {
    return withTerms(ctx, Prisma.sql`${subjectTerms(ctx, subject)}::text[]`, filter);
  }
  return ctx.hot.$queryRaw<Row[]>`
    select ${shown} from ${withPublication}
    where a.status = 'live' and ${conditions(filter)} ${bounds(filter, ofArticles)}
    order by a.published_at desc, a.id desc
    limit ${rowsFor(filter)}`;
}

/** The newest of several terms are among the newest of each. */
function withTerms(ctx: Context, terms: Prisma.Sql, filter: ArticleFilter): Promise<Row[]> {
  return ctx.hot.$queryRaw<Row[]>`
    with page as (
      select distinct of_term.published_at, of_term.article_id
      from unnest(${unseen(terms)}) wanted (term) cross join lateral (
        select t.published_at, t.article_id from article_terms t join articles a on a.id = t.article_id
        where t.publication_id = ${publicationNamed(filter.publication)} and t.term = wanted.term
          and a.status = 'live' ${bounds(filter, ofTerms)}
        order by t.published_at desc, t.article_id desc
        limit ${rowsFor(filter)}
      ) of_term
      order by of_term.published_at desc, of_term.article_id desc
      limit ${rowsFor(filter)}
    )
    select ${shown} from page join (${withPublication}) on a.id = page.article_id
    order by page.published_at desc, page.article_id desc`;
}

/** Of several filters at once; `undefined` where too few fit for a walk to come to its end. */
async function walkPage(ctx: Context, filter: ArticleFilter): Promise<Row[] | undefined> {
  const rows = await ctx.hot.$queryRaw<(Row & { readonly place: number })[]>`
    with page as materialized (${walk(ctx, filter, rowsFor(filter))})
    select ${shown}, page.place from page join (${withPublication}) on a.id = page.id
    order by page.published_at desc, page.id desc`;
  return rows.some(({ place }) => place === farthest) ? undefined : rows;
}

/** What has all marks is found as a search finds it. */
function withMarks(ctx: Context, filter: ArticleFilter): Promise<Row[]> {
  const { after, limit } = filter;
  const horizon = { now: ctx.clock.now(), after };
  return ctx.hot.$queryRaw<Row[]>`
    with ${askedWithoutWords(filter)}, ${newest("page", undefined, limit + 1, withTopics(ctx, filter), horizon)}
    select ${shown} from page join (${withPublication}) on a.id = page.article_id
    where a.status = 'live'
    order by page.published_at desc, page.article_id desc`;
}

/** Usual sizes, which stand written in the statement: of one that is a parameter PostgreSQL would plan each use anew. */
const usualSizes = [5, 10, 20, 50, 100];

/** One more than asked for. */
function rowsFor({ limit }: Pick<ArticleFilter, "limit">): Prisma.Sql {
  return usualSizes.includes(limit) ? Prisma.raw(String(limit + 1)) : Prisma.sql`${limit + 1}`;
}
