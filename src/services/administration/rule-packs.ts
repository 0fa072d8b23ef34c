/** The rule packs of a publication: made from one another, put in force, and never changed. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import type { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { changedPack, type PackChanges, readKeptPack } from "../../domain/rules/packs/pack-changes.ts";
import { type RulePack, standardPack } from "../../domain/rules/packs/standard-pack.ts";
import { AppError, invalidRequest, notFound } from "../../errors.ts";
import { transact } from "../transact.ts";
import { recordDeskEvent } from "./desk-events.ts";
import { holdPublication, moveSettings, type OwnPublication, ownPublication } from "./settings.ts";

/** A pack as lists show it. */
export interface ListedPack {
  /** `standard`, the shipped one, or a UUID. */
  readonly id: string;
  /** As verdicts name it: `main@7`. */
  readonly name: string;
  /** Slug of the publication whose it is; `null` of the shipped one. */
  readonly publication: string | null;
  /** Counts the publication's packs from 1; 0 is the shipped one. */
  readonly number: number;
  readonly note: string | null;
  readonly author: { readonly id: string; readonly name: string } | null;
  readonly createdAt: Date | null;
  /** Whether it is in force: of the shipped pack, in the publication that is listed. */
  readonly active: boolean;
}

export interface WholePack extends ListedPack {
  readonly pack: RulePack;
  /** Rules and lists in it that this release of the program does not understand. */
  readonly misread: readonly string[];
}

const shown = {
  id: true,
  number: true,
  note: true,
  authorId: true,
  authorName: true,
  createdAt: true,
  publication: { select: { id: true, slug: true, rulePack: true } },
} as const satisfies Prisma.RulePackSelect;

type Row = Prisma.RulePackGetPayload<{ select: typeof shown }>;

function listedFrom({ publication, authorId, authorName, ...row }: Row): ListedPack {
  return {
    ...row,
    name: `${publication.slug}@${row.number}`,
    publication: publication.slug,
    author: { id: authorId, name: authorName },
    active: publication.rulePack === row.id,
  };
}

function shippedFor({ rulePack }: OwnPublication): ListedPack {
  return {
    id: standardPack.id,
    name: `${standardPack.id}@${standardPack.version}`,
    ...{ publication: null, number: 0, note: null, author: null, createdAt: null },
    active: rulePack === standardPack.id,
  };
}

/** A page of a publication's packs, the newest first and the shipped one last. @throws {AppError} `not-found` */
export async function listPacks(
  ctx: Context<Editor>,
  {
    publication,
    limit,
    after,
  }: { publication?: string | undefined; limit: number; after?: number | undefined },
): Promise<ListedPack[]> {
  const own = await ownPublication(ctx.db, ctx, publication);
  const rows = await ctx.db.rulePack.findMany({
    where: { publicationId: own.id, ...(after !== undefined && { number: { lt: after } }) },
    orderBy: { number: "desc" },
    take: limit + 1,
    select: shown,
  });
  return [...rows.map(listedFrom), ...(after === 0 ? [] : [shippedFor(own)])].slice(0, limit + 1);
}

/**
 * A pack whole.
 *
 * @param publication in which the shipped pack is in force or not
 * @throws {AppError} `not-found`, also for another publication's
 */
export async function findWholePack(
  ctx: Context<Editor>,
  id: string,
  publication?: string,
): Promise<WholePack> {
  if (id === standardPack.id) {
    return { ...shippedFor(await ownPublication(ctx.db, ctx, publication)), pack: standardPack, misread: [] };
  }
  const row = await ctx.db.rulePack.findFirst({
    where: { id, ...ownAlone(ctx) },
    select: { ...shown, pack: true },
  });
  if (!row) throw notFound("rule pack");
  const { pack, ...listed } = row;
  return { ...listedFrom(listed), ...readKeptPack(pack) };
}

function ownAlone({ actor }: Context<Editor>): Prisma.RulePackWhereInput {
  return actor.publicationId === null ? {} : { publicationId: actor.publicationId };
}

export interface NewPack {
  /** The pack that it is made from, also one of another publication. */
  readonly base: string;
  /** The publication whose it will be; by default the base's. */
  readonly publication?: string | undefined;
  readonly changes: PackChanges;
  /** What was changed and why. */
  readonly note: string;
}

