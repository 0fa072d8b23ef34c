/** Publications: their name, zone, hours and policy. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { isTaken } from "../../../db/conflicts.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { newId } from "../../../db/ids.ts";
import type { ServiceHours } from "../../../domain/time/service-hours.ts";
import { AppError, notFound } from "../../../errors.ts";
import { transact } from "../../transact.ts";
import { defaultSections } from "../categories/default-sections.ts";
import { recordDeskEvent } from "../events/desk-events.ts";
import { refuseBound } from "../staff/reach.ts";
import { defaultReasons } from "./default-reasons.ts";
import { differences, holdPublication, moveSettings, ownPublication } from "./settings.ts";

const shown = {
  id: true,
  slug: true,
  name: true,
  timeZone: true,
  autoPublish: true,
  reviewWithinHours: true,
  sampleEvery: true,
  serviceHours: true,
  digestAt: true,
  rulePack: true,
  createdAt: true,
  updatedAt: true,
  categories: { orderBy: { position: "asc" }, select: { slug: true, name: true } },
} as const satisfies Prisma.PublicationSelect;

type Row = Prisma.PublicationGetPayload<{ select: typeof shown }>;
export type PublicationSettings = Omit<Row, "serviceHours"> & { readonly serviceHours: ServiceHours | null };

// What the column holds is written by this project alone, through the schema that it is read with.
const settingsFrom = (row: Row) => row as PublicationSettings;

export interface PublicationChanges {
  readonly name?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly autoPublish?: "never" | "trusted" | "verified" | undefined;
  readonly reviewWithinHours?: number | undefined;
  readonly sampleEvery?: number | undefined;
  /** `null` for always. */
  readonly serviceHours?: ServiceHours | null | undefined;
  /** When the daily email goes out; `null` for never. */
  readonly digestAt?: string | null | undefined;
}

/** A page of the publications that the editor works for, by slug, with one more than asked for to tell whether there is a next. */
export async function listPublications(
  ctx: Context<Editor>,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<PublicationSettings[]> {
  const rows = await ctx.db.publication.findMany({
    where: { ...ownAlone(ctx), ...(after && { slug: { gt: after } }) },
    orderBy: { slug: "asc" },
    take: limit + 1,
    select: shown,
  });
  return rows.map(settingsFrom);
}

/** A publication that the editor works for. @throws {AppError} `not-found` */
export async function findPublication(ctx: Context<Editor>, slug: string): Promise<PublicationSettings> {
  const found = await ctx.db.publication.findFirst({ where: { slug, ...ownAlone(ctx) }, select: shown });
  if (!found) throw notFound("publication");
  return settingsFrom(found);
}

function ownAlone({ actor }: Context<Editor>): { id?: string } {
  return actor.publicationId === null ? {} : { id: actor.publicationId };
}

/** Founds a publication with the usual sections and reasons. @throws {AppError} `already-exists`, `forbidden` */
export async function foundPublication(
  ctx: Context,
  { slug, name, timeZone }: { readonly slug: string; readonly name: string; readonly timeZone: string },
): Promise<PublicationSettings> {
  refuseBound(ctx.actor, "An administrator of one publication founds no others.");
  const now = ctx.clock.now();
  const id = newId(now);
  const categories = defaultSections.map((section, position) => ({ id: newId(now), position, ...section }));
  const reviewReasons = defaultReasons.map(({ marksSpam = false, ...reason }, position) => ({
    ...reason,
    marksSpam,
    id: newId(now),
    decisions: [...reason.decisions],
    position,
  }));
  return transact(ctx, async (tx) => {
    const founded = await tx.publication.create({
      data: {
        id,
        slug,
        name,
        timeZone,
        rulePack: "standard",
        createdAt: now,
        updatedAt: now,
        categories: { create: categories },
        reviewReasons: { create: reviewReasons },
      },
      select: shown,
    });
    const after = { slug, name, timeZone };
    await recordDeskEvent(tx, ctx, { ...eventOf(id), action: "found", changes: { after } });
    return settingsFrom(founded);
  }).catch((error: unknown) => {
    if (isTaken(error, "slug"))
      throw new AppError("already-exists", `There is a publication "${slug}" already.`);
    throw error;
  });
}

/**
 * Changes a publication's settings, each on its own: of two changes to one of them, the later stands.
 *
 * @throws {AppError} `not-found`
 */
export function changePublication(
  ctx: Context<Editor>,
  slug: string,
  given: PublicationChanges,
): Promise<PublicationSettings> {
  return transact(ctx, async (tx) => {
    const { id } = await holdPublication(tx, ctx, slug);
    const before = settingsFrom(await tx.publication.findUniqueOrThrow({ where: { id }, select: shown }));
    const changes = differences<PublicationSettings>(before, given);
    if (!changes) return before;
    const { serviceHours, categories: _own, ...plain } = changes.after;
    const hours = serviceHours === null ? Prisma.DbNull : (serviceHours as Prisma.InputJsonValue | undefined);
    await tx.publication.update({
      where: { id },
      data: { ...plain, ...(hours !== undefined && { serviceHours: hours }), updatedAt: before.updatedAt },
    });
    await moveSettings(tx, ctx, id, { appearance: "name" in plain || "timeZone" in plain });
    if ("digestAt" in plain || "timeZone" in plain) await reckonDigest(tx, id);
    await recordDeskEvent(tx, ctx, { ...eventOf(id), action: "change", changes });
    return settingsFrom(await tx.publication.findUniqueOrThrow({ where: { id }, select: shown }));
  });
}

/**
 * Removes a publication that never held anything. `main` stays: it is what a release means that names none.
 *
 * @throws {AppError} `not-found`, `forbidden`, `in-use` with what it holds
 */
export function removePublication(ctx: Context<Editor>, slug: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const { id } = await ownPublication(tx, ctx, slug);
    refuseBound(ctx.actor, "An administrator of one publication removes none.");
    if (slug === "main") throw new AppError("in-use", "The publication `main` stays.");
    // A release that arrives meanwhile is waited for, and counted.
    const held = await tx.$queryRaw<unknown[]>`select 1 from publications where id = ${id}::uuid for update`;
    if (held.length === 0) throw notFound("publication");
    const holds = await countHoldings(tx, id);
    if (Object.values(holds).some((count) => count > 0)) {
      const words = Object.entries(holds).map(([what, count]) => `${count} ${what}`);
      throw new AppError("in-use", `The publication has ${words.join(", ")}.`, holds);
    }
    await tx.category.deleteMany({ where: { publicationId: id } });
    const { name } = await tx.publication.delete({ where: { id } });
    await recordDeskEvent(tx, ctx, { ...eventOf(id), action: "remove", changes: { before: { slug, name } } });
  });
}

async function countHoldings(tx: Tx, publicationId: string) {
  const where = { publicationId };
  return {
    releases: await tx.release.count({ where }),
    articles: await tx.article.count({ where }),
    staff: await tx.staff.count({ where }),
    subscribers: await tx.subscriber.count({ where }),
  };
}

/** Forgets when the next daily email is due; the sweep reckons anew. */
async function reckonDigest(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`update publications set next_digest_at = null where id = ${id}::uuid`;
}

function eventOf(id: string) {
  return { subject: "publication", subjectId: id, publicationId: id } as const;
}
