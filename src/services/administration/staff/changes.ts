/** Changing what somebody of the desk may do, up to nothing at all. */

import type { Context, Editor } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { endClaims } from "../../desk/waiting/end-claims.ts";
import { revokeAll } from "../../organizations/keys/key-ring.ts";
import { transact } from "../../transact.ts";
import { differences } from "../publications/settings.ts";
import { keepAdministrator } from "./administrators.ts";
import { lockStaff, type NewStaff, placeFor, recordStaffEvent, type StaffMember, shown } from "./staff.ts";

export interface StaffChanges {
  readonly name?: string | undefined;
  readonly role?: NewStaff["role"] | undefined;
  /** Slug of the one publication to work for; `null` for all. */
  readonly publication?: string | null | undefined;
  /** Somebody disabled keeps the keys, which are refused meanwhile. */
  readonly disabled?: boolean | undefined;
}

/** What stands in the columns while somebody has no invitation. */
export const notInvited = { invitationHash: null, invitationExpiresAt: null } as const;

/**
 * Changes somebody of the desk, in every process within a second. Who may no longer work on something loses the claims
 * there.
 *
 * @throws {AppError} `not-found`, `forbidden` for rights wider than the asker's, `invalid-request`, `last-administrator`
 */
export function changeStaff(ctx: Context<Editor>, id: string, given: StaffChanges): Promise<StaffMember> {
  return changeHeld(ctx, id, async (tx, before) => {
    const changes = differences(standing(before), given);
    if (!changes) return before;
    const { publication, disabled, ...plain } = changes.after;
    const place = publication === undefined ? {} : { publicationId: await placeFor(tx, ctx, publication) };
    const member = await tx.staff.update({
      where: { id },
      data: { ...plain, ...place, ...(disabled !== undefined && switched(ctx, disabled)) },
      select: shown,
    });
    await endClaimsOf(tx, ctx, member);
    await recordStaffEvent(tx, ctx, before, "change", {
      before: { ...changes.before, name: undefined },
      after: { ...changes.after, name: undefined, renamed: plain.name !== undefined },
    });
    return member;
  });
}

/**
 * Removes somebody from the desk: disabled, without keys, claims or an invitation. The person stays as the author of
 * what was done; a second time changes nothing.
 *
 * @throws {AppError} `not-found`, `last-administrator`
 */
export async function removeStaff(ctx: Context<Editor>, id: string): Promise<void> {
  await changeHeld(ctx, id, async (tx, before) => {
    const disabledAt = before.disabledAt ?? ctx.clock.now();
    await tx.staff.update({ where: { id }, data: { disabledAt, ...notInvited } });
    const keys = await revokeAll(tx, ctx, { staffId: id });
    const claims = await endClaims(tx, ctx, id);
    if (before.disabledAt === null || keys + claims > 0)
      await recordStaffEvent(tx, ctx, before, "remove", { after: { keys, claims } });
  });
}

function changeHeld<Result>(
  ctx: Context<Editor>,
  id: string,
  change: (tx: Tx, before: StaffMember) => Promise<Result>,
): Promise<Result> {
  return transact(ctx, (tx) =>
    keepAdministrator(tx, ctx, async () => change(tx, await lockStaff(tx, ctx, id))),
  );
}

/** Claims where the person may not work: everywhere, or beyond the one publication. */
async function endClaimsOf(tx: Tx, ctx: Context, { id, disabledAt, publicationId }: StaffMember) {
  if (disabledAt) await endClaims(tx, ctx, id);
  else if (publicationId) await endClaims(tx, ctx, id, publicationId);
}

function switched({ clock }: Context, disabled: boolean) {
  return disabled ? { disabledAt: clock.now(), ...notInvited } : { disabledAt: null };
}

function standing({ name, role, publication, disabledAt }: StaffMember) {
  return { name, role, publication: publication?.slug ?? null, disabled: disabledAt !== null };
}
