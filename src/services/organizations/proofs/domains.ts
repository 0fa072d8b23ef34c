/** The domains that an organisation says are its own, and the tokens that prove it. */

import { randomBytes } from "node:crypto";
import type { Context, Submitter } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { newId } from "../../../db/ids.ts";
import { AppError, notFound } from "../../../errors.ts";
import { recordDeskEvent } from "../../administration/events/desk-events.ts";
import { transact } from "../../transact.ts";
import { lockOrganization } from "../organization.ts";
import { type DomainProof, lookForProof } from "./domain-proof.ts";

export interface ClaimedDomain {
  readonly domain: string;
  /** Not secret: it stands where everybody can read it. */
  readonly token: string;
  /** `null` until it is proven. */
  readonly method: string | null;
  readonly verifiedAt: Date | null;
  readonly createdAt: Date;
}

/** Domains of one organisation: a brand has several, nobody has this many. */
const maxDomains = 10;
const shown = { domain: true, token: true, method: true, verifiedAt: true, createdAt: true } as const;

/** Notes a domain to be proven, with a token of its own. @throws {AppError} `already-exists` */
export function addDomain(ctx: Context<Submitter>, domain: string): Promise<ClaimedDomain> {
  const { id: organizationId } = ctx.actor;
  const now = ctx.clock.now();
  return transact(ctx, async (tx) => {
    await lockOrganization(tx, organizationId);
    const others = await tx.organizationDomain.findMany({
      where: { organizationId },
      select: { domain: true },
    });
    if (others.some((other) => other.domain === domain))
      throw new AppError("already-exists", `${domain} is in your list already.`);
    if (others.length >= maxDomains)
      throw new AppError("already-exists", `An organisation may have ${maxDomains} domains; remove one.`);
    const token = randomBytes(24).toString("base64url");
    const data = { id: newId(now), organizationId, domain, token, createdAt: now };
    await record(tx, ctx, "add", { domain });
    return tx.organizationDomain.create({ data, select: shown });
  });
}

/** The organisation's domains, the oldest first. */
export function listDomains({ db, actor }: Context<Submitter>): Promise<ClaimedDomain[]> {
  const where = { organizationId: actor.id };
  return db.organizationDomain.findMany({ where, orderBy: { id: "asc" }, select: shown });
}

/**
 * Looks for the proof of a domain, by either way, and remembers what it finds. One that is proven stays proven, and
 * is not looked for again.
 *
 * @throws {AppError} `not-found`, `domain-not-proven` with what was found
 */
export async function proveDomain(ctx: Context<Submitter>, domain: string): Promise<ClaimedDomain> {
  const { id: organizationId } = ctx.actor;
  const claimed = await ctx.db.organizationDomain.findUnique({
    where: { organizationId_domain: { organizationId, domain } },
    select: shown,
  });
  if (!claimed) throw notFound("domain");
  const method = claimed.verifiedAt ? claimed.method : await proofOf(ctx, claimed);
  return transact(ctx, async (tx) => {
    await lockOrganization(tx, organizationId);
    const found = await tx.organizationDomain.findFirst({
      // Removed and added again meanwhile, it has another token, which nobody has looked for.
      where: { organizationId, domain, token: claimed.token },
    });
    if (!found) throw notFound("domain");
    if (found.verifiedAt) return found;
    const data = { method, verifiedAt: ctx.clock.now() };
    const proven = await tx.organizationDomain.update({ where: { id: found.id }, data, select: shown });
    await chooseDomain(tx, organizationId);
    await record(tx, ctx, "prove", { domain, method });
    return proven;
  });
}

async function proofOf(ctx: Context, { domain, token }: ClaimedDomain): Promise<DomainProof["method"]> {
  const { method, found } = await lookForProof(ctx, domain, token);
  if (method) return method;
  throw new AppError(
    "domain-not-proven",
    `Neither ${domain}'s records nor its website hold the token yet; a record may take hours to be seen.`,
    { found },
  );
}

/** Removes a domain, and its proof with it. @throws {AppError} `not-found` */
export function removeDomain(ctx: Context<Submitter>, domain: string): Promise<void> {
  const { id: organizationId } = ctx.actor;
  return transact(ctx, async (tx) => {
    await lockOrganization(tx, organizationId);
    const { count } = await tx.organizationDomain.deleteMany({ where: { organizationId, domain } });
    if (count === 0) throw notFound("domain");
    await chooseDomain(tx, organizationId);
    await record(tx, ctx, "remove", { domain });
  });
}

/** The organisation goes by the domain that it has had proven for longest. */
async function chooseDomain(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`
    update organizations set verified_domain = (
      select domain from organization_domains
      where organization_id = ${organizationId}::uuid and verified_at is not null
      order by verified_at, id limit 1)
    where id = ${organizationId}::uuid`;
}

function record(
  tx: Tx,
  ctx: Context<Submitter>,
  action: string,
  after: Record<string, unknown>,
): Promise<void> {
  const about = { subject: "organization_domain", subjectId: ctx.actor.id, publicationId: null } as const;
  return recordDeskEvent(tx, ctx, { ...about, action, changes: { after } });
}
