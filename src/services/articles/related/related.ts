/** "More information": what else to read beside an article. */

import { createHash } from "node:crypto";
import type { Context } from "../../../context.ts";
import { diverse } from "../../../domain/search/relatedness.ts";
import { type Article, type ArticleRow, articleFrom, joined, shownInList } from "../article.ts";
import { findOwn, findRelatives } from "./relatives.ts";

/** So many are kept of an article, more than are ever shown: some will be taken down, others tell the same. */
export const mostKept = 30;

interface Shown {
  readonly articles: readonly Article[];
  /** Whether nothing is about to join them: no article that was published has yet to be related to others. */
  readonly settled: boolean;
}

type Row = ArticleRow & { readonly keywords: readonly string[]; readonly print: string };

/**
 * Live articles that have to do with this one, the nearest first and no two alike. They were found when it, or they,
 * were published; of an archive that was brought in, they are found now.
 */
export async function findRelated(ctx: Context, article: Article, limit: number): Promise<Shown> {
  const kept = await ctx.hot.$queryRaw<{ id: string | null; score: number; settled: boolean }[]>`
    select r.related_id as id, r.score,
      not exists (select 1 from article_work where work = 'relate') as settled
    from (values (${article.id}::uuid)) own (id)
    left join lateral (
      select related_id, score from article_relations where article_id = own.id
      order by score desc, related_id desc limit ${mostKept}
    ) r on true`;
  const ids = kept.flatMap(({ id }) => (id === null ? [] : [id]));
  const settled = kept[0]?.settled ?? true;
  return {
    articles: await shown(ctx, article, ids.length > 0 ? ids : await found(ctx, article), limit),
    settled,
  };
}

async function found(ctx: Context, { id }: Article): Promise<string[]> {
  const own = await findOwn(ctx, id);
  return own ? (await findRelatives(ctx, own, mostKept)).map((relative) => relative.id) : [];
}

async function shown(
  ctx: Context,
  article: Article,
  ids: readonly string[],
  limit: number,
): Promise<Article[]> {
  const rows = await ctx.hot.$queryRaw<Row[]>`
    select ${shownInList}, a.keywords, md5(a.body_text) as print
    from ${joined} where a.id = any(${ids}::uuid[]) and a.status = 'live'
    order by array_position(${ids}::uuid[], a.id)`;
  const told = rows.map((row) => ({ ...row, row }));
  return diverse({ print: printOf(article) }, told, limit).map(
    ({ row: { keywords: _words, print: _print, ...row } }) => articleFrom(row, ctx.config.baseUrl),
  );
}

/** As PostgreSQL makes it of the others, whose texts need not come here for it. */
function printOf({ bodyText }: Article): string {
  return createHash("md5").update(bodyText).digest("hex");
}
