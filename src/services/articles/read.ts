/** What readers ask for: one article, a list, what is related, the sections. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Kind } from "../../domain/release.ts";
import { AppError, notFound } from "../../errors.ts";
import { type Article, type ArticleRow, articleFrom, joined, shownColumns, shownInList } from "./article.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Found = ArticleRow & {
  readonly status: "live" | "retracted" | "killed";
  readonly notice: string | null;
};

/**
 * The article with this id or slug, or the slug it has moved to.
 *
 * @throws {AppError} `not-found`, `retracted` with the notice, `killed`
 */
export async function findArticle(
  { db, config }: Context,
  publication: string,
  slugOrId: string,
): Promise<Article | { readonly movedTo: Pick<Article, "publication" | "slug"> }> {
  const which = uuid.test(slugOrId)
    ? Prisma.sql`a.id = ${slugOrId}::uuid`
    : Prisma.sql`a.id = (select s.article_id from article_slugs s join publications sp on sp.id = s.publication_id
        where sp.slug = ${publication} and s.slug = ${slugOrId.slice(0, 200)})`;
  const [row] = await db.$queryRaw<Found[]>`
    select ${shownColumns}, a.status, a.notice from ${joined} where ${which}`;
  if (!row) throw notFound("article");
  const { status, notice, ...article } = row;
  if (status === "retracted") throw new AppError("retracted", notice ?? "", { notice });
  if (status === "killed") throw new AppError("killed", "This article was taken down.");
  if (!uuid.test(slugOrId) && row.slug !== slugOrId)
    return { movedTo: { publication: row.publication, slug: row.slug } };
  return articleFrom(article, config.baseUrl);
}

export interface ArticleFilter {
  readonly publication: string;
  readonly category?: string | undefined;
  readonly subject?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly tag?: string | undefined;
  readonly organization?: string | undefined;
  readonly q?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: ArticlePlace | undefined;
}

/** A place in a list: the key of its order. `rank` only where the best come first. */
interface ArticlePlace {
  readonly at: string;
  readonly id: string;
  readonly rank?: number | undefined;
}

export type ListedArticle = Article & { readonly place: ArticlePlace };

/** A page of live articles, newest first or, for words, best first, with one more than asked for. */
export async function listArticles({ db, config }: Context, filter: ArticleFilter): Promise<ListedArticle[]> {
  const query = filter.q === undefined ? undefined : Prisma.sql`websearch_to_tsquery('english', ${filter.q})`;
  // Four decimals make ranks that a cursor can compare exactly.
  const rank = query ? Prisma.sql`round(ts_rank(a.search, ${query})::numeric, 4)` : Prisma.sql`0::numeric`;
  const rows = await db.$queryRaw<(ArticleRow & { rank: number; at: string })[]>`
    select ${shownInList}, ${rank}::double precision as rank, a.published_at::text as at
    from ${joined}
    where a.status = 'live' and ${conditions(filter, query)} ${beyond(filter, rank)}
    order by ${query ? Prisma.sql`${rank} desc, ` : Prisma.empty} a.published_at desc, a.id desc
    limit ${filter.limit + 1}`;
  return rows.map(({ rank: found, at, ...row }) => ({
    ...articleFrom(row, config.baseUrl),
    place: { at, id: row.id, ...(query ? { rank: found } : {}) },
  }));
}

function conditions(filter: ArticleFilter, query: Prisma.Sql | undefined): Prisma.Sql {
  const { publication, category, subject, kind, tag, organization, from, to } = filter;
  return Prisma.join(
    [
      Prisma.sql`a.publication_id = (select id from publications where slug = ${publication})`,
      ...(category ? [Prisma.sql`a.category_slug = ${category}`] : []),
      ...(subject ? [Prisma.sql`a.subjects @> ${JSON.stringify([{ qcode: subject }])}::jsonb`] : []),
      ...(kind ? [Prisma.sql`a.kind = ${kind}::release_kind`] : []),
      ...(tag ? [Prisma.sql`${tag} = any(a.tags)`] : []),
      ...(organization ? [Prisma.sql`a.organization_id = ${organization}::uuid`] : []),
      ...(from ? [Prisma.sql`a.published_at >= ${from}`] : []),
      ...(to ? [Prisma.sql`a.published_at < ${to}`] : []),
      ...(query ? [Prisma.sql`a.search @@ ${query}`] : []),
    ],
    " and ",
  );
}

function beyond({ after }: ArticleFilter, rank: Prisma.Sql): Prisma.Sql {
  if (!after) return Prisma.empty;
  const place = Prisma.sql`${after.at}::timestamptz, ${after.id}::uuid`;
  return after.rank === undefined
    ? Prisma.sql`and (a.published_at, a.id) < (${place})`
    : Prisma.sql`and (${rank}, a.published_at, a.id) < (${after.rank}::numeric, ${place})`;
}

/** Live articles like this one, most alike first: by its telling words, then by its section, then by age. */
export async function findRelated(ctx: Context, article: Article, limit: number): Promise<Article[]> {
  const rows = await ctx.db.$queryRaw<ArticleRow[]>`
    with self as (select * from articles where id = ${article.id}::uuid),
    words as (select to_tsquery('english', nullif(array_to_string(keywords, ' | '), '')) as query from self)
    select ${shownInList}
    from ${joined}, self, words
    where a.status = 'live' and a.publication_id = self.publication_id and a.id <> self.id
      and (a.search @@ words.query or a.category_slug = self.category_slug)
      and a.body_text <> self.body_text
    order by coalesce(ts_rank(a.search, words.query, 1), 0) * 30
        + case when a.category_slug = self.category_slug then 0.3 else 0 end
        - least(abs(extract(epoch from self.published_at - a.published_at)) / 86400, 365) / 730 desc,
      a.published_at desc
    limit ${limit}`;
  return rows.map((row) => articleFrom(row, ctx.config.baseUrl));
}

export interface Section {
  readonly slug: string;
  readonly name: string;
  readonly articles: number;
}

/** The sections of a publication in their order, with how many live articles each has. */
export function listSections({ db }: Context, publication: string): Promise<Section[]> {
  return db.$queryRaw<Section[]>`
    select c.slug, c.name, count(a.id)::int as articles
    from categories c join publications p on p.id = c.publication_id
    left join articles a on a.publication_id = p.id and a.category_slug = c.slug and a.status = 'live'
    where p.slug = ${publication}
    group by c.id order by c.position, c.slug`;
}

export interface PublicFile {
  readonly storageKey: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
}

/**
 * A file of a live article, by the random id that publication gave it.
 *
 * @throws {AppError} `not-found`
 */
export async function findPublicFile({ db }: Context, id: string): Promise<PublicFile> {
  const file = await db.articleFile.findFirst({ where: { id, article: { status: "live" } } });
  if (!file) throw notFound("file");
  return file;
}

/** The name and zone of a publication, for the head of a feed. */
export async function findMasthead(
  { db }: Context,
  publication: string,
): Promise<{ name: string; timeZone: string }> {
  const found = await db.publication.findUnique({
    where: { slug: publication },
    select: { name: true, timeZone: true },
  });
  if (!found) throw notFound("publication");
  return found;
}
