/** Erasing an organisation's personal data. What it published stays, under its name: that is journalism. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { refuseBound } from "../administration/staff/reach.ts";
import { revokeAll } from "../organizations/keys/key-ring.ts";
import { lockOrganization, type OrganizationRow } from "../organizations/organization.ts";
import { transact } from "../transact.ts";
import { concernsAll, counted, type ErasureReport, erasureTimeoutMs, nobody } from "./report.ts";
import { blankAnswers, blankMails } from "./traces.ts";
import { takeOut } from "./versions.ts";

/**
 * Takes everybody out of what is kept about an organisation, all at once, and suspends it for good: it has no keys left
 * to be asked with. A second time finds nothing.
 *
 * @throws {AppError} `not-found`, `forbidden` to the desk of one publication
 */
export function eraseOrganization(ctx: Context<Editor>, id: string): Promise<ErasureReport> {
  refuseBound(ctx.actor, concernsAll);
  return transact(
    ctx,
    async (tx) => {
      const releases = await takeContactsOut(tx, ctx, id);
      const before = await lockOrganization(tx, id);
      // What was sent while its releases were looked through; what is being sent meanwhile waits for the lock.
      const late = await takeContactsOut(tx, ctx, id);
      const removed = {
        organizationContacts: before.contactEmail === nobody.email ? 0 : 1,
        boilerplates: before.boilerplate === null ? 0 : 1,
        mediaContacts: releases.mediaContacts + late.mediaContacts,
        articleContacts: releases.articleContacts + late.articleContacts,
        ...(await removeBelongings(tx, ctx, before)),
      };
      const erasedAt = before.erasedAt ?? ctx.clock.now();
      await tx.organization.update({ where: { id }, data: { ...emptied, notices: [], erasedAt } });
      await tx.$executeRaw`
        update releases set issuer = issuer - 'boilerplate' where organization_id = ${id}::uuid and issuer ? 'boilerplate'`;
      await recordDeskEvent(tx, ctx, {
        subject: "organization",
        subjectId: id,
        action: "erase",
        publicationId: null,
        changes: { before: { trust: before.trust }, after: { trust: emptied.trust, removed } },
      });
      return { erasedAt, removed: counted(removed), kept: await listKept(tx, id) };
    },
    { timeoutMs: erasureTimeoutMs },
  );
}

const emptied = {
  contactName: nobody.name,
  contactEmail: nobody.email,
  boilerplate: null,
  verificationHash: null,
  verificationExpiresAt: null,
  verifiedAt: null,
  verifiedDomain: null,
  trust: "suspended",
} as const;

async function takeContactsOut(tx: Tx, ctx: Context, organizationId: string) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from releases where organization_id = ${organizationId}::uuid order by id`;
  return takeOut(
    tx,
    ctx,
    rows.map(({ id }) => id),
    { email: null, authorIds: [] },
  );
}

async function removeBelongings(tx: Tx, ctx: Context, { id, contactEmail }: OrganizationRow) {
  const owned = { where: { organizationId: id } };
  const recorded = await tx.idempotencyKey.deleteMany({
    where: { caller: { startsWith: `submitter:${id}` } },
  });
  return {
    keys: await revokeAll(tx, ctx, { organizationId: id }),
    domains: (await tx.organizationDomain.deleteMany(owned)).count,
    webhooks: (await tx.webhook.deleteMany(owned)).count,
    arrivals: await tx.$executeRaw`
      delete from release_arrivals where release_id in (select id from releases where organization_id = ${id}::uuid)`,
    agencies: (await tx.agency.deleteMany({ where: { OR: [{ agencyId: id }, { clientId: id }] } })).count,
    mails: await blankMails(tx, isMailTo(id, contactEmail)),
    answers: recorded.count + (await blankAnswers(tx, id, () => Prisma.sql`true`)),
  };
}

/**
 * Mails about the organisation, and about its releases to whatever address it ever had: a link went to each. Another
 * organisation's mails to the same mailbox are left alone.
 */
function isMailTo(id: string, contactEmail: string): Prisma.Sql {
  return Prisma.sql`about->>'organizationId' = ${id} or (
    (lower(to_address) = lower(${contactEmail})
      or to_address in (select link.to_address from mails link where link.about->>'organizationId' = ${id}))
    and exists (
      select from release_events e join releases r on r.id = e.release_id
      where e.id = (about->>'eventId')::uuid and r.organization_id = ${id}::uuid))`;
}

async function listKept(tx: Tx, organizationId: string): Promise<ErasureReport["kept"]> {
  const [row] = await tx.$queryRaw<
    { articles: number; releases: number; attestations: number; files: number }[]
  >`
    with own as (select id from releases where organization_id = ${organizationId}::uuid)
    select (select count(*)::int from articles where organization_id = ${organizationId}::uuid) as articles,
      (select count(*)::int from own) as releases,
      (select count(*)::int from release_events e join own on own.id = e.release_id
        where e.attestation is not null) as attestations,
      (select count(*)::int from assets where organization_id = ${organizationId}::uuid) as files`;
  const { articles, releases, attestations, files } = row ?? {
    articles: 0,
    releases: 0,
    attestations: 0,
    files: 0,
  };
  return [
    {
      what: "articles",
      count: articles,
      why: "What was published is journalism: it stays, with the organisation's name and website.",
    },
    {
      what: "releases",
      count: releases,
      why: "The record of what was decided, and about what. The organisation is suspended, so nothing further is published.",
    },
    {
      what: "attestations",
      count: attestations,
      why: "Who promised, when and from which network address, that a release is authorised; events cannot be changed.",
    },
    { what: "files", count: files, why: "They are part of the releases that they were sent with." },
  ];
}
