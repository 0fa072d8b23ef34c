/** The sections of a publication, as the desk assigns them. */

import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { invalidRequest } from "../../../errors.ts";
import { sectionOf } from "../../articles/section-slugs.ts";

type Given = string | null | undefined;

/**
 * The slug of the section that somebody means, also by an earlier slug of it.
 *
 * @param publication its slug
 * @throws {AppError} `invalid-request`, with the categories there are
 */
export async function sectionMeant(tx: Tx, publication: string, category: Given): Promise<Given> {
  if (category === undefined || category === null) return category;
  const [found] = await tx.$queryRaw<{ slug: string }[]>`
    select s.slug from categories s join publications p on p.id = s.publication_id
    where p.slug = ${publication} and s.slug = ${sectionOf(Prisma.sql`p.id`, Prisma.sql`${category}`)}`;
  return found?.slug ?? refuse(tx, publication, category);
}

/**
 * Holds the section that somebody means for releases, in whatever publications, until the transaction ends: `sectionMeant`
 * finds it as it is, and it is neither renamed, merged away nor removed meanwhile. To be called before a release or an
 * article is held, since whoever merges sections holds them in this order.
 */
export async function holdSectionFor(tx: Tx, releases: readonly string[], category: Given): Promise<void> {
  if (category === undefined || category === null) return;
  const hold = () => tx.$queryRaw<unknown[]>`
    select from categories s where (s.publication_id, s.slug) in (
      select r.publication_id, ${sectionOf(Prisma.sql`r.publication_id`, Prisma.sql`${category}`)}
      from releases r where r.id = any(${releases}::uuid[]))
    order by s.id for key share of s`;
  // Where it had to wait for a merger, what it waited for is gone, and a second look finds where that leads.
  if ((await hold()).length === 0) await hold();
}

async function refuse(tx: Tx, publication: string, category: string): Promise<never> {
  const categories = await tx.category.findMany({
    where: { publication: { slug: publication } },
    orderBy: { position: "asc" },
    select: { slug: true },
  });
  const choices = categories.map(({ slug }) => slug);
  throw invalidRequest({
    pointer: "/category",
    detail: `"${category}" is not a category of ${publication}; there are ${choices.join(", ")}`,
    choices,
  });
}
