/** Ending a section: by merging it into another, or by removing one that nothing stands in. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { AppError, invalidRequest } from "../../../errors.ts";
import { sectionOf } from "../../articles/section-slugs.ts";
import { transact } from "../../transact.ts";
import { recordDeskEvent } from "../events/desk-events.ts";
import { holdPublication, moveSettings } from "../publications/settings.ts";
import { type Category, type HeldCategory, holdCategory, readCategory } from "./category-rows.ts";
import { countFilings, enoughToMove, type Filings, moveFilings } from "./filings.ts";

export interface Merger {
  readonly into: Category;
  readonly moved: Filings;
}

/**
 * Merges a section into another: what stands in it moves, and its slugs lead there from now on. What is published into
 * it meanwhile lands in the other.
 *
 * @throws {AppError} `not-found`, `invalid-request` for another that there is not
 */
export function mergeCategory(
  ctx: Context<Editor>,
  publication: string | undefined,
  slug: string,
  into: string,
): Promise<Merger> {
  return transact(
    ctx,
    async (tx) => {
      const { id: publicationId } = await holdPublication(tx, ctx, publication);
      const ended = await holdCategory(tx, publicationId, slug);
      const other = await findOther(tx, ended, into);
      const moved = await moveFilings(tx, ended, other.slug);
      await tx.categoryAlias.updateMany({ where: { categoryId: ended.id }, data: { categoryId: other.id } });
      await tx.category.delete({ where: { id: ended.id } });
      await tx.categoryAlias.create({ data: { publicationId, slug, categoryId: other.id } });
      await moveSettings(tx, ctx, publicationId, { appearance: true });
      const changes = { before: { slug, name: ended.name }, after: { into: other.slug, ...moved } };
      await recordDeskEvent(tx, ctx, {
        ...{ subject: "category", subjectId: ended.id, action: "merge", publicationId, changes },
      });
      return { into: await readCategory(tx, publicationId, other.slug), moved };
    },
    enoughToMove,
  );
}

async function findOther(
  tx: Tx,
  { id, publicationId }: HeldCategory,
  into: string,
): Promise<{ readonly id: string; readonly slug: string }> {
  const [other] = await tx.$queryRaw<{ id: string; slug: string }[]>`
    select id, slug from categories
    where publication_id = ${publicationId}::uuid
      and slug = ${sectionOf(Prisma.sql`${publicationId}::uuid`, Prisma.sql`${into}`)}`;
  if (!other) throw invalidRequest({ pointer: "/into", detail: `there is no category "${into}"` });
  if (other.id === id) throw invalidRequest({ pointer: "/into", detail: "must be another category" });
  return other;
}

/**
 * Removes a section that nothing is filed under, and with it the slugs that it had.
 *
 * @throws {AppError} `not-found`, `in-use` with how much is filed under it
 */
export function removeCategory(
  ctx: Context<Editor>,
  publication: string | undefined,
  slug: string,
): Promise<void> {
  return transact(ctx, async (tx) => {
    const { id: publicationId } = await holdPublication(tx, ctx, publication);
    const ended = await holdCategory(tx, publicationId, slug);
    const { articles, releases } = await countFilings(tx, ended);
    if (articles + releases > 0) {
      const detail = `${articles} articles and ${releases} releases are filed under it; merge it into another.`;
      throw new AppError("in-use", detail, { articles, releases });
    }
    await tx.category.delete({ where: { id: ended.id } });
    await moveSettings(tx, ctx, publicationId);
    const changes = { before: { slug, name: ended.name } };
    await recordDeskEvent(tx, ctx, {
      ...{ subject: "category", subjectId: ended.id, action: "remove", publicationId, changes },
    });
  });
}
