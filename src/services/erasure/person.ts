/** Erasing a person by e-mail address, wherever it is found: as a contact, at the desk, in the post. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { keepAdministrator } from "../administration/staff/administrators.ts";
import { refuseBound } from "../administration/staff/reach.ts";
import { suppressionOf } from "../subscribers/subscriber.ts";
import { eraseSubscriber } from "../subscribers/subscribers.ts";
import { transact } from "../transact.ts";
import { concernsAll, counted, type ErasureReport, erasureTimeoutMs, nobody, pseudonymOf } from "./report.ts";
import { eraseStaff } from "./staff.ts";
import { blankAnswers, blankMails } from "./traces.ts";
import { findReleasesOf, takeOut } from "./versions.ts";

/**
 * Takes a person out, all at once. An organisation whose contact it was has none, and is unverified until it names
 * another; somebody of the desk is disabled for good. A second time, and for somebody unknown, it finds nothing.
 *
 * @throws {AppError} `forbidden` to the desk of one publication, `last-administrator`
 */
export async function erasePerson(ctx: Context<Editor>, email: string): Promise<ErasureReport> {
  refuseBound(ctx.actor, concernsAll);
  const authorIds = await findStaffIds(ctx.db, email);
  const releaseIds = await findReleasesOf(ctx, { email, authorIds });
  const erase = async (tx: Tx) => {
    const staff = await eraseStaff(tx, ctx, authorIds);
    const { mediaContacts, articleContacts, authorNames } = await takeOut(tx, ctx, releaseIds, {
      email,
      authorIds,
    });
    const removed = {
      mediaContacts,
      articleContacts,
      organizationContacts: await removeFromOrganizations(tx, ctx, email),
      ...staff,
      authorNames: authorNames + staff.authorNames,
      subscriptions: await eraseSubscriber(tx, ctx, email),
      mails: await blankMails(tx, Prisma.sql`lower(to_address) = lower(${email})`),
      answers: await blankAnswers(tx, email, (found) => Prisma.sql`lower(${found}) = lower(${email})`),
    };
    const about = { subject: "person", subjectId: pseudonymOf(email), publicationId: null } as const;
    await recordDeskEvent(tx, ctx, { ...about, action: "erase", changes: { after: { removed } } });
    const mark = suppressionOf(ctx, email);
    const suppressions = await tx.digestSuppression.count({ where: { mark } });
    const kept = [suppressionKept(suppressions), ...(await listKept(tx, releaseIds, authorIds))];
    return { erasedAt: ctx.clock.now(), removed: counted(removed), kept };
  };
  return transact(ctx, (tx) => keepAdministrator(tx, ctx, () => erase(tx)), { timeoutMs: erasureTimeoutMs });
}

async function findStaffIds(tx: Tx, email: string): Promise<string[]> {
  const found = await tx.$queryRaw<
    { id: string }[]
  >`select id from staff where lower(email) = lower(${email})`;
  return found.map(({ id }) => id);
}

async function removeFromOrganizations(tx: Tx, ctx: Context, email: string): Promise<number> {
  const contacts = await tx.$queryRaw<{ id: string; trust: string }[]>`
    select id, trust from organizations where lower(contact_email) = lower(${email}) order by id for update`;
  for (const { id, trust } of contacts) {
    const after = trust === "suspended" ? trust : "unverified";
    await tx.$executeRaw`
      update organizations set contact_name = ${nobody.name}, contact_email = ${nobody.email},
        verification_hash = null, verification_expires_at = null, verified_at = null, trust = ${after}::trust
      where id = ${id}::uuid`;
    const about = { subject: "organization", subjectId: id, publicationId: null } as const;
    const changes = { before: { trust }, after: { trust: after } };
    await recordDeskEvent(tx, ctx, { ...about, action: "erase_contact", changes });
  }
  return contacts.length;
}

function suppressionKept(count: number): ErasureReport["kept"][number] {
  const why =
    "A keyed mark in place of the address, so that nobody adds the person to the daily email again.";
  return { what: "suppressions", count, why };
}

async function listKept(
  tx: Tx,
  releaseIds: readonly string[],
  authorIds: readonly string[],
): Promise<ErasureReport["kept"]> {
  const [row] = await tx.$queryRaw<{ articles: number; events: number; packs: number }[]>`
    select (select count(*)::int from articles where release_id = any(${releaseIds}::uuid[])) as articles,
      (select count(*)::int from release_events where actor_id = any(${authorIds})) +
        (select count(*)::int from desk_events where actor_id = any(${authorIds})) as events,
      (select count(*)::int from rule_packs where author_id = any(${authorIds})) as packs`;
  return [
    {
      what: "articles",
      count: row?.articles ?? 0,
      why: "What was published is journalism: its words stay, also where they name the person.",
    },
    {
      what: "events",
      count: row?.events ?? 0,
      why: "Who decided what at the desk, with the name of that time; events are chained and cannot be changed.",
    },
    { what: "rulePacks", count: row?.packs ?? 0, why: "Who wrote the rules that releases were judged by." },
  ];
}
