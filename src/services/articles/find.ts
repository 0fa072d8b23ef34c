/** One article, by its id or one of its slugs. */

import DataLoader from "dataloader";
import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { oncePerDatabase, type Statements, unseen } from "../../db/prepared.ts";
import { Turns } from "../../db/turns.ts";
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
  /** Of the wish that it answers, from 1. */
  readonly place: number;
}

interface Wanted {
  readonly publication: string;
  readonly slugOrId: string;
}

/** Articles that are asked for at once and read by one statement. */
const maxTogether = 50;
/** Meanwhile what others ask for is gathered for the next. */
const statementsAtOnce = 2;

/**
 * The article with this id or slug, or the slug it has moved to.
 *
 * @throws {AppError} `not-found`, `retracted` with the notice, `killed`
 */
export async function findArticle(
  { hot, config }: Context,
  publication: string,
  slugOrId: string,
): Promise<Article | MovedArticle> {
  const [row] = await readArticles<ArticleRow>(hot, [{ publication, slugOrId }], shownColumns);
  const found = asAsked(row, slugOrId);
  return "movedTo" in found ? found : articleFrom(found, config.baseUrl);
}

/** The same, ready to be sent. @throws {AppError} as `findArticle` */
export async function findArticleJson(
  ctx: Context,
  publication: string,
  slugOrId: string,
): Promise<ArticleJson | MovedArticle> {
  return asAsked(await loaderOf(ctx).load({ publication, slugOrId }), slugOrId);
}

type Loader = DataLoader<Wanted, (ArticleJson & Standing) | undefined>;

/** Gathers what requests ask for that came in at the same moment: most of what one article costs is the statement. */
const loaderOf = oncePerDatabase(({ hot, config }: Pick<Context, "hot" | "config">): Loader => {
  const columns = Prisma.sql`${wholeJson(config.baseUrl)} as json, a.id, a.slug, a.version,
    p.slug as publication, p.appearance`;
  const turns = new Turns(statementsAtOnce);
  const read = (wanted: readonly Wanted[]) => readArticles<ArticleJson>(hot, wanted, columns);
  return new DataLoader((wanted) => turns.take(read(wanted)), {
    cache: false,
    maxBatchSize: maxTogether,
    batchScheduleFn: (dispatch) => turns.wait(dispatch),
  });
});

/** The articles that are wanted, each in the place of its wish. */
async function readArticles<Row>(
  hot: Statements,
  wanted: readonly Wanted[],
  columns: Prisma.Sql,
): Promise<((Row & Standing) | undefined)[]> {
  const publications = wanted.map(({ publication }) => publication);
  const slugs = wanted.map(({ slugOrId }) => slugOrId.slice(0, 200));
  const ids = wanted.map(({ slugOrId }) => (uuid.test(slugOrId) ? slugOrId : null));
  const rows = await hot.$queryRaw<(Row & Standing)[]>`
    select ${columns}, a.status, a.notice, wanted.place::int
    from unnest(${unseen(Prisma.sql`${publications}::text[]`)}, ${unseen(Prisma.sql`${slugs}::text[]`)},
      ${unseen(Prisma.sql`${ids}::uuid[]`)})
      with ordinality wanted (publication, slug, id, place)
    join (${joined}) on a.id = coalesce(wanted.id, (
      select s.article_id from article_slugs s join publications sp on sp.id = s.publication_id
      where sp.slug = wanted.publication and s.slug = wanted.slug))`;
  const found: ((Row & Standing) | undefined)[] = wanted.map(() => undefined);
  for (const row of rows) found[row.place - 1] = row;
  return found;
}

/** @throws {AppError} as `findArticle` */
function asAsked<Row extends Place>(row: (Row & Standing) | undefined, slugOrId: string): Row | MovedArticle {
  if (!row) throw notFound("article");
  const { status, notice, place: _place, ...article } = row;
  if (status === "retracted") throw new AppError("retracted", notice ?? "", { notice });
  if (status === "killed") throw new AppError("killed", "This article was taken down.");
  if (!uuid.test(slugOrId) && row.slug !== slugOrId) {
    return { movedTo: { publication: row.publication, slug: row.slug } };
  }
  return article as unknown as Row;
}
