/** Erasing somebody of the desk: the row stays as the author of what was done, and says nothing about who it was. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { notInvited } from "../administration/staff/changes.ts";
import { endClaims } from "../desk/waiting/end-claims.ts";
import { revokeAll } from "../organizations/keys/key-ring.ts";
import { formerEditor } from "./versions.ts";

/** Takes the people with these ids out of the desk; versions of releases are taken care of elsewhere. */
export async function eraseStaff(tx: Tx, ctx: Context, ids: readonly string[]) {
  const total = { staff: 0, keys: 0, claims: 0, authorNames: 0 };
  for (const id of ids.toSorted()) {
    await tx.$queryRaw`select 1 from staff where id = ${id}::uuid for no key update`;
    const { disabledAt, publicationId, erasedAt } = await tx.staff.findUniqueOrThrow({ where: { id } });
    // Of two erasures at once, the second finds it done.
    if (erasedAt) continue;
    const now = ctx.clock.now();
    const emptied = { name: formerEditor, email: `erased-${id}@erased.invalid`, notices: [], ...notInvited };
    await tx.staff.update({
      where: { id },
      data: { ...emptied, disabledAt: disabledAt ?? now, erasedAt: now },
    });
    total.staff += 1;
    total.keys += await revokeAll(tx, ctx, { staffId: id });
    total.claims += await endClaims(tx, ctx, id);
    total.authorNames += await tx.$executeRaw`
      update blocks set created_by_name = ${formerEditor} where created_by_id = ${id}`;
    await recordDeskEvent(tx, ctx, { subject: "staff", subjectId: id, action: "erase", publicationId });
  }
  return total;
}
