/** The sections of a publication: their names, their order, and the slugs that lead to them. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import type { Prisma } from "../../../db/generated/client.ts";
import { newId } from "../../../db/ids.ts";
import { AppError } from "../../../errors.ts";
import { transact } from "../../transact.ts";
import { recordDeskEvent } from "../events/desk-events.ts";
import { differences, holdPublication, moveSettings, ownPublication } from "../publications/settings.ts";
import {
  type Category,
  type HeldCategory,
  heldAlone,
  heldAsFiled,
  holdCategory,
  readCategories,
  readCategory,
} from "./category-rows.ts";
import { enoughToMove, moveFilings } from "./filings.ts";

export interface NewCategory {
  readonly slug: string;
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly examples?: readonly string[] | undefined;
}

export interface CategoryChanges {
  readonly slug?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly examples?: readonly string[] | undefined;
  readonly position?: number | undefined;
}

/** The publication's sections, in its order. @throws {AppError} `not-found` */
export async function listCategories(ctx: Context<Editor>, publication?: string): Promise<Category[]> {
  const { id } = await ownPublication(ctx.db, ctx, publication);
  return readCategories(ctx.db, id);
}

/** One of the publication's sections. @throws {AppError} `not-found` */
export async function findCategory(
  ctx: Context<Editor>,
  publication: string | undefined,
  slug: string,
): Promise<Category> {
  const { id } = await ownPublication(ctx.db, ctx, publication);
  return readCategory(ctx.db, id, slug);
}

/** Adds a section at the end. @throws {AppError} `not-found`, `already-exists` */
export function addCategory(
  ctx: Context<Editor>,
  publication: string | undefined,
  { slug, name, description = null, examples = [] }: NewCategory,
): Promise<Category> {
  return transact(ctx, async (tx) => {
    const { id: publicationId } = await holdPublication(tx, ctx, publication);
    await refuseTakenSlug(tx, publicationId, slug, null);
    const last = await tx.category.aggregate({ where: { publicationId }, _max: { position: true } });
    const id = newId(ctx.clock.now());
    const position = (last._max.position ?? -1) + 1;
    const data = { slug, name, description, examples: [...examples] };
    await tx.category.create({ data: { id, publicationId, position, ...data } });
    await moveSettings(tx, ctx, publicationId);
    const changes = { after: data };
    await recordDeskEvent(tx, ctx, {
      subject: "category",
      subjectId: id,
      action: "add",
      publicationId,
      changes,
    });
    return readCategory(tx, publicationId, slug);
  });
}

/**
 * Changes a section. What stands in it stays there under another slug, and the earlier slug leads to it.
 *
 * @throws {AppError} `not-found`, `already-exists`
 */
export function changeCategory(
  ctx: Context<Editor>,
  publication: string | undefined,
  slug: string,
  given: CategoryChanges,
): Promise<Category> {
  return transact(
    ctx,
    async (tx) => {
      const { id: publicationId } = await holdPublication(tx, ctx, publication);
      const held = await holdCategory(tx, publicationId, slug, lockFor(slug, given));
      const { position } = await readCategory(tx, publicationId, slug);
      const changes = differences({ ...held, position }, given);
      if (!changes) return readCategory(tx, publicationId, slug);
      const { slug: newSlug, position: newPosition, examples, ...words } = changes.after;
      if (newSlug !== undefined) await renameSlug(tx, held, newSlug);
      await tx.category.update({
        where: { id: held.id },
        data: { ...words, ...(examples && { examples: [...examples] }) },
      });
      if (newPosition !== undefined) await placeCategory(tx, publicationId, held.id, newPosition);
      await moveSettings(tx, ctx, publicationId, {
        appearance: newSlug !== undefined || words.name !== undefined,
      });
      await recordDeskEvent(tx, ctx, {
        ...{ subject: "category", subjectId: held.id, action: "change", publicationId, changes },
      });
      return readCategory(tx, publicationId, newSlug ?? slug);
    },
    enoughToMove,
  );
}

async function renameSlug(tx: Tx, held: HeldCategory, slug: string): Promise<void> {
  const { id, publicationId } = held;
  await refuseTakenSlug(tx, publicationId, slug, id);
  await tx.categoryAlias.deleteMany({ where: { publicationId, slug } });
  await tx.category.update({ where: { id }, data: { slug } });
  await tx.categoryAlias.create({ data: { publicationId, slug: held.slug, categoryId: id } });
  await moveFilings(tx, held, slug);
}

/** A slug leads to one section for ever; only its own may have it again. */
async function refuseTakenSlug(
  tx: Tx,
  publicationId: string,
  slug: string,
  own: string | null,
): Promise<void> {
  const [taken] = await tx.$queryRaw<{ id: string; slug: string }[]>`
    select id, slug from categories where publication_id = ${publicationId}::uuid and (slug = ${slug} or id = (
      select category_id from category_aliases where publication_id = ${publicationId}::uuid and slug = ${slug}))`;
  if (!taken || taken.id === own) return;
  const detail =
    taken.slug === slug
      ? `There is a category "${slug}" already.`
      : `"${slug}" is an earlier slug of the category "${taken.slug}", and leads there.`;
  throw new AppError("already-exists", detail);
}

/** Puts a section at a place in the order, or at the end of it. */
async function placeCategory(tx: Tx, publicationId: string, id: string, position: number): Promise<void> {
  const all = await tx.category.findMany({
    where: { publicationId },
    orderBy: [{ position: "asc" }, { slug: "asc" }],
    select: { id: true },
  });
  const others = all.map((category) => category.id).filter((other) => other !== id);
  const ordered = others.toSpliced(position, 0, id);
  await tx.$executeRaw`
    update categories set position = array_position(${ordered}::uuid[], id) - 1
    where publication_id = ${publicationId}::uuid`;
}

function lockFor(slug: string, given: CategoryChanges): Prisma.Sql {
  return (given.slug ?? slug) === slug ? heldAsFiled : heldAlone;
}
