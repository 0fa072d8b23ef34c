/** Agencies: an organisation that acts for others, each of which has to approve it first and may end it at any time. */

import type { Context, Submitter } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { AppError, invalidRequest, notFound } from "../../../errors.ts";
import { recordDeskEvent } from "../../administration/events/desk-events.ts";
import { transact } from "../../transact.ts";
import { lockOrganization } from "../organization.ts";

/** The other side of an agency's leave to act, as either side sees it. */
export interface Partner {
  readonly organization: { readonly id: string; readonly name: string; readonly website: string | null };
  readonly askedAt: Date;
  /** `null` while the client has not answered. */
  readonly approvedAt: Date | null;
}

interface Pair {
  readonly agencyId: string;
  readonly clientId: string;
}

interface PartnerPage {
  readonly limit: number;
  /** The id of the partner that the page before ended with. */
  readonly after?: string | undefined;
}

/** Clients that have not answered yet: enough for an agency, too few for who asks everybody. */
const maxUnanswered = 100;
const partner = { select: { id: true, name: true, website: true } } as const;

/**
 * Asks a client for leave to act for it; nothing may be done before it approves.
 *
 * @throws {AppError} `invalid-request` for oneself, `not-found`, `already-exists` also where too many have not answered
 */
export function askClient(ctx: Context<Submitter>, clientId: string): Promise<Partner> {
  const agencyId = ctx.actor.id;
  if (clientId === agencyId) throw invalidRequest({ pointer: "/organization", detail: "is your own" });
  return transact(ctx, async (tx) => {
    await lockOrganization(tx, agencyId);
    const organization = await tx.organization.findUnique({
      where: { id: clientId, erasedAt: null },
      ...partner,
    });
    if (!organization) throw notFound("organization");
    const asked = await tx.agency.findUnique({ where: { agencyId_clientId: { agencyId, clientId } } });
    if (asked) throw new AppError("already-exists", "You have asked this organisation already.");
    if ((await tx.agency.count({ where: { agencyId, approvedAt: null } })) >= maxUnanswered)
      throw new AppError(
        "already-exists",
        `${maxUnanswered} organisations have not answered yet; take one back.`,
      );
    const { askedAt } = await tx.agency.create({ data: { agencyId, clientId, askedAt: ctx.clock.now() } });
    await record(tx, ctx, "ask", { agencyId, clientId });
    return { organization, askedAt, approvedAt: null };
  });
}

/**
 * Lets an agency that has asked act for the client that calls; a second time changes nothing.
 *
 * @throws {AppError} `not-found` for one that has not asked
 */
export function approveAgency(ctx: Context<Submitter>, agencyId: string): Promise<Partner> {
  const pair = { agencyId, clientId: ctx.actor.id };
  return transact(ctx, async (tx) => {
    const [asked] = await tx.$queryRaw<{ approved_at: Date | null }[]>`
      select approved_at from agencies
      where agency_id = ${agencyId}::uuid and client_id = ${pair.clientId}::uuid for update`;
    if (!asked) throw notFound("agency");
    if (asked.approved_at === null) await record(tx, ctx, "approve", pair);
    const { agency, askedAt, approvedAt } = await tx.agency.update({
      where: { agencyId_clientId: pair },
      data: { approvedAt: asked.approved_at ?? ctx.clock.now() },
      include: { agency: partner },
    });
    return { organization: agency, askedAt, approvedAt };
  });
}

/** Ends what an agency may do, or asked for; every process refuses it within a second. @throws {AppError} `not-found` */
export function endAgency(ctx: Context<Submitter>, pair: Pair): Promise<void> {
  return transact(ctx, async (tx) => {
    const { count } = await tx.agency.deleteMany({ where: pair });
    if (count === 0) throw notFound(pair.agencyId === ctx.actor.id ? "client" : "agency");
    await record(tx, ctx, "end", pair);
  });
}

/** A page of the clients that the agency acts for, or has asked. */
export async function listClients({ db, actor }: Context<Submitter>, page: PartnerPage): Promise<Partner[]> {
  const rows = await db.agency.findMany({
    where: { agencyId: actor.id, ...(page.after && { clientId: { gt: page.after } }) },
    orderBy: { clientId: "asc" },
    take: page.limit + 1,
    include: { client: partner },
  });
  return rows.map(({ client, askedAt, approvedAt }) => ({ organization: client, askedAt, approvedAt }));
}

/** A page of the agencies that act for the client, or ask to. */
export async function listAgencies({ db, actor }: Context<Submitter>, page: PartnerPage): Promise<Partner[]> {
  const rows = await db.agency.findMany({
    where: { clientId: actor.id, ...(page.after && { agencyId: { gt: page.after } }) },
    orderBy: { agencyId: "asc" },
    take: page.limit + 1,
    include: { agency: partner },
  });
  return rows.map(({ agency, askedAt, approvedAt }) => ({ organization: agency, askedAt, approvedAt }));
}

function record(tx: Tx, ctx: Context, action: string, { agencyId, clientId }: Pair): Promise<void> {
  const changes = { after: { agency: agencyId, client: clientId } };
  const about = { subject: "agency", subjectId: agencyId, publicationId: null } as const;
  return recordDeskEvent(tx, ctx, { ...about, action, changes });
}
