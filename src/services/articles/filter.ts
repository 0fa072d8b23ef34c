/** What a list of articles is of, and where a page of it begins, as conditions in SQL. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { unseen } from "../../db/prepared.ts";
import type { Kind } from "../../domain/releases/release.ts";
import { sectionOf } from "./section-slugs.ts";

export interface ArticleFilter {
  readonly publication: string;
  readonly category?: string | undefined;
  readonly subject?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly tag?: string | undefined;
  readonly organization?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: ArticlePlace | undefined;
}

/** A place in a list: the key of its order. */
export interface ArticlePlace {
  readonly at: string;
  readonly id: string;
}

/** What the rows `a` of a list have to be, by what a row has a column for: tags and subjects have a table of their own. */
export function conditions(
  filter: Pick<ArticleFilter, "publication" | "category" | "kind" | "organization">,
): Prisma.Sql {
  const { publication, category, kind, organization } = filter;
  return Prisma.join(
    [
      Prisma.sql`a.publication_id = ${publicationNamed(publication)}`,
      ...(category
        ? [Prisma.sql`a.category_slug = ${sectionOf(publicationNamed(publication), Prisma.sql`${category}`)}`]
        : []),
      ...(kind ? [Prisma.sql`a.kind = ${kind}::release_kind`] : []),
      ...(organization ? [Prisma.sql`a.organization_id = ${unseen(Prisma.sql`${organization}::uuid`)}`] : []),
    ],
    " and ",
  );
}

/** The id of a publication, as an expression. */
export function publicationNamed(slug: string): Prisma.Sql {
  return Prisma.sql`(select id from publications where slug = ${slug})`;
}

/** The order of a list: `at` and `id` are the columns of its rows. */
export interface Order {
  readonly at: Prisma.Sql;
  readonly id: Prisma.Sql;
}

export const ofArticles: Order = { at: Prisma.sql`a.published_at`, id: Prisma.sql`a.id` };
export const ofTerms: Order = { at: Prisma.sql`t.published_at`, id: Prisma.sql`t.article_id` };

/** That its rows lie within the filter's time, and come after the page before. */
export function bounds({ from, to, after }: ArticleFilter, { at, id }: Order): Prisma.Sql {
  return Prisma.sql`${from ? Prisma.sql`and ${at} >= ${unseen(Prisma.sql`${from}::timestamptz`)}` : Prisma.empty}
    ${to ? Prisma.sql`and ${at} < ${unseen(Prisma.sql`${to}::timestamptz`)}` : Prisma.empty}
    ${after ? Prisma.sql`and (${at}, ${id}) < (${after.at}::timestamptz, ${after.id}::uuid)` : Prisma.empty}`;
}

/** The term of `article_terms` that a tag is. */
export function tagTerm(tag: string): Prisma.Sql {
  return Prisma.sql`'tag:' || lower(${tag})`;
}

/** The terms of a subject: whoever follows a topic reads what is about a narrower one as well. */
export function subjectTerms({ subjects }: Pick<Context, "subjects">, subject: string): string[] {
  return subjects.topics.within(subject).map((qcode) => `subject:${qcode}`);
}
