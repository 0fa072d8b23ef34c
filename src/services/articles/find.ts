/** One article, by its id or one of its slugs. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { AppError, notFound } from "../../errors.ts";
import { type Article, type ArticleRow, articleFrom, joined, shownColumns } from "./article.ts";
import { wholeJson } from "./article-json.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Place = Pick<Article, "publication" | "slug">;

export interface MovedArticle {
  readonly movedTo: Place;
}

/** An article as the API shows it, and what its entity tag is made of. */
export interface ArticleJson extends Place, Pick<Article, "id" | "version" | "appearance"> {
  readonly json: string;
}

interface Standing {
  readonly status: "live" | "retracted" | "killed";
  readonly notice: string | null;
}

/**
 * The article with this id or slug, or the slug it has moved to.
 *
 * @throws {AppError} `not-found`, `retracted` with the notice, `killed`
 */
export async function findArticle(
  ctx: Context,
  publication: string,
  slugOrId: string,
): Promise<Article | MovedArticle> {
  const found = await find<ArticleRow>(ctx, publication, slugOrId, shownColumns);
  return "movedTo" in found ? found : articleFrom(found, ctx.config.baseUrl);
}

/** The same, ready to be sent. @throws {AppError} as `findArticle` */
export function findArticleJson(
  ctx: Context,
  publication: string,
  slugOrId: string,
): Promise<ArticleJson | MovedArticle> {
  const columns = Prisma.sql`${wholeJson(ctx.config.baseUrl)} as json, a.id, a.slug, a.version,
    p.slug as publication, p.appearance`;
  return find<ArticleJson>(ctx, publication, slugOrId, columns);
}

async function find<Row extends Place>(
  { hot }: Context,
  publication: string,
  slugOrId: string,
  columns: Prisma.Sql,
): Promise<Row | MovedArticle> {
  const isId = uuid.test(slugOrId);
  const which = isId
    ? Prisma.sql`a.id = ${slugOrId}::uuid`
    : Prisma.sql`a.id = (select s.article_id from article_slugs s join publications sp on sp.id = s.publication_id
        where sp.slug = ${publication} and s.slug = ${slugOrId.slice(0, 200)})`;
  const [row] = await hot.$queryRaw<(Row & Standing)[]>`
    select ${columns}, a.status, a.notice from ${joined} where ${which}`;
  if (!row) throw notFound("article");
  const { status, notice, ...article } = row;
  if (status === "retracted") throw new AppError("retracted", notice ?? "", { notice });
  if (status === "killed") throw new AppError("killed", "This article was taken down.");
  if (!isId && row.slug !== slugOrId) return { movedTo: { publication: row.publication, slug: row.slug } };
  return article as unknown as Row;
}