/**
 * Makes the publication's next pack. It is in force once it is activated, and not before.
 *
 * @throws {AppError} `not-found`, `invalid-request` with every fault of the changes
 */
export async function addPack(
  ctx: Context<Editor>,
  { base: id, changes, note, publication }: NewPack,
): Promise<WholePack> {
  const base = await findWholePack(ctx, id);
  return transact(ctx, async (tx) => {
    const own = await holdPublication(tx, ctx, publication ?? base.publication ?? undefined);
    const last = await tx.rulePack.aggregate({ where: { publicationId: own.id }, _max: { number: true } });
    const number = (last._max.number ?? 0) + 1;
    const pack = changedPack(base.pack, changes, { id: own.slug, version: String(number) });
    const now = ctx.clock.now();
    const row = await tx.rulePack.create({
      data: {
        ...{ id: newId(now), publicationId: own.id, number, note, createdAt: now },
        ...{ authorId: ctx.actor.id, authorName: ctx.actor.name },
        pack: pack as unknown as Prisma.InputJsonValue,
      },
      select: shown,
    });
    await record(tx, ctx, row.id, own.id, "add", { before: { base: base.name }, after: changes });
    return { ...listedFrom(row), pack, misread: [] };
  });
}

/**
 * Puts a pack in force; every process judges by it with the next release. Going back is putting an earlier one in force.
 *
 * @throws {AppError} `not-found`, `invalid-request` for a pack that is not the publication's
 */
export function activatePack(ctx: Context<Editor>, publication: string, id: string): Promise<ListedPack> {
  return transact(ctx, async (tx) => {
    const own = await holdPublication(tx, ctx, publication);
    await refuseForeignPack(tx, own, id);
    if (own.rulePack !== id) {
      await tx.$executeRaw`update publications set rule_pack = ${id} where id = ${own.id}::uuid`;
      await moveSettings(tx, ctx, own.id);
      const changes = { before: { rulePack: own.rulePack }, after: { rulePack: id } };
      await record(tx, ctx, id, own.id, "activate", changes);
    }
    return readListed(tx, { ...own, rulePack: id });
  });
}

async function refuseForeignPack(
  tx: Tx,
  { id: publicationId, slug }: OwnPublication,
  id: string,
): Promise<void> {
  if (id === standardPack.id || (await tx.rulePack.count({ where: { id, publicationId } })) > 0) return;
  throw invalidRequest({ pointer: "/pack", detail: `is no rule pack of ${slug}` });
}

async function readListed(tx: Tx, own: OwnPublication): Promise<ListedPack> {
  if (own.rulePack === standardPack.id) return shippedFor(own);
  return listedFrom(await tx.rulePack.findUniqueOrThrow({ where: { id: own.rulePack }, select: shown }));
}

/**
 * Removes a pack that was never in force. What was, stays, since verdicts name it.
 *
 * @throws {AppError} `not-found`, `in-use`
 */
export async function removePack(ctx: Context<Editor>, id: string): Promise<void> {
  const { publication, name, note } = await findWholePack(ctx, id);
  if (publication === null) throw new AppError("in-use", "The shipped rule pack stays.");
  return transact(ctx, async (tx) => {
    const { id: publicationId } = await holdPublication(tx, ctx, publication);
    const activated = await tx.deskEvent.count({
      where: { subject: "rule_pack", subjectId: id, action: "activate" },
    });
    if (activated > 0) throw new AppError("in-use", `${name} is or was in force; verdicts name it.`);
    const { count } = await tx.rulePack.deleteMany({ where: { id } });
    if (count === 0) throw notFound("rule pack");
    await record(tx, ctx, id, publicationId, "remove", { before: { name, note } });
  });
}

function record(
  tx: Tx,
  ctx: Context<Editor>,
  subjectId: string,
  publicationId: string,
  action: "add" | "activate" | "remove",
  changes: { readonly before?: unknown; readonly after?: unknown },
): Promise<void> {
  return recordDeskEvent(tx, ctx, { subject: "rule_pack", subjectId, action, publicationId, changes });
}
