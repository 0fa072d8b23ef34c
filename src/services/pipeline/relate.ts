/** Relating a published article to others, in both directions, once for each of its versions. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { Copy } from "../../domain/releases/release.ts";
import { mostKept } from "../articles/related/related.ts";
import { findOwn, findRelatives, type Related } from "../articles/related/relatives.ts";
import { comparedText, findCopies, sketch } from "../duplicates/signatures.ts";

/** So many of the nearest learn of the new article, where it is nearer to them than what they have. */
const mostTold = 15;

/**
 * Finds what has to do with an article, if that is due. Coming early, twice, or after the article was taken down
 * changes nothing; when it is corrected meanwhile, it stays due.
 */
export async function relateArticle(ctx: Context, articleId: string): Promise<boolean> {
  const [due] = await ctx.hot.$queryRaw<Due[]>`
    select w.due_at::text as "dueAt", a.release_id as "releaseId", v.copy
    from article_work w
    join articles a on a.id = w.article_id
    join release_versions v on v.release_id = a.release_id and v.number = a.version
    where w.work = 'relate' and w.article_id = ${articleId}::uuid`;
  const own = due && (await findOwn(ctx, articleId));
  if (!own) return false;
  const copies = await copiesOf(ctx, due);
  const relatives = (await findRelatives(ctx, own, mostKept + copies.length)).filter(
    ({ id }) => !copies.includes(id),
  );
  return keep(ctx, articleId, due.dueAt, relatives.slice(0, mostKept), copies);
}

interface Due {
  readonly dueAt: string;
  readonly releaseId: string;
  readonly copy: Copy;
}

/** Articles that were made from copies of the release: the same news, to be shown beside neither. */
async function copiesOf({ hot }: Context, { copy, releaseId }: Due): Promise<string[]> {
  const found = await findCopies(hot, sketch(comparedText(copy)), releaseId);
  const releases = found.map((other) => other.releaseId);
  if (releases.length === 0) return [];
  const rows = await hot.$queryRaw<
    { id: string }[]
  >`select id from articles where release_id = any(${releases}::uuid[])`;
  return rows.map(({ id }) => id);
}

/**
 * Writes all in one statement, in the order of the key, so that two that relate to each other do not wait in a ring. For
 * the same reason the article is held first: a correction that changes its slug has it before it makes it due again.
 */
async function keep(
  ctx: Context,
  articleId: string,
  dueAt: string,
  relatives: readonly Related[],
  copies: readonly string[],
): Promise<boolean> {
  const ids = relatives.map(({ id }) => id);
  const scores = relatives.map(({ score }) => score);
  const told = relatives.slice(0, mostTold).map(({ isAbout }) => isAbout);
  const done = await ctx.hot.$queryRaw<unknown[]>`
    with done as (
      delete from article_work
      where work = 'relate' and due_at = ${dueAt}::timestamptz
        and article_id = (select id from articles where id = ${articleId}::uuid for key share)
      returning article_id
    ), relatives as (
      select done.article_id, found.id, found.score, coalesce(found.told, false) as told
      from done, unnest(${ids}::uuid[], ${scores}::real[], ${told}::boolean[]) as found (id, score, told)
    ), outdated as (
      delete from article_relations r using done
      where r.article_id = done.article_id and r.related_id <> all(${ids}::uuid[])
    ), crowded_out as (
      delete from article_relations r using relatives
      where relatives.told and r.article_id = relatives.id and r.score < relatives.score and r.related_id in (
        select kept.related_id from article_relations kept where kept.article_id = relatives.id
        order by kept.score desc, kept.related_id desc offset ${mostKept - 1})
    ), pairs as (
    insert into article_relations (article_id, related_id, score)
    select article_id, id, score from (
      select article_id, id, score from relatives
      union all
      select id, article_id, score from relatives where told and ${hasRoom(copies)}
    ) both_ways
    order by article_id, id
    on conflict (article_id, related_id) do update set score = excluded.score
    )
    select from done`;
  return done.length > 0;
}

/** Whether the row of `relatives` learns of the article: it has not got a copy of it, and not enough that is nearer. */
function hasRoom(copies: readonly string[]): Prisma.Sql {
  return Prisma.sql`not exists (
      select 1 from article_relations r where r.article_id = relatives.id and r.related_id = any(${copies}::uuid[])
    ) and (
      select count(*) from article_relations r where r.article_id = relatives.id and r.score >= relatives.score
    ) < ${mostKept}`;
}
