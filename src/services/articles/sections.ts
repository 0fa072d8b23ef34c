/** The sections that articles stand in, and the publication above them. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { notFound } from "../../errors.ts";
import { sectionOf } from "./section-slugs.ts";

export interface Section {
  readonly slug: string;
  readonly name: string;
  readonly articles: number;
}

/** The sections of a publication in their order, with how many live articles each has. */
export function listSections({ hot }: Context, publication: string): Promise<Section[]> {
  return hot.$queryRaw<Section[]>`
    select c.slug, c.name, ${liveArticles} as articles
    from categories c join publications p on p.id = c.publication_id
    where p.slug = ${publication}
    order by c.position, c.slug`;
}

/** How many live articles stand in the section `c`: counted when they are published, not when somebody asks. */
export const liveArticles = Prisma.sql`(select coalesce(sum(counted.live), 0)::int from article_counts counted
  where counted.publication_id = c.publication_id and counted.category_slug = c.slug)`;

/** The section that a slug leads to, also one that it had earlier. @throws {AppError} `not-found` */
export async function findSection(
  { db }: Context,
  publication: string,
  slug: string,
): Promise<Omit<Section, "articles">> {
  const [section] = await db.$queryRaw<Omit<Section, "articles">[]>`
    select c.slug, c.name from categories c join publications p on p.id = c.publication_id
    where p.slug = ${publication} and c.slug = ${sectionOf(Prisma.sql`p.id`, Prisma.sql`${slug}`)}`;
  if (!section) throw notFound("category");
  return section;
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
