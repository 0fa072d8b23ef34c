/** The slugs of sections, and those that they had before they were renamed or merged: both lead to the section. */

import { Prisma } from "../../db/generated/client.ts";

/** The slug of the section that a slug leads to; null where it leads nowhere. */
export function sectionOf(publicationId: Prisma.Sql, slug: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    select section.slug from categories section
    where section.publication_id = ${publicationId} and (section.slug = ${slug} or section.id = (
      select earlier.category_id from category_aliases earlier
      where earlier.publication_id = ${publicationId} and earlier.slug = ${slug})))`;
}

/** Whether a release `r` is filed under a slug, or under the section of its publication that the slug leads to. */
export function isFiledUnder(slug: string): Prisma.Sql {
  return Prisma.sql`(r.category = ${slug} or (r.publication_id, r.category) in (
    select earlier.publication_id, own.slug from category_aliases earlier
    join categories own on own.id = earlier.category_id where earlier.slug = ${slug}))`;
}
