/** The people of the desk, and their keys. */

import type { Context, Editor } from "../../context.ts";
import { isTaken } from "../../db/conflicts.ts";
import type { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { AppError, invalidRequest } from "../../errors.ts";
import { makeKey, type NewKey } from "../organizations/keys.ts";
import { transact } from "../transact.ts";
import { boundTo } from "./reach.ts";

const shown = {
  id: true,
  name: true,
  email: true,
  role: true,
  disabledAt: true,
  createdAt: true,
  publication: { select: { slug: true } },
} as const satisfies Prisma.StaffSelect;

export type StaffMember = Prisma.StaffGetPayload<{ select: typeof shown }>;

export interface NewStaff {
  readonly name: string;
  readonly email: string;
  readonly role: "editor" | "managing_editor" | "admin";
  /** Slug of the one publication to work for; `null` for all. */
  readonly publication: string | null;
}

/**
 * Adds somebody to the desk, with a first key that is shown this once.
 *
 * @throws {AppError} `already-exists` for an address that is taken, `invalid-request`, `forbidden`
 */
export function addStaff(
  ctx: Context,
  { name, email, role, publication }: NewStaff,
): Promise<{ member: StaffMember; key: NewKey }> {
  const now = ctx.clock.now();
  return transact(ctx, async (tx) => {
    const where =
      publication === null ? null : await tx.publication.findUnique({ where: { slug: publication } });
    const bound = boundTo(ctx.actor);
    if (bound !== null && where?.id !== bound) {
      throw new AppError("forbidden", "An administrator of one publication adds people to its desk alone.");
    }
    if (publication !== null && !where) {
      throw invalidRequest({ pointer: "/publication", detail: `there is no publication "${publication}"` });
    }
    const member = await tx.staff.create({
      data: {
        id: newId(now),
        name,
        email,
        role,
        publicationId: where?.id ?? null,
        createdAt: now,
      },
      select: shown,
    });
    const key = await makeKey(
      tx,
      ctx,
      { staffId: member.id },
      { label: "first", scopes: [], expiresAt: null },
    );
    return { member, key };
  }).catch((error: unknown) => {
    if (isTaken(error, "email"))
      throw new AppError("already-exists", `Somebody with ${email} is of the desk already.`);
    throw error;
  });
}

/** A page of the people of the desk that the editor works for, the newest first. */
export function listStaff(
  { db, actor }: Context<Editor>,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<StaffMember[]> {
  return db.staff.findMany({
    where: {
      ...(actor.publicationId !== null && { publicationId: actor.publicationId }),
      ...(after && { id: { lt: after } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: shown,
  });
}
