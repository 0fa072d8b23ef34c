/** The profile that an organisation keeps of itself. */

import type { Context, Submitter, Trust } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { isMailboxAt } from "../../domain/addresses/domain-name.ts";
import { keysOf } from "../../domain/addresses/lookalike-names.ts";
import type { OrganizationNotice } from "../../domain/letters/names.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { transact } from "../transact.ts";
import {
  lockOrganization,
  type Organization,
  type OrganizationRow,
  organizationFrom,
  refuseErased,
  withProofs,
} from "./organization.ts";
import { mayBeMailed, newMailboxToken, postConfirmation } from "./proofs/mailbox.ts";

export interface ProfileChanges {
  readonly name?: string | undefined;
  readonly website?: string | null | undefined;
  readonly contact?: { readonly name: string; readonly email: string } | undefined;
  readonly boilerplate?: string | null | undefined;
  readonly notices?: OrganizationNotice[] | undefined;
}

/** The organisation of the key that asks. */
export async function findOwnOrganization({ db, actor }: Context<Submitter>): Promise<Organization> {
  const row = await db.organization.findUniqueOrThrow({ where: { id: actor.id }, include: withProofs });
  return organizationFrom(row);
}

/**
 * Changes the profile. Another mailbox has to be confirmed anew, and takes the trust with it until then: an editor
 * trusted whoever had the one before. Only a mailbox at a domain that the organisation has proven changes nothing. Under
 * another name or website nothing goes out unseen until the desk has set its trust again.
 *
 * @throws {AppError} `rate-limited` where mailboxes are named again and again: each is mailed
 */
export async function changeProfile(ctx: Context<Submitter>, changes: ProfileChanges): Promise<Organization> {
  const { contact, ...rest } = changes;
  const isMailed =
    contact !== undefined &&
    (await isElsewhere(ctx, contact.email)) &&
    (await takeMailbox(ctx, contact.email));
  return transact(ctx, async (tx) => {
    const before = await lockOrganization(tx, ctx.actor.id);
    refuseErased(before);
    const moved = contact !== undefined && contact.email !== before.contactEmail;
    const proof = moved ? newMailboxToken(ctx) : undefined;
    const row = await tx.organization.update({
      where: { id: before.id },
      data: {
        ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
        ...(rest.name !== undefined && { nameKeys: keysOf(rest.name) }),
        ...(contact && { contactName: contact.name, contactEmail: contact.email }),
        ...proof?.columns,
        ...(moved && { trust: trustAfterMove(before, contact.email) }),
        ...(isRenamed(before, rest) && { renamedAt: ctx.clock.now() }),
      },
      include: withProofs,
    });
    if (proof && isMailed) await postConfirmation(tx, ctx, row, proof.token);
    await recordChange(tx, ctx, before, row, Object.keys(changes));
    return organizationFrom(row);
  });
}

/** Counts another mailbox for the organisation, and a link for the mailbox; whether that is mailed. */
async function takeMailbox(ctx: Context<Submitter>, email: string): Promise<boolean> {
  await ctx.limits.take("mailbox", ctx.actor.id);
  return mayBeMailed(ctx, email);
}

async function isElsewhere({ hot, actor }: Context<Submitter>, email: string): Promise<boolean> {
  const others = await hot.$queryRaw<unknown[]>`
    select from organizations where id = ${actor.id}::uuid and contact_email <> ${email}`;
  return others.length > 0;
}

/** A trusted name is the desk's to know: what comes under another one waits until it has looked at that. */
function isRenamed(before: OrganizationRow, { name, website }: ProfileChanges): boolean {
  return (
    before.trust === "trusted" &&
    ((name !== undefined && name !== before.name) || (website !== undefined && website !== before.website))
  );
}

function trustAfterMove({ trust, domains }: OrganizationRow, email: string): Trust {
  const isProven = domains.some(({ domain }) => isMailboxAt(email, domain));
  return trust === "suspended" || isProven ? trust : "unverified";
}

async function recordChange(
  tx: Tx,
  ctx: Context<Submitter>,
  before: OrganizationRow,
  after: OrganizationRow,
  fields: readonly string[],
): Promise<void> {
  const about = { subject: "organization", subjectId: after.id, publicationId: null } as const;
  const said = ({ name, website, notices }: OrganizationRow) => ({ name, website, notices });
  const changes = { before: said(before), after: { ...said(after), fields } };
  await recordDeskEvent(tx, ctx, { ...about, action: "change_profile", changes });
  if (before.trust === after.trust) return;
  await recordDeskEvent(tx, ctx, {
    ...about,
    action: "change_trust",
    reason: "Its mailbox moved and has to be confirmed anew.",
    changes: { before: { trust: before.trust }, after: { trust: after.trust } },
  });
}
