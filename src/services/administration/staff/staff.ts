/** The people of the desk: who they are, and adding somebody. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { isTaken } from "../../../db/conflicts.ts";
import type { Prisma } from "../../../db/generated/client.ts";
import { newId } from "../../../db/ids.ts";
import { AppError, invalidRequest, notFound } from "../../../errors.ts";
import { addLocked, type KeyRing } from "../../organizations/keys/key-ring.ts";
import type { NewKey } from "../../organizations/keys/keys.ts";
import { unknownPublication } from "../../releases/submission-faults.ts";
import { transact } from "../../transact.ts";
import { recordDeskEvent } from "../events/desk-events.ts";
import { newInvitation, postInvitation } from "./invitations.ts";
import { boundTo } from "./reach.ts";

export const shown = {
  id: true,
  name: true,
  email: true,
  role: true,
  disabledAt: true,
  invitationExpiresAt: true,
  createdAt: true,
  publicationId: true,
  publication: { select: { slug: true } },
} as const satisfies Prisma.StaffSelect;

export type StaffMember = Prisma.StaffGetPayload<{ select: typeof shown }>;

export interface NewStaff {
  readonly name: string;
  readonly email: string;
  readonly role: "editor" | "managing_editor" | "admin";
  /** Slug of the one publication to work for; `null` for all. */
  readonly publication: string | null;
  /** Whether to mail a link that gives the key to this person alone. */
  readonly invite?: boolean | undefined;
}

/**
 * Adds somebody to the desk, with a first key that is shown this once, or by an invitation.
 *
 * @throws {AppError} `already-exists` for an address that is taken, `invalid-request`, `forbidden`
 */
export function addStaff(
  ctx: Context,
  { name, email: written, role, publication, invite = false }: NewStaff,
): Promise<{ member: StaffMember; key: NewKey | null }> {
  // One mailbox is one person, however it is written: whoever edited may not approve as somebody else.
  const email = written.toLowerCase();
  const now = ctx.clock.now();
  const invitation = invite ? newInvitation(ctx) : undefined;
  return transact(ctx, async (tx) => {
    const publicationId = await placeFor(tx, ctx, publication);
    await refuseOtherSpelling(tx, email);
    const data = { id: newId(now), name, email, role, publicationId, createdAt: now, ...invitation?.columns };
    const member = await tx.staff.create({ data, select: shown });
    await recordStaffEvent(tx, ctx, member, "add", { after: { role, publication, invited: invite } });
    if (invitation) await postInvitation(tx, ctx, member, invitation.token);
    return { member, key: invitation ? null : await addFirstKey(tx, ctx, member, "first") };
  }).catch((error: unknown) => {
    throw isTaken(error, "email") ? ofDeskAlready(email) : error;
  });
}

/** Somebody who was added when an address was kept as it was written. */
async function refuseOtherSpelling(tx: Tx, email: string): Promise<void> {
  const other = await tx.staff.count({ where: { email: { equals: email, mode: "insensitive" } } });
  if (other > 0) throw ofDeskAlready(email);
}

function ofDeskAlready(email: string): AppError {
  return new AppError("already-exists", `Somebody with ${email} is of the desk already.`);
}

/** A key for somebody who has just come, or come back. @throws {AppError} `already-exists` when there are too many */
export function addFirstKey(tx: Tx, ctx: Context, member: StaffMember, label: string): Promise<NewKey> {
  return addLocked(tx, ctx, ringOf(member), { label, scopes: [], expiresAt: null });
}

/** A page of the people of the desk that the editor works for, the newest first. */
export function listStaff(
  ctx: Context<Editor>,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<StaffMember[]> {
  return ctx.db.staff.findMany({
    where: { AND: [withinReach(ctx), after ? { id: { lt: after } } : {}] },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: shown,
  });
}

/** Somebody of the desk that the editor works for. @throws {AppError} `not-found`, also for who was erased */
export async function findStaff(tx: Tx, ctx: Context<Editor>, id: string): Promise<StaffMember> {
  const member = await tx.staff.findFirst({ where: { AND: [{ id }, withinReach(ctx)] }, select: shown });
  if (!member) throw notFound("person");
  return member;
}

/** The same, held until the transaction ends. @throws {AppError} `not-found` */
export async function lockStaff(tx: Tx, ctx: Context<Editor>, id: string): Promise<StaffMember> {
  await tx.$queryRaw`select 1 from staff where id = ${id}::uuid for no key update`;
  return findStaff(tx, ctx, id);
}

/** The keys of somebody that the editor administers. @throws {AppError} `not-found` */
export async function ringOfStaff(ctx: Context<Editor>, id: string): Promise<KeyRing> {
  return ringOf(await findStaff(ctx.db, ctx, id));
}

/**
 * The publication that somebody is to work for, as the asker may decide; `null` for all.
 *
 * @throws {AppError} `forbidden` to an administrator of one publication for any other place, `invalid-request`
 */
export async function placeFor(tx: Tx, ctx: Context, publication: string | null): Promise<string | null> {
  const place =
    publication === null ? null : await tx.publication.findUnique({ where: { slug: publication } });
  const bound = boundTo(ctx.actor);
  if (bound !== null && place?.id !== bound) {
    throw new AppError("forbidden", "An administrator of one publication decides about its desk alone.");
  }
  if (publication !== null && !place) throw invalidRequest(unknownPublication(publication));
  return place?.id ?? null;
}

/** Records what was decided about somebody; names and addresses are not part of it. */
export function recordStaffEvent(
  tx: Tx,
  ctx: Context,
  { id, publicationId }: StaffMember,
  action: string,
  changes?: { readonly before?: unknown; readonly after?: unknown },
): Promise<void> {
  return recordDeskEvent(tx, ctx, { subject: "staff", subjectId: id, action, publicationId, changes });
}

function ringOf({ id, publicationId }: StaffMember): KeyRing {
  return { owner: { staffId: id }, publicationId };
}

/** Who was erased stays as the author of what was done, and is nobody's to administer. */
function withinReach({ actor }: Context<Editor>): Prisma.StaffWhereInput {
  return { erasedAt: null, ...(actor.publicationId !== null && { publicationId: actor.publicationId }) };
}
