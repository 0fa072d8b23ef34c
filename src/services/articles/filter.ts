/** What a list of articles is of, and where a page of it begins, as conditions in SQL. */

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
export function conditions(filter: Omit<ArticleFilter, "tag" | "subject">): Prisma.Sql {
  const { publication, category, kind, organization, from, to } = filter;
  return Prisma.join(
    [
      Prisma.sql`a.publication_id = ${publicationNamed(publication)}`,
      ...(category
        ? [Prisma.sql`a.category_slug = ${sectionOf(publicationNamed(publication), Prisma.sql`${category}`)}`]
        : []),
      ...(kind ? [Prisma.sql`a.kind = ${kind}::release_kind`] : []),
      ...(organization ? [Prisma.sql`a.organization_id = ${unseen(Prisma.sql`${organization}::uuid`)}`] : []),
      ...(from ? [Prisma.sql`a.published_at >= ${unseen(Prisma.sql`${from}::timestamptz`)}`] : []),
      ...(to ? [Prisma.sql`a.published_at < ${unseen(Prisma.sql`${to}::timestamptz`)}`] : []),
    ],
    " and ",
  );
}

/** The id of a publication, as an expression. */
export function publicationNamed(slug: string): Prisma.Sql {
  return Prisma.sql`(select id from publications where slug = ${slug})`;
}

/** That they come after the page before. */
export function beyond({ after }: ArticleFilter): Prisma.Sql {
  return after
    ? Prisma.sql`and (a.published_at, a.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
    : Prisma.empty;
}
