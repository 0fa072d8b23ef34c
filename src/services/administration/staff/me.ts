/** What somebody of the desk sees and changes of themselves. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import type { Prisma } from "../../../db/generated/client.ts";
import { notFound } from "../../../errors.ts";
import { transact } from "../../transact.ts";
import { recordDeskEvent } from "../events/desk-events.ts";
import { differences } from "../publications/settings.ts";

const shown = {
  id: true,
  name: true,
  email: true,
  role: true,
  notices: true,
  createdAt: true,
  publicationId: true,
  publication: { select: { slug: true } },
} as const satisfies Prisma.StaffSelect;

export type OwnProfile = Prisma.StaffGetPayload<{ select: typeof shown }>;

export interface OwnChanges {
  readonly name?: string | undefined;
  readonly notices?: string[] | undefined;
}

/**
 * Who asks.
 *
 * @throws {AppError} `not-found` for the operator, whose key is in the environment and who is nobody of the desk
 */
export function findOwnProfile({ db, actor }: Context<Editor>): Promise<OwnProfile> {
  return readProfile(db, actor.id);
}

async function readProfile(tx: Tx, id: string): Promise<OwnProfile> {
  const profile = await tx.staff.findUnique({ where: { id }, select: shown });
  if (!profile) throw notFound("person");
  return profile;
}

/** Changes one's own name, as what one does from here on is signed, and what one is told. @throws {AppError} `not-found` */
export function changeOwnProfile(ctx: Context<Editor>, given: OwnChanges): Promise<OwnProfile> {
  const { id } = ctx.actor;
  return transact(ctx, async (tx) => {
    await tx.$queryRaw`select 1 from staff where id = ${id}::uuid for update`;
    const profile = await readProfile(tx, id);
    const { name, notices } = profile;
    const changes = differences({ name, notices }, given);
    if (!changes) return profile;
    const changed = await tx.staff.update({ where: { id }, data: changes.after, select: shown });
    // An event outlives an erasure, so it keeps no name.
    const about = { fields: Object.keys(changes.after), ...(given.notices && { notices: given.notices }) };
    await recordDeskEvent(tx, ctx, {
      ...{ subject: "staff", subjectId: id, action: "change_profile", publicationId: profile.publicationId },
      changes: { after: about },
    });
    return changed;
  });
}
