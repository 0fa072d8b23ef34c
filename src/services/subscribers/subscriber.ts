/** A reader of the daily email, and what the row keeps of one. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { type Fault, invalidRequest } from "../../errors.ts";
import { sectionOf } from "../articles/section-slugs.ts";
import { unknownPublication } from "../releases/submission-faults.ts";

export const subscriberStatuses = ["pending", "confirmed", "unsubscribed"] as const;
export type SubscriberStatus = (typeof subscriberStatuses)[number];

export interface Subscriber {
  readonly id: string;
  readonly publication: string;
  readonly email: string;
  readonly status: SubscriberStatus;
  /** Slugs of the sections wanted, or asked for; none for all of them. */
  readonly categories: readonly string[];
  readonly confirmedAt: Date | null;
  readonly unsubscribedAt: Date | null;
  readonly createdAt: Date;
}

/** The columns of a `Subscriber`, from `subscribers s` and its `publications p`. */
export const subscriberColumns = Prisma.sql`s.id, p.slug as publication, s.email, s.status,
  case s.status when 'pending' then s.asked_categories else s.categories end as categories,
  s.confirmed_at as "confirmedAt", s.unsubscribed_at as "unsubscribedAt", s.created_at as "createdAt"`;

/** An address as addresses are compared: its domain is in any case, and hardly a mailbox tells its own. */
export function emailKeyOf(email: string): string {
  return email.toLowerCase();
}

/** What stands in the place of an address that is to be mailed no digest. */
export function suppressionOf({ secrets }: Context, email: string): Uint8Array<ArrayBuffer> {
  return secrets.mark(`no digest for ${emailKeyOf(email)}`);
}

export interface Wanted {
  readonly publicationId: string;
  /** As they are called today, each once. */
  readonly categories: readonly string[];
}

/** The publication and the sections that a subscription names. @throws {AppError} `invalid-request` naming each that there is not */
export async function findWanted(
  tx: Tx,
  publication: string,
  categories: readonly string[],
): Promise<Wanted> {
  const found = await tx.publication.findUnique({ where: { slug: publication }, select: { id: true } });
  if (!found) throw invalidRequest(unknownPublication(publication));
  return { publicationId: found.id, categories: await findSections(tx, found.id, categories) };
}

/** The sections that slugs lead to. @throws {AppError} `invalid-request` */
export async function findSections(
  tx: Tx,
  publicationId: string,
  categories: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ slug: string | null }[]>`
    select ${sectionOf(Prisma.sql`${publicationId}::uuid`, Prisma.sql`given.slug`)} as slug
    from unnest(${categories}::text[]) with ordinality as given(slug, place) order by place`;
  const faults = rows.flatMap(({ slug }, place): Fault[] =>
    slug === null
      ? [{ pointer: `/categories/${place}`, detail: `there is no category "${categories[place]}"` }]
      : [],
  );
  if (faults.length > 0) throw invalidRequest(...faults);
  return [...new Set(rows.flatMap(({ slug }) => slug ?? []))];
}
