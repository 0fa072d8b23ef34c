/** Why a publication's editors decide as they do: the codes they use, and the words that a submitter reads for each. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { isTaken } from "../../../db/conflicts.ts";
import { newId } from "../../../db/ids.ts";
import { AppError, notFound } from "../../../errors.ts";
import { transact } from "../../transact.ts";
import { recordDeskEvent } from "../events/desk-events.ts";
import type { Reason } from "./default-reasons.ts";
import { differences, holdPublication, ownPublication } from "./settings.ts";

export interface PlacedReason extends Reason {
  /** Where it stands among the publication's reasons. */
  readonly position: number;
  readonly marksSpam: boolean;
}

export type ReasonChanges = {
  readonly [Field in "decisions" | "message" | "position" | "marksSpam"]?: PlacedReason[Field] | undefined;
};

const shown = { code: true, decisions: true, message: true, position: true, marksSpam: true } as const;
// What the column holds is written by this project alone, through the type that it is read with.
const reasonFrom = (row: Omit<PlacedReason, "decisions"> & { decisions: string[] }) => row as PlacedReason;

/** The publication's reasons, in its order. @throws {AppError} `not-found` */
export async function listReasons(ctx: Context<Editor>, publication: string): Promise<PlacedReason[]> {
  const { id: publicationId } = await ownPublication(ctx.db, ctx, publication);
  const rows = await ctx.db.reviewReason.findMany({
    where: { publicationId },
    orderBy: [{ position: "asc" }, { code: "asc" }],
    select: shown,
  });
  return rows.map(reasonFrom);
}

/** Adds a reason at the end. @throws {AppError} `not-found`, `already-exists` */
export function addReason(ctx: Context<Editor>, publication: string, reason: Reason): Promise<PlacedReason> {
  const { code, message, marksSpam = false } = reason;
  return transact(ctx, async (tx) => {
    const { id: publicationId } = await holdPublication(tx, ctx, publication);
    const last = await tx.reviewReason.aggregate({ where: { publicationId }, _max: { position: true } });
    const position = (last._max.position ?? -1) + 1;
    const id = newId(ctx.clock.now());
    const added = await tx.reviewReason.create({
      data: { id, publicationId, code, message, decisions: [...reason.decisions], position, marksSpam },
      select: shown,
    });
    await record(tx, ctx, { id, publicationId }, "add", { after: added });
    return reasonFrom(added);
  }).catch((error: unknown) => {
    if (isTaken(error, "code")) throw new AppError("already-exists", `There is a reason "${code}" already.`);
    throw error;
  });
}

/** Changes a reason for decisions to come; what was said with it before stays. @throws {AppError} `not-found` */
export function changeReason(
  ctx: Context<Editor>,
  publication: string,
  code: string,
  changes: ReasonChanges,
): Promise<PlacedReason> {
  return transact(ctx, async (tx) => {
    const { id, publicationId, reason } = await holdReason(tx, ctx, publication, code);
    const changed = differences(reason, changes);
    if (!changed) return reason;
    const { decisions, ...rest } = changed.after;
    await tx.reviewReason.update({
      where: { id },
      data: { ...rest, ...(decisions && { decisions: [...decisions] }) },
    });
    await record(tx, ctx, { id, publicationId }, "change", {
      before: { code, ...changed.before },
      after: { code, ...changed.after },
    });
    return { ...reason, ...changed.after };
  });
}

/** Takes a reason out of use; what was said with it stays. @throws {AppError} `not-found` */
export function removeReason(ctx: Context<Editor>, publication: string, code: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const { reason, ...held } = await holdReason(tx, ctx, publication, code);
    await tx.reviewReason.delete({ where: { id: held.id } });
    await record(tx, ctx, held, "remove", { before: reason });
  });
}

interface Held {
  readonly id: string;
  readonly publicationId: string;
}

async function holdReason(
  tx: Tx,
  ctx: Context<Editor>,
  publication: string,
  code: string,
): Promise<Held & { readonly reason: PlacedReason }> {
  const { id: publicationId } = await holdPublication(tx, ctx, publication);
  const found = await tx.reviewReason.findUnique({
    where: { publicationId_code: { publicationId, code } },
    select: { id: true, ...shown },
  });
  if (!found) throw notFound("reason");
  const { id, ...reason } = found;
  return { id, publicationId, reason: reasonFrom(reason) };
}

function record(
  tx: Tx,
  ctx: Context<Editor>,
  { id, publicationId }: Held,
  action: "add" | "change" | "remove",
  changes: { readonly before?: object; readonly after?: object },
): Promise<void> {
  return recordDeskEvent(tx, ctx, {
    subject: "review_reason",
    subjectId: id,
    action,
    publicationId,
    changes,
  });
}
