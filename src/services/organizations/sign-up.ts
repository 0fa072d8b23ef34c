/** Signing up: an organisation nobody has verified yet, with its first key. */

import type { Context } from "../../context.ts";
import { newId } from "../../db/ids.ts";
import { keysOf } from "../../domain/addresses/lookalike-names.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { transact } from "../transact.ts";
import { makeKey, type NewKey, scopes } from "./keys/keys.ts";
import { asOrganization, type Organization, organizationFrom, withProofs } from "./organization.ts";
import { mayBeMailed, newMailboxToken, postConfirmation } from "./proofs/mailbox.ts";

export interface NewOrganization {
  readonly name: string;
  readonly website?: string | null | undefined;
  readonly contact: { readonly name: string; readonly email: string };
  readonly boilerplate?: string | null | undefined;
}

/**
 * Signs an organisation up with its first key, and mails the link that proves its mailbox, unless many were mailed
 * there within the hour. Whoever signs up is told the same, so that nothing says who has an account.
 */
export async function createOrganization(
  ctx: Context,
  { name, website = null, contact, boilerplate = null }: NewOrganization,
): Promise<{ organization: Organization; key: NewKey }> {
  const now = ctx.clock.now();
  const { token, columns } = newMailboxToken(ctx);
  const isMailed = await mayBeMailed(ctx, contact.email);
  return transact(ctx, async (tx) => {
    const row = await tx.organization.create({
      data: {
        ...{ id: newId(now), name, website, boilerplate, createdAt: now },
        contactName: contact.name,
        contactEmail: contact.email,
        nameKeys: keysOf(name),
        ...columns,
      },
      include: withProofs,
    });
    const wanted = { label: "first", scopes, expiresAt: null };
    const key = await makeKey(tx, ctx, { organizationId: row.id }, wanted);
    if (isMailed) await postConfirmation(tx, ctx, row, token);
    await recordDeskEvent(tx, asOrganization(ctx, row, "sign-up"), {
      subject: "organization",
      subjectId: row.id,
      action: "sign_up",
      publicationId: null,
      changes: { after: { name, website } },
    });
    return { organization: organizationFrom(row), key };
  });
}
