/** Proving a mailbox: a mailed link that works once, for seven days. */

import type { Context, Submitter } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../../errors.ts";
import { recordDeskEvent } from "../../administration/events/desk-events.ts";
import { newMailedToken, spentToken } from "../../mail/mailed-token.ts";
import { postLetter } from "../../mail/post.ts";
import { transact } from "../../transact.ts";
import { hashSecret } from "../keys/keys.ts";
import {
  asOrganization,
  lockOrganization,
  type Organization,
  organizationFrom,
  refuseErased,
  withProofs,
} from "../organization.ts";

/** A token for a mailbox, with the columns that know it again; the token before is void with them. */
export function newMailboxToken(ctx: Context) {
  const { token, hash, expiresAt } = newMailedToken(ctx);
  return {
    token,
    columns: { verifiedAt: null, verificationHash: hash, verificationExpiresAt: expiresAt },
  };
}

/** Counts a link for a mailbox, however its address is written. @throws {AppError} `rate-limited` where another is a nuisance */
export async function takeLink({ limits }: Context, email: string): Promise<void> {
  await limits.take("confirmation", email.toLowerCase());
}

/** As `takeLink`; false where it would be refused. */
export async function mayBeMailed(ctx: Context, email: string): Promise<boolean> {
  try {
    await takeLink(ctx, email);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.type === "rate-limited") return false;
    throw error;
  }
}

/** Mails the link that proves the mailbox, once for a token. */
export async function postConfirmation(
  tx: Tx,
  ctx: Context,
  { id, contactEmail }: { readonly id: string; readonly contactEmail: string },
  token: string,
): Promise<void> {
  await postLetter(tx, ctx, {
    onceKey: `verify-${id}-${hashSecret(token).toString("base64url")}`,
    to: contactEmail,
    matter: { letter: "confirm_mailbox", organizationId: id, token },
  });
}

/**
 * Mails the organisation another link, where the one before got lost or is too old; that one works no more.
 *
 * @throws {AppError} `already-exists` when the mailbox is confirmed, `rate-limited`, `forbidden`
 */
export async function mailAnotherLink(ctx: Context<Submitter>): Promise<Organization> {
  const asked = await ctx.db.organization.findUniqueOrThrow({ where: { id: ctx.actor.id } });
  refuseConfirmed(asked);
  await takeLink(ctx, asked.contactEmail);
  return transact(ctx, async (tx) => {
    const before = await lockOrganization(tx, ctx.actor.id);
    refuseErased(before);
    refuseConfirmed(before);
    const { token, columns } = newMailboxToken(ctx);
    const changed = { where: { id: before.id }, data: columns, include: withProofs };
    const row = await tx.organization.update(changed);
    await postConfirmation(tx, ctx, row, token);
    return organizationFrom(row);
  });
}

function refuseConfirmed({ verifiedAt }: { readonly verifiedAt: Date | null }): void {
  if (verifiedAt) throw new AppError("already-exists", "The mailbox is confirmed already.");
}

/**
 * Confirms the mailbox that a token was sent to; an unverified organisation becomes verified. A token works once.
 *
 * @throws {AppError} `invalid-token`
 */
export function confirmMailbox(ctx: Context, token: string): Promise<Organization> {
  return transact(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<{ id: string }[]>`
      select id from organizations
      where verification_hash = ${hashSecret(token)} and verification_expires_at > ${ctx.clock.sqlNow} for update`;
    if (!found) throw spentToken();
    const before = await lockOrganization(tx, found.id);
    const row = await tx.organization.update({
      where: { id: before.id },
      data: {
        verificationHash: null,
        verificationExpiresAt: null,
        verifiedAt: ctx.clock.now(),
        ...(before.trust === "unverified" && { trust: "verified" as const }),
      },
      include: withProofs,
    });
    const organization = organizationFrom(row);
    await recordDeskEvent(tx, asOrganization(ctx, row, "mailed-link"), {
      subject: "organization",
      subjectId: row.id,
      action: "confirm_mailbox",
      publicationId: null,
      changes: {
        before: { trust: before.trust },
        after: { trust: row.trust, atDomain: organization.proofs.mailbox?.atDomain },
      },
    });
    return organization;
  });
}
