/** The rows of sections: as they stand, and held for a change. */

import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { notFound } from "../../../errors.ts";
import { liveArticles } from "../../articles/sections.ts";

export interface Category {
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  /** Texts that belong here, for the model. */
  readonly examples: readonly string[];
  /** Its place among the sections, from 0. */
  readonly position: number;
  /** Slugs that it or those merged into it had, which lead to it. */
  readonly aliases: readonly string[];
  /** How many live articles stand in it. */
  readonly articles: number;
}

/** A section whose row this transaction holds until it ends. */
export interface HeldCategory {
  readonly id: string;
  readonly publicationId: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly examples: readonly string[];
}

/** Nothing is published into the section meanwhile. */
export const heldAlone = Prisma.sql`for update`;
/** Its slug stays: what is published into it need not wait. */
export const heldAsFiled = Prisma.sql`for no key update`;

/**
 * Holds a section, by itself unless another lock is given.
 *
 * @throws {AppError} `not-found`
 */
export async function holdCategory(
  tx: Tx,
  publicationId: string,
  slug: string,
  lock: Prisma.Sql = heldAlone,
): Promise<HeldCategory> {
  const [held] = await tx.$queryRaw<HeldCategory[]>`
    select id, publication_id as "publicationId", slug, name, description, examples from categories
    where publication_id = ${publicationId}::uuid and slug = ${slug} ${lock}`;
  if (!held) throw notFound("category");
  return held;
}

/** A section as it stands. @throws {AppError} `not-found` */
export async function readCategory(tx: Tx, publicationId: string, slug: string): Promise<Category> {
  const [category] = await readCategories(tx, publicationId, Prisma.sql`and c.slug = ${slug}`);
  if (!category) throw notFound("category");
  return category;
}

/** The sections of a publication, in its order. */
export function readCategories(tx: Tx, publicationId: string, also = Prisma.empty): Promise<Category[]> {
  return tx.$queryRaw<Category[]>`
    select c.slug, c.name, c.description, c.examples,
      (select count(*)::int from categories other where other.publication_id = c.publication_id
        and (other.position, other.slug) < (c.position, c.slug)) as position,
      array(select slug from category_aliases where category_id = c.id order by slug) as aliases,
      ${liveArticles} as articles
    from categories c
    where c.publication_id = ${publicationId}::uuid ${also}
    order by c.position, c.slug`;
}
