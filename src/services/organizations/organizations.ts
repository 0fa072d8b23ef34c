/** Organisations: signing up, proving the mailbox, the profile, and the desk's trust. */

import { randomBytes } from "node:crypto";
import type { Context, Editor, Submitter, Trust } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { literally } from "../../db/patterns.ts";
import { AppError, notFound } from "../../errors.ts";
import { postMail } from "../pipeline/mail.ts";
import { transact } from "../transact.ts";
import { hashSecret, makeKey, type NewKey, scopes } from "./keys.ts";

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly website: string | null;
  readonly contact: { readonly name: string; readonly email: string };
  readonly boilerplate: string | null;
  readonly trust: Trust;
  readonly dailyQuota: number | null;
  readonly verifiedAt: Date | null;
  readonly createdAt: Date;
}

export interface NewOrganization {
  readonly name: string;
  readonly website?: string | null | undefined;
  readonly contact: { readonly name: string; readonly email: string };
  readonly boilerplate?: string | null | undefined;
}

/** How long the mailed link works. */
const verificationMs = 7 * 86_400_000;

type Row = Prisma.OrganizationGetPayload<object>;

function organizationFrom(row: Row): Organization {
  const {
    id,
    name,
    website,
    contactName,
    contactEmail,
    boilerplate,
    trust,
    dailyQuota,
    verifiedAt,
    createdAt,
  } = row;
  const contact = { name: contactName, email: contactEmail };
  return { id, name, website, contact, boilerplate, trust, dailyQuota, verifiedAt, createdAt };
}

/** Signs an organisation up with its first key, and mails the link that proves its mailbox. */
export async function createOrganization(
  ctx: Context,
  { name, website = null, contact, boilerplate = null }: NewOrganization,
): Promise<{ organization: Organization; key: NewKey }> {
  const now = ctx.clock.now();
  const token = randomBytes(24).toString("base64url");
  const { mailId, ...created } = await transact(ctx, async (tx) => {
    const row = await tx.organization.create({
      data: {
        id: newId(now),
        name,
        website,
        contactName: contact.name,
        contactEmail: contact.email,
        boilerplate,
        verificationHash: new Uint8Array(hashSecret(token)),
        verificationExpiresAt: new Date(now.getTime() + verificationMs),
        createdAt: now,
      },
    });
    const key = await makeKey(
      tx,
      ctx,
      { organizationId: row.id },
      { label: "first", scopes, expiresAt: null },
    );
    const mailId = await postMail(tx, ctx, {
      onceKey: `verify-${row.id}`,
      to: contact.email,
      subject: `Confirm ${name}'s address`,
      text: verificationText(ctx.config.baseUrl, contact.name, name, token),
    });
    return { organization: organizationFrom(row), key, mailId };
  });
  ctx.queues.wake("mail", mailId);
  return created;
}

function verificationText(baseUrl: string, contact: string, name: string, token: string): string {
  return `Dear ${contact},

${name} was signed up to send news releases. To confirm that this mailbox is its own, open

${baseUrl}/v1/organizations/verify?token=${token}

and press the button there. The link works for seven days. If you did not ask for this, do nothing.
`;
}

/**
 * Confirms the mailbox that a token was sent to; an unverified organisation becomes verified. A token works once.
 *
 * @throws {AppError} `invalid-token`
 */
export function verifyOrganization(ctx: Context, token: string): Promise<Organization> {
  return transact(ctx, async (tx) => {
    const hash = hashSecret(token);
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      update organizations set verification_hash = null, verification_expires_at = null,
        verified_at = ${ctx.clock.sqlNow}, updated_at = ${ctx.clock.sqlNow},
        trust = case when trust = 'unverified' then 'verified'::trust else trust end
      where verification_hash = ${hash} and verification_expires_at > ${ctx.clock.sqlNow}
      returning id`;
    if (!row)
      throw new AppError("invalid-token", "The token is unknown, was used, or is more than seven days old.");
    return organizationFrom(await tx.organization.findUniqueOrThrow({ where: { id: row.id } }));
  });
}

/** The organisation of the key that asks. */
export async function findOwnOrganization({ db, actor }: Context<Submitter>): Promise<Organization> {
  return organizationFrom(await db.organization.findUniqueOrThrow({ where: { id: actor.id } }));
}

export interface ProfileChanges {
  readonly name?: string | undefined;
  readonly website?: string | null | undefined;
  readonly contact?: { readonly name: string; readonly email: string } | undefined;
  readonly boilerplate?: string | null | undefined;
}

/** Changes the profile; another mailbox has to be proved anew, and until then the organisation is unverified. */
export async function changeProfile(ctx: Context<Submitter>, changes: ProfileChanges): Promise<Organization> {
  const { contact, ...rest } = changes;
  const { actor, clock } = ctx;
  const token = randomBytes(24).toString("base64url");
  const { organization, mailId } = await transact(ctx, async (tx) => {
    const before = await tx.organization.findUniqueOrThrow({ where: { id: actor.id } });
    const moves = contact !== undefined && contact.email !== before.contactEmail;
    const row = await tx.organization.update({
      where: { id: actor.id },
      data: {
        ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
        ...(contact && { contactName: contact.name, contactEmail: contact.email }),
        ...(moves && {
          verifiedAt: null,
          verificationHash: new Uint8Array(hashSecret(token)),
          verificationExpiresAt: new Date(clock.now().getTime() + verificationMs),
          ...(before.trust === "verified" && { trust: "unverified" as const }),
        }),
      },
    });
    const mail = moves && {
      onceKey: `verify-${row.id}-${clock.now().getTime()}`,
      to: contact.email,
      subject: `Confirm ${row.name}'s address`,
      text: verificationText(ctx.config.baseUrl, contact.name, row.name, token),
    };
    return { organization: organizationFrom(row), mailId: mail ? await postMail(tx, ctx, mail) : undefined };
  });
  if (mailId) ctx.queues.wake("mail", mailId);
  return organization;
}

/** A page of organisations for the desk, the newest first. */
export async function listOrganizations(
  { db }: Context<Editor>,
  {
    trust,
    q,
    limit,
    after,
  }: { trust?: Trust | undefined; q?: string | undefined; limit: number; after?: string | undefined },
): Promise<Organization[]> {
  const rows = await db.organization.findMany({
    where: {
      ...(trust && { trust }),
      ...(q && { name: { contains: literally(q), mode: "insensitive" } }),
      ...(after && { id: { lt: after } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return rows.map(organizationFrom);
}

/** One organisation, for the desk. @throws {AppError} `not-found` */
export async function findOrganization({ db }: Context<Editor>, id: string): Promise<Organization> {
  const row = await db.organization.findUnique({ where: { id } });
  if (!row) throw notFound("organization");
  return organizationFrom(row);
}

/** The desk decides how far an organisation is trusted, and how much it may send. @throws {AppError} `not-found` */
export async function changeTrust(
  ctx: Context<Editor>,
  id: string,
  changes: { readonly trust?: Trust | undefined; readonly dailyQuota?: number | null | undefined },
): Promise<Organization> {
  const data = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const row = await ctx.db.organization.update({ where: { id }, data }).catch((error: unknown) => {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2025")
      throw notFound("organization");
    throw error;
  });
  ctx.log.info(
    { organization: { id }, editor: { id: ctx.actor.id }, ...data },
    `Editor ${ctx.actor.id} changed organisation ${id}`,
  );
  return organizationFrom(row);
}
