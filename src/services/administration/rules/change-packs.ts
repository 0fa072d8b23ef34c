/** Changing which rule packs a publication has: they are made from one another, put in force, and never changed. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import type { Prisma } from "../../../db/generated/client.ts";
import { newId } from "../../../db/ids.ts";
import { changedPack, type PackChanges } from "../../../domain/rules/packs/pack-changes.ts";
import { standardPack } from "../../../domain/rules/packs/standard-pack.ts";
import { AppError, invalidRequest, notFound } from "../../../errors.ts";
import { transact } from "../../transact.ts";
import { recordDeskEvent } from "../events/desk-events.ts";
import { holdPublication, moveSettings, type OwnPublication } from "../publications/settings.ts";
import {
  findActive,
  findWholePack,
  type ListedPack,
  listedFrom,
  shown,
  type WholePack,
} from "./rule-packs.ts";

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
    return findActive(tx, { ...own, rulePack: id });
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
