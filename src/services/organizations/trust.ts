/** What the desk decides about an organisation: how far it is trusted, how much it may send, how carefully it is read. */

import type { Context, Editor, Trust } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { refuseBound } from "../administration/staff/reach.ts";
import { transact } from "../transact.ts";
import {
  lockOrganization,
  type Organization,
  type OrganizationRow,
  organizationFrom,
  refuseErased,
  withProofs,
} from "./organization.ts";
import { wakeHeldBack } from "./suspension.ts";

export interface Standing {
  readonly trust?: Trust | undefined;
  /** Releases a day; `null` leaves it to the trust. */
  readonly dailyQuota?: number | null | undefined;
  /** Whoever edited a release of it may not approve it. */
  readonly marketSensitive?: boolean | undefined;
}

/**
 * Changes how an organisation stands with the desk, for every publication. A suspension holds from the moment that
 * this returns; lifting one wakes what it has held back.
 *
 * @throws {AppError} `forbidden` to the desk of one publication, `not-found`
 */
export function changeStanding(
  ctx: Context<Editor>,
  id: string,
  { reason, ...standing }: Standing & { readonly reason?: string | undefined },
): Promise<Organization> {
  refuseBound(ctx.actor, "Trust holds for every publication; the desk of one does not decide it.");
  const data = Object.fromEntries(Object.entries(standing).filter(([, value]) => value !== undefined));
  return transact(ctx, async (tx) => {
    const before = await lockOrganization(tx, id);
    refuseErased(before);
    const looked = standing.trust === undefined ? {} : { renamedAt: null };
    const row = await tx.organization.update({
      where: { id },
      data: { ...data, ...looked },
      include: withProofs,
    });
    await recordChanges(tx, ctx, before, row, reason);
    if (before.trust === "suspended" && row.trust !== "suspended") await wakeHeldBack(tx, ctx, id);
    return organizationFrom(row);
  });
}

const actions = {
  trust: "change_trust",
  dailyQuota: "change_quota",
  marketSensitive: "change_market_sensitivity",
} as const;

async function recordChanges(
  tx: Tx,
  ctx: Context<Editor>,
  before: OrganizationRow,
  after: OrganizationRow,
  reason: string | undefined,
): Promise<void> {
  for (const field of ["trust", "dailyQuota", "marketSensitive"] as const) {
    if (before[field] === after[field]) continue;
    await recordDeskEvent(tx, ctx, {
      subject: "organization",
      subjectId: after.id,
      action: actions[field],
      publicationId: null,
      reason,
      changes: { before: { [field]: before[field] }, after: { [field]: after[field] } },
    });
  }
}
