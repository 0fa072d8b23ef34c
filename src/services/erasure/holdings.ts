/** What is kept about a person, for the person: the other half of the right to be erased. */

import type { Context, Editor } from "../../context.ts";
import { refuseBound } from "../administration/staff/reach.ts";
import type { StaffMember } from "../administration/staff/staff.ts";
import { emailKeyOf, type SubscriberStatus } from "../subscribers/subscriber.ts";
import { concernsAll } from "./report.ts";
import { findReleasesOf } from "./versions.ts";

/** A name, an address and perhaps a telephone number, as a release gave them. */
interface Contact {
  readonly name: string;
  readonly email: string;
  readonly phone?: string | undefined;
  readonly public?: boolean | undefined;
}

export interface Holdings {
  readonly staff: { id: string; name: string; email: string; role: StaffMember["role"]; createdAt: Date }[];
  readonly organizations: { id: string; name: string; contact: Contact }[];
  readonly mediaContacts: { releaseId: string; version: number; contact: Contact }[];
  readonly articles: { id: string; slug: string; contact: Contact }[];
  readonly subscriptions: { id: string; publication: string; status: SubscriberStatus; createdAt: Date }[];
  readonly mails: { id: string; letter: string | null; status: string; createdAt: Date }[];
}

/** Everything with the person's address on it; empty lists for somebody unknown. @throws {AppError} `forbidden` */
export async function findHoldings(ctx: Context<Editor>, email: string): Promise<Holdings> {
  refuseBound(ctx.actor, concernsAll);
  const { db } = ctx;
  const releaseIds = await findReleasesOf(ctx, { email, authorIds: [] });
  return {
    staff: await db.$queryRaw<Holdings["staff"]>`
      select id, name, email, role, created_at as "createdAt" from staff where lower(email) = lower(${email}) order by id`,
    organizations: await db.$queryRaw<Holdings["organizations"]>`
      select id, name, json_build_object('name', contact_name, 'email', contact_email) as contact
      from organizations where lower(contact_email) = lower(${email}) order by id`,
    mediaContacts: await db.$queryRaw<Holdings["mediaContacts"]>`
      select release_id as "releaseId", number as version, copy->'mediaContact' as contact from release_versions
      where release_id = any(${releaseIds}::uuid[]) and lower(copy->'mediaContact'->>'email') = lower(${email})
      order by release_id, number`,
    articles: await db.$queryRaw<Holdings["articles"]>`
      select id, slug, media_contact as contact from articles
      where release_id = any(${releaseIds}::uuid[]) and lower(media_contact->>'email') = lower(${email}) order by id`,
    subscriptions: await db.$queryRaw<Holdings["subscriptions"]>`
      select s.id, p.slug as publication, s.status, s.created_at as "createdAt"
      from subscribers s join publications p on p.id = s.publication_id
      where s.email_key = ${emailKeyOf(email)} order by s.id`,
    mails: await db.$queryRaw<Holdings["mails"]>`
      select id, letter, status, created_at as "createdAt" from mails where lower(to_address) = lower(${email})
      order by id`,
  };
}
