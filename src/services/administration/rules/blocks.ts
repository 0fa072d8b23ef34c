/** Terms and domains that the desk wants to see before anybody else does, or never again. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { isTaken } from "../../../db/conflicts.ts";
import type { Prisma } from "../../../db/generated/client.ts";
import { newId } from "../../../db/ids.ts";
import { literally } from "../../../db/patterns.ts";
import { readDomainName } from "../../../domain/addresses/domain-name.ts";
import type { Block } from "../../../domain/rules/blocked/blocked.ts";
import { foldTerm, wordsOfTerm } from "../../../domain/rules/blocked/terms.ts";
import { AppError, invalidRequest, notFound } from "../../../errors.ts";
import { transact } from "../../transact.ts";
import { recordDeskEvent } from "../events/desk-events.ts";
import { differences, holdPublication, moveSettings, ownPublication } from "../publications/settings.ts";
import { refuseBound } from "../staff/reach.ts";

const shown = {
  id: true,
  kind: true,
  value: true,
  severity: true,
  reason: true,
  createdById: true,
  createdByName: true,
  createdAt: true,
  publicationId: true,
  publication: { select: { slug: true } },
} as const satisfies Prisma.BlockSelect;

type Row = Prisma.BlockGetPayload<{ select: typeof shown }>;

export interface KeptBlock extends Block {
  readonly id: string;
  /** Why, for the desk alone. */
  readonly reason: string;
  /** `null` holds for every publication. */
  readonly publication: string | null;
  readonly author: { readonly id: string; readonly name: string };
  readonly createdAt: Date;
}

function blockFrom({ publication, publicationId: _id, createdById, createdByName, ...row }: Row): KeptBlock {
  const author = { id: createdById, name: createdByName };
  // What these columns hold is written by this project alone, through the type that they are read with.
  return { ...(row as Row & Block), publication: publication?.slug ?? null, author };
}

export interface BlockFilter {
  readonly kind?: Block["kind"] | undefined;
  /** Slug of the publication whose they are. */
  readonly publication?: string | undefined;
  /** A part of the value. */
  readonly q?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** A page of the blocks that the editor is concerned with, the newest first. @throws {AppError} `not-found` */
export async function listBlocks(
  ctx: Context<Editor>,
  { kind, publication, q, limit, after }: BlockFilter,
): Promise<KeptBlock[]> {
  const of = publication === undefined ? undefined : await ownPublication(ctx.db, ctx, publication);
  const rows = await ctx.db.block.findMany({
    where: {
      AND: [withinSight(ctx), of ? { publicationId: of.id } : {}],
      ...(kind && { kind }),
      ...(q !== undefined && { value: { contains: literally(foldTerm(q)) } }),
      ...(after !== undefined && { id: { lt: after } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: shown,
  });
  return rows.map(blockFrom);
}

/** The editor's own, and those that hold for every publication. */
function withinSight({ actor }: Context<Editor>): Prisma.BlockWhereInput {
  if (actor.publicationId === null) return {};
  return { OR: [{ publicationId: actor.publicationId }, { publicationId: null }] };
}

/** A block that the editor is concerned with. @throws {AppError} `not-found` */
export async function findBlock(ctx: Context<Editor>, id: string): Promise<KeptBlock> {
  return blockFrom(await readBlock(ctx.db, ctx, id));
}

async function readBlock(tx: Tx, ctx: Context<Editor>, id: string): Promise<Row> {
  const row = await tx.block.findFirst({ where: { AND: [{ id }, withinSight(ctx)] }, select: shown });
  if (!row) throw notFound("block");
  return row;
}

export interface NewBlock extends Block {
  readonly reason: string;
  readonly publication: string | null;
}

/**
 * Blocks a term or a domain, from the next release on.
 *
 * @throws {AppError} `not-found`, `already-exists`, `forbidden`, `invalid-request` for a value that nothing could match
 */
export function addBlock(ctx: Context<Editor>, { publication, ...given }: NewBlock): Promise<KeptBlock> {
  const value = comparable(given);
  return transact(ctx, async (tx) => {
    const publicationId = await holdConcerned(tx, ctx, publication);
    const id = newId(ctx.clock.now());
    const { actor, clock } = ctx;
    const row = await tx.block.create({
      data: {
        ...{ ...given, value, id, publicationId },
        ...{ createdById: actor.id, createdByName: actor.name, createdAt: clock.now() },
      },
      select: shown,
    });
    await concluded(tx, ctx, row, "add", { after: { ...given, value } });
    return blockFrom(row);
  }).catch((error: unknown) => {
    if (isTaken(error, "blocks_value"))
      throw new AppError("already-exists", `"${value}" is blocked already.`);
    throw error;
  });
}

/** The value as it is compared. @throws {AppError} `invalid-request` */
function comparable({ kind, value }: Block): string {
  if (kind === "domain") {
    const domain = readDomainName(value);
    if (domain === undefined) {
      throw invalidRequest({ pointer: "/value", detail: "must be a domain name such as shop.example" });
    }
    return domain;
  }
  const words = wordsOfTerm(value).join("");
  // One character can be a word in Chinese; elsewhere it would be met in every text.
  if (words.length < 2 && !/\p{Script=Han}/u.test(words)) {
    throw invalidRequest({ pointer: "/value", detail: "must have two letters or digits at least" });
  }
  return foldTerm(value);
}

export interface BlockChanges {
  readonly severity?: Block["severity"] | undefined;
  readonly reason?: string | undefined;
}

/** Changes how grave a block is, or why it is there. @throws {AppError} `not-found`, `forbidden` */
export function changeBlock(ctx: Context<Editor>, id: string, given: BlockChanges): Promise<KeptBlock> {
  return transact(ctx, async (tx) => {
    const row = await holdBlock(tx, ctx, id);
    const changes = differences({ severity: row.severity, reason: row.reason }, given);
    if (!changes) return blockFrom(row);
    const changed = await tx.block.update({ where: { id }, data: changes.after, select: shown });
    await concluded(tx, ctx, changed, "change", changes);
    return blockFrom(changed);
  });
}

/** Lifts a block, from the next release on. @throws {AppError} `not-found`, `forbidden` */
export function removeBlock(ctx: Context<Editor>, id: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await holdBlock(tx, ctx, id);
    await tx.block.delete({ where: { id } });
    const { kind, value, severity, reason } = row;
    await concluded(tx, ctx, row, "remove", { before: { kind, value, severity, reason } });
  });
}

async function holdBlock(tx: Tx, ctx: Context<Editor>, id: string): Promise<Row> {
  const { publication } = await readBlock(tx, ctx, id);
  await holdConcerned(tx, ctx, publication?.slug ?? null);
  return readBlock(tx, ctx, id);
}

/** Holds the settings of the publication that a block is of; `null`, all of them, is for who works for every publication. */
async function holdConcerned(
  tx: Tx,
  ctx: Context<Editor>,
  publication: string | null,
): Promise<string | null> {
  if (publication !== null) return (await holdPublication(tx, ctx, publication)).id;
  refuseBound(ctx.actor, "An administrator of one publication blocks nothing for the others; name it.");
  await moveSettings(tx, ctx, null);
  return null;
}

async function concluded(
  tx: Tx,
  ctx: Context<Editor>,
  { id, publicationId }: Row,
  action: "add" | "change" | "remove",
  changes: { readonly before?: unknown; readonly after?: unknown },
): Promise<void> {
  await moveSettings(tx, ctx, publicationId);
  await recordDeskEvent(tx, ctx, { subject: "block", subjectId: id, action, publicationId, changes });
}
