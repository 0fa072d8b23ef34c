/**
 * A list of several filters at once, found by walking the index of one of them, newest first, and looking whether each
 * article fits the others: cheap where many do, and given up where few do (ADR-0023).
 */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { unseen } from "../../db/prepared.ts";
import {
  type ArticleFilter,
  bounds,
  conditions,
  type Order,
  ofArticles,
  ofTerms,
  publicationNamed,
  subjectTerms,
  tagTerm,
} from "./filter.ts";

/** So many articles are looked at, at the most. */
export const farthest = 400;

/** The filters that have an index in the order of a list; the first that is asked for usually leaves the fewest. */
const walkable = ["organization", "tag", "category", "kind"] as const;

/**
 * Selects `id`, `published_at` and `place` of the newest articles that fit, `most` of them. Where one of them has the
 * place `farthest`, whether it fits or not, the walk came to no end and there may be more.
 */
export function walk(ctx: Context, filter: ArticleFilter, most: Prisma.Sql): Prisma.Sql {
  const along = walkable.find((name) => filter[name] !== undefined);
  const { publication, tag, subject, category, kind, organization } = filter;
  const others = { organization, category, kind, ...(along && { [along]: undefined }) };
  const fits = Prisma.join(
    [
      conditions({ publication, ...others }),
      ...(tag !== undefined && along !== "tag" ? [hasTerm(Prisma.sql`array[${tagTerm(tag)}]`)] : []),
      ...(subject === undefined ? [] : [hasTerm(Prisma.sql`${subjectTerms(ctx, subject)}::text[]`)]),
    ],
    " and ",
  );
  const [rows, { at, id }] =
    along === "tag" ? ofTag(filter, tag ?? "") : ofColumn(filter, along && { [along]: filter[along] });
  const order = Prisma.sql`${at} desc, ${id} desc`;
  // The window hands on row by row what comes in its order, so that the walk ends with the page.
  return Prisma.sql`select walked.id, walked.published_at, walked.place
    from (
      select ${id} as id, ${at} as published_at, (${fits}) as fits,
        row_number() over (order by ${order})::int as place
      ${rows} ${bounds(filter, { at, id })}
      order by ${order} limit ${farthest}
    ) as walked
    where walked.fits or walked.place = ${farthest}
    order by walked.published_at desc, walked.id desc
    limit ${most}`;
}

function ofColumn({ publication }: ArticleFilter, of: object | undefined): readonly [Prisma.Sql, Order] {
  const rows = Prisma.sql`from articles a where a.status = 'live' and ${conditions({ publication, ...of })}`;
  return [rows, ofArticles];
}

function ofTag({ publication }: ArticleFilter, tag: string): readonly [Prisma.Sql, Order] {
  const rows = Prisma.sql`from article_terms t join articles a on a.id = t.article_id
    where t.publication_id = ${publicationNamed(publication)} and t.term = ${unseen(tagTerm(tag))}
      and a.status = 'live'`;
  return [rows, ofTerms];
}

/** Whether the article has one of the terms. Without the offset PostgreSQL may read all articles that have, to ask them once. */
function hasTerm(terms: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`exists (
    select from article_terms had where had.article_id = a.id and had.term = any((${unseen(terms)})::text[]) offset 0)`;
}
