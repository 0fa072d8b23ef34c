/** Publications: their name, zone and policy, and their sections. */

import type { Context, Editor } from "../../context.ts";
import { isTaken } from "../../db/conflicts.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { AppError, notFound } from "../../errors.ts";
import { transact } from "../transact.ts";
import { defaultSections } from "./default-sections.ts";
import { boundTo } from "./reach.ts";

const shown = {
  id: true,
  slug: true,
  name: true,
  timeZone: true,
  autoPublish: true,
  reviewWithinHours: true,
  rulePack: true,
  createdAt: true,
  categories: { orderBy: { position: "asc" }, select: { slug: true, name: true } },
} as const satisfies Prisma.PublicationSelect;

export type PublicationSettings = Prisma.PublicationGetPayload<{ select: typeof shown }>;

export interface PublicationChanges {
  readonly name?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly autoPublish?: "never" | "trusted" | "verified" | undefined;
  readonly reviewWithinHours?: number | undefined;
}

/** The publications that the editor works for. */
export function listPublications(ctx: Context<Editor>): Promise<PublicationSettings[]> {
  return ctx.db.publication.findMany({ where: ownAlone(ctx), orderBy: { slug: "asc" }, select: shown });
}

function ownAlone({ actor }: Context<Editor>): { id?: string } {
  return actor.publicationId === null ? {} : { id: actor.publicationId };
}

/** Founds a publication with the usual sections. @throws {AppError} `already-exists`, `forbidden` */
export async function foundPublication(
  ctx: Context,
  { slug, name, timeZone }: { readonly slug: string; readonly name: string; readonly timeZone: string },
): Promise<PublicationSettings> {
  if (boundTo(ctx.actor) !== null) {
    throw new AppError("forbidden", "An administrator of one publication founds no others.");
  }
  const now = ctx.clock.now();
  const id = newId(now);
  const categories = defaultSections.map((section, position) => ({ id: newId(now), position, ...section }));
  return transact(ctx, (tx) =>
    tx.publication.create({
      data: {
        id,
        slug,
        name,
        timeZone,
        rulePack: "standard",
        createdAt: now,
        categories: { create: categories },
      },
      select: shown,
    }),
  ).catch((error: unknown) => {
    if (isTaken(error, "slug"))
      throw new AppError("already-exists", `There is a publication "${slug}" already.`);
    throw error;
  });
}

/** Changes a publication's settings. @throws {AppError} `not-found` */
export async function changePublication(
  ctx: Context<Editor>,
  slug: string,
  changes: PublicationChanges,
): Promise<PublicationSettings> {
  const data = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  try {
    return await ctx.db.publication.update({
      where: { slug, ...ownAlone(ctx) },
      data,
      select: shown,
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2025")
      throw notFound("publication");
    throw error;
  }
}

/** Adds a section at the end. @throws {AppError} `not-found`, `already-exists` */
export async function addSection(
  ctx: Context<Editor>,
  publication: string,
  section: { readonly slug: string; readonly name: string },
): Promise<{ slug: string; name: string }> {
  return transact(ctx, async (tx) => {
    const found = await tx.publication.findUnique({
      where: { slug: publication, ...ownAlone(ctx) },
      select: { id: true, _count: { select: { categories: true } } },
    });
    if (!found) throw notFound("publication");
    const { _count: counted, id: publicationId } = found;
    await tx.category.create({
      data: { id: newId(ctx.clock.now()), publicationId, position: counted.categories, ...section },
    });
    return section;
  }).catch((error: unknown) => {
    if (isTaken(error, "slug"))
      throw new AppError("already-exists", `There is a category "${section.slug}" already.`);
    throw error;
  });
}
