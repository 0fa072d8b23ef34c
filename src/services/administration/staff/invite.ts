/** Inviting somebody who is of the desk, and taking an invitation up. */

import { type Context, type Editor, having } from "../../../context.ts";
import { AppError } from "../../../errors.ts";
import { spentToken } from "../../mail/mailed-token.ts";
import { hashSecret, type NewKey } from "../../organizations/keys/keys.ts";
import { transact } from "../../transact.ts";
import { newInvitation, postInvitation } from "./invitations.ts";
import { addFirstKey, lockStaff, recordStaffEvent, type StaffMember, shown } from "./staff.ts";

/**
 * Mails somebody of the desk another link to a key; the link before works no longer.
 *
 * @throws {AppError} `not-found`, `forbidden` for somebody who is disabled
 */
export function inviteAgain(ctx: Context<Editor>, id: string): Promise<StaffMember> {
  const { token, columns } = newInvitation(ctx);
  return transact(ctx, async (tx) => {
    const { disabledAt } = await lockStaff(tx, ctx, id);
    if (disabledAt) throw new AppError("forbidden", "Whoever is disabled is not invited; enable first.");
    const member = await tx.staff.update({ where: { id }, data: columns, select: shown });
    await postInvitation(tx, ctx, member, token);
    await recordStaffEvent(tx, ctx, member, "invite");
    return member;
  });
}

/**
 * Gives whoever has the mailed token a key, shown this once. A token works once, however many come with it.
 *
 * @throws {AppError} `invalid-token`, `already-exists` for somebody with too many keys
 */
export function takeUpInvitation(ctx: Context, token: string): Promise<{ member: StaffMember; key: NewKey }> {
  return transact(ctx, async (tx) => {
    const [taken] = await tx.$queryRaw<{ id: string }[]>`
      update staff set invitation_hash = null, invitation_expires_at = null
      where invitation_hash = ${hashSecret(token)} and invitation_expires_at > ${ctx.clock.sqlNow}
        and disabled_at is null
      returning id`;
    if (!taken) throw spentToken();
    const member = await tx.staff.findUniqueOrThrow({ where: { id: taken.id }, select: shown });
    const asMember = asStaff(ctx, member);
    await recordStaffEvent(tx, asMember, member, "take_up_invitation");
    return { member, key: await addFirstKey(tx, asMember, member, "invitation") };
  });
}

/** The person as the one who acts, who came with a mailed link and no key. */
function asStaff(ctx: Context, { id, name, role, publicationId }: StaffMember): Context<Editor> {
  return having(ctx, { actor: { role, id, name, publicationId, keyId: "mailed-link" } });
}
