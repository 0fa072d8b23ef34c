/** The addresses of all articles, a day at a time, so that no file of a sitemap grows with the archive. */

import type { Context } from "../../context.ts";
import { publicationNamed } from "./filter.ts";

/** What a file of a sitemap may hold by its protocol (sitemaps.org). */
const mostAddresses = 50_000;
/** What a news sitemap may hold, and how old its articles may be, by Google's rules for it. */
const mostNews = 1000;

interface Address {
  readonly slug: string;
  readonly updatedAt: Date;
}

export interface NewsAddress {
  readonly slug: string;
  readonly headline: string;
  readonly language: string;
  readonly publishedAt: Date;
}

/**
 * The days in UTC on which something live was published, newest first, as `2027-04-30`. Hops from day to day through the
 * index, so it costs a probe for each and not a look at each article.
 */
export async function listDays({ hot }: Context, publication: string): Promise<string[]> {
  const rows = await hot.$queryRaw<{ day: string }[]>`
    with recursive own as (select ${publicationNamed(publication)} as id),
    days as (
      select (select a.published_at from articles a, own
        where a.publication_id = own.id and a.status = 'live' order by a.published_at desc limit 1) as at
      union all
      select (select a.published_at from articles a, own
        where a.publication_id = own.id and a.status = 'live'
          and a.published_at < date_trunc('day', days.at, 'UTC') order by a.published_at desc limit 1)
      from days where days.at is not null
    )
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day from days
    where at is not null limit ${mostAddresses}`;
  return rows.map(({ day }) => day);
}

/** The live articles that were published on a day, in UTC. */
export function listAddresses({ hot }: Context, publication: string, day: string): Promise<Address[]> {
  return hot.$queryRaw<Address[]>`
    select a.slug, a.updated_at as "updatedAt" from articles a
    where a.publication_id = ${publicationNamed(publication)} and a.status = 'live'
      and a.published_at >= ${`${day}T00:00:00Z`}::timestamptz
      and a.published_at < ${`${day}T00:00:00Z`}::timestamptz + interval '1 day'
    order by a.published_at desc, a.id desc limit ${mostAddresses}`;
}

/** What was published in the last 48 hours by the database's clock. */
export function listNews(ctx: Context, publication: string): Promise<NewsAddress[]> {
  return ctx.hot.$queryRaw<NewsAddress[]>`
    select a.slug, a.headline, a.language, a.published_at as "publishedAt" from articles a
    where a.publication_id = ${publicationNamed(publication)} and a.status = 'live'
      and a.published_at > ${ctx.clock.sqlNow} - interval '48 hours'
    order by a.published_at desc, a.id desc limit ${mostNews}`;
}

/** The slugs of all publications, `main` first. */
export async function listPublicationSlugs({ db }: Context): Promise<string[]> {
  const found = await db.publication.findMany({ select: { slug: true }, orderBy: { createdAt: "asc" } });
  return found.map(({ slug }) => slug);
}
