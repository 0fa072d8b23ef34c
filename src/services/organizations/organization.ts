/** What an organisation is: its row with what it has proven, as everything else here reads and shows it. */

import { type Context, having, type Submitter, type Trust } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import type { Prisma } from "../../db/generated/client.ts";
import { domainOfWebsite, isMailboxAt } from "../../domain/addresses/domain-name.ts";
import { standardWords } from "../../domain/rules/packs/standard-words.ts";
import { isFreeMail } from "../../domain/rules/reading/mailboxes.ts";
import { AppError, notFound } from "../../errors.ts";

/** The steps of the ladder that an organisation climbs by itself; the next one is an editor's to give. */
interface Proofs {
  /** The mailed link was opened; `atDomain` when the mailbox is at the website's own domain. */
  readonly mailbox: { readonly at: Date; readonly atDomain: boolean } | null;
  readonly domain: { readonly domain: string; readonly method: string; readonly at: Date } | null;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly website: string | null;
  readonly contact: { readonly name: string; readonly email: string };
  readonly boilerplate: string | null;
  readonly trust: Trust;
  readonly proofs: Proofs;
  readonly dailyQuota: number | null;
  readonly marketSensitive: boolean;
  /** What it is told by mail. */
  readonly notices: readonly string[];
  /** When it renamed itself since the desk set its trust. */
  readonly renamedAt: Date | null;
  readonly verifiedAt: Date | null;
  readonly createdAt: Date;
}

/** With the domains that it proved, the first one first. */
export const withProofs = {
  domains: {
    where: { verifiedAt: { not: null } },
    orderBy: [{ verifiedAt: "asc" }, { id: "asc" }],
  },
} as const satisfies Prisma.OrganizationInclude;

export type OrganizationRow = Prisma.OrganizationGetPayload<{ include: typeof withProofs }>;

/** The organisation that a row holds. */
export function organizationFrom(row: OrganizationRow): Organization {
  const { id, name, website, contactName, contactEmail, boilerplate, trust } = row;
  const { dailyQuota, marketSensitive, notices, renamedAt, verifiedAt, createdAt } = row;
  const contact = { name: contactName, email: contactEmail };
  return {
    ...{ id, name, website, contact, boilerplate, trust, notices },
    ...{ dailyQuota, marketSensitive, renamedAt, verifiedAt, createdAt },
    proofs: {
      mailbox: verifiedAt && { at: verifiedAt, atDomain: isAtWebsite(contactEmail, website) },
      domain: domainProof(row),
    },
  };
}

function domainProof({ domains: [first] }: OrganizationRow): Proofs["domain"] {
  if (!first?.method || !first.verifiedAt) return null;
  return { domain: first.domain, method: first.method, at: first.verifiedAt };
}

/** A website at a provider of free mailboxes says nothing about who has one there. */
function isAtWebsite(email: string, website: string | null): boolean {
  if (website === null) return false;
  const domain = domainOfWebsite(website);
  return isMailboxAt(email, domain) && !isFreeMail(domain, standardWords.freeMail);
}

/**
 * Holds the row of an organisation until the transaction ends, and reads it as it is under the lock: whoever changes
 * trust looks at it first, and two at once look one after the other.
 *
 * @throws {AppError} `not-found`
 */
export async function lockOrganization(tx: Tx, id: string): Promise<OrganizationRow> {
  await tx.$queryRaw`select 1 from organizations where id = ${id}::uuid for update`;
  const row = await tx.organization.findUnique({ where: { id }, include: withProofs });
  if (!row) throw notFound("organization");
  return row;
}

/** Whoever was erased comes back under no name. @throws {AppError} `forbidden` */
export function refuseErased({ erasedAt }: OrganizationRow): void {
  if (erasedAt) throw new AppError("forbidden", "The organisation was erased, and stays suspended.");
}

/** The organisation itself as the one who acts, where it came without a key: by signing up, or by a mailed link. */
export function asOrganization(ctx: Context, row: OrganizationRow, by: string): Context<Submitter> {
  const { id, name, trust, dailyQuota } = row;
  const actor = { role: "submitter", id, name, trust, dailyQuota, keyId: by, scopes: [] } as const;
  return having(ctx, { actor });
}
