/** The subscribers as administrators see them. */

import type { Context, Editor } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import { AppError, notFound } from "../../errors.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { differences, ownPublication } from "../administration/publications/settings.ts";
import { takeLink } from "../organizations/proofs/mailbox.ts";
import { transact } from "../transact.ts";
import { askFor, type NewSubscription } from "./subscribe.ts";
import {
  emailKeyOf,
  findSections,
  type Subscriber,
  type SubscriberStatus,
  subscriberColumns,
  suppressionOf,
  type Wanted,
} from "./subscriber.ts";

export interface SubscriberFilter {
  readonly publication?: string | undefined;
  readonly status?: SubscriberStatus | undefined;
  readonly email?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** A page of the subscribers within the administrator's reach, the newest first. @throws {AppError} `not-found` */
export async function listSubscribers(
  ctx: Context<Editor>,
  { publication, status, email, limit, after }: SubscriberFilter,
): Promise<Subscriber[]> {
  const of = publication === undefined ? undefined : await ownPublication(ctx.db, ctx, publication);
  const conditions = [
    withinReach(ctx),
    of && Prisma.sql`s.publication_id = ${of.id}::uuid`,
    status && Prisma.sql`s.status = ${status}::subscriber_status`,
    email !== undefined && Prisma.sql`s.email_key = ${emailKeyOf(email)}`,
    after !== undefined && Prisma.sql`s.id < ${after}::uuid`,
  ].filter((condition) => condition instanceof Prisma.Sql);
  return ctx.db.$queryRaw<Subscriber[]>`
    select ${subscriberColumns} from subscribers s join publications p on p.id = s.publication_id
    where ${Prisma.join(conditions, " and ")} order by s.id desc limit ${limit + 1}`;
}

function withinReach({ actor }: Context<Editor>): Prisma.Sql {
  return actor.publicationId === null
    ? Prisma.sql`true`
    : Prisma.sql`s.publication_id = ${actor.publicationId}::uuid`;
}

/** A subscriber within the administrator's reach. @throws {AppError} `not-found` */
export function findSubscriber(ctx: Context<Editor>, id: string): Promise<Subscriber> {
  return readSubscriber(ctx.db, ctx, id);
}

async function readSubscriber(
  tx: Tx,
  ctx: Context<Editor>,
  id: string,
  lock = Prisma.empty,
): Promise<Subscriber> {
  const [found] = await tx.$queryRaw<Subscriber[]>`
    select ${subscriberColumns} from subscribers s join publications p on p.id = s.publication_id
    where s.id = ${id}::uuid and ${withinReach(ctx)} ${lock}`;
  if (!found) throw notFound("subscriber");
  return found;
}

export interface AddedSubscriber extends Omit<NewSubscription, "publication"> {
  /** The editor's own or `main` where none is named. */
  readonly publication?: string | undefined;
  /** Whether the reader has confirmed it already, elsewhere. */
  readonly confirmed: boolean;
}

/**
 * Adds a subscriber. Who has not confirmed yet is mailed the link; who has unsubscribed, or was erased, comes back only
 * by such a link.
 *
 * @throws {AppError} `already-exists`, `unsubscribed`, `invalid-request`, `not-found`, `rate-limited`
 */
export async function addSubscriber(ctx: Context<Editor>, asked: AddedSubscriber): Promise<Subscriber> {
  const { id: publicationId } = await ownPublication(ctx.db, ctx, asked.publication);
  const categories = await findSections(ctx.db, publicationId, asked.categories);
  const wanted = { publicationId, categories };
  if (!asked.confirmed) await takeLink(ctx, asked.email);
  return transact(ctx, async (tx) => {
    const id = asked.confirmed
      ? await addConfirmed(tx, ctx, asked.email, wanted)
      : await askFor(tx, ctx, asked.email, wanted);
    const added = await readSubscriber(tx, ctx, id);
    if (!asked.confirmed && added.status === "confirmed") throw alreadySubscribed();
    await record(tx, ctx, id, publicationId, "add", { after: { status: added.status, categories } });
    return added;
  });
}

const alreadySubscribed = () => new AppError("already-exists", "This address is subscribed already.");

async function addConfirmed(
  tx: Tx,
  ctx: Context<Editor>,
  email: string,
  { publicationId, categories }: Wanted,
): Promise<string> {
  const now = ctx.clock.now();
  const suppressed = await tx.digestSuppression.findUnique({ where: { mark: suppressionOf(ctx, email) } });
  if (suppressed) throw comesBackByLink();
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    insert into subscribers as s (id, publication_id, email, email_key, categories, status, confirmed_at,
      created_at, updated_at)
    values (${newId(now)}::uuid, ${publicationId}::uuid, ${email}, ${emailKeyOf(email)}, ${categories}::text[],
      'confirmed', ${ctx.clock.sqlNow}, ${now}, ${now})
    on conflict (publication_id, email_key) do update set status = 'confirmed', categories = excluded.categories,
      confirmed_at = excluded.confirmed_at, confirmation_hash = null, confirmation_expires_at = null,
      updated_at = excluded.updated_at
    where s.status = 'pending'
    returning id`;
  if (row) return row.id;
  const held = await tx.subscriber.findFirst({ where: { publicationId, emailKey: emailKeyOf(email) } });
  throw held?.status === "unsubscribed" ? comesBackByLink() : alreadySubscribed();
}

const comesBackByLink = () =>
  new AppError(
    "unsubscribed",
    "This reader wanted no more mail. Send `confirmed: false`, which mails a link to come back by.",
  );

export interface SubscriberChanges {
  readonly categories?: readonly string[] | undefined;
  readonly status?: "unsubscribed" | undefined;
}

/** Changes what a subscriber reads, or ends it. @throws {AppError} `not-found`, `invalid-request` */
export function changeSubscriber(
  ctx: Context<Editor>,
  id: string,
  given: SubscriberChanges,
): Promise<Subscriber> {
  return transact(ctx, async (tx) => {
    const before = await readSubscriber(tx, ctx, id, Prisma.sql`for update of s`);
    const { id: publicationId } = await ownPublication(tx, ctx, before.publication);
    const categories = given.categories && (await findSections(tx, publicationId, given.categories));
    const changes = differences<Pick<Subscriber, "categories" | "status">>(before, { ...given, categories });
    if (!changes) return before;
    const ending = changes.after.status && {
      ...{ status: changes.after.status, unsubscribedAt: ctx.clock.now() },
      ...{ confirmationHash: null, confirmationExpiresAt: null },
    };
    const wanted = categories && { categories: [...categories], askedCategories: [...categories] };
    await tx.subscriber.update({ where: { id }, data: { ...wanted, ...ending } });
    await record(tx, ctx, id, publicationId, "change", changes);
    return readSubscriber(tx, ctx, id);
  });
}

/** Removes a subscriber with the address. That the reader wanted no more is kept, without it. @throws {AppError} `not-found` */
export function removeSubscriber(ctx: Context<Editor>, id: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const { email, status, publication } = await readSubscriber(tx, ctx, id, Prisma.sql`for update of s`);
    const { id: publicationId } = await ownPublication(tx, ctx, publication);
    await tx.subscriber.delete({ where: { id } });
    if (status === "unsubscribed") await suppress(tx, ctx, email);
    await record(tx, ctx, id, publicationId, "remove", { before: { status } });
  });
}

/** Removes an address from every publication's subscribers, and mails it no digest unless its reader asks. Returns from how many. */
export async function eraseSubscriber(tx: Tx, ctx: Context, email: string): Promise<number> {
  const { count } = await tx.subscriber.deleteMany({ where: { emailKey: emailKeyOf(email) } });
  if (count > 0) await suppress(tx, ctx, email);
  return count;
}

async function suppress(tx: Tx, ctx: Context, email: string): Promise<void> {
  const data = [{ mark: suppressionOf(ctx, email), at: ctx.clock.now() }];
  await tx.digestSuppression.createMany({ data, skipDuplicates: true });
}

function record(
  tx: Tx,
  ctx: Context,
  id: string,
  publicationId: string,
  action: string,
  changes: { readonly before?: unknown; readonly after?: unknown },
): Promise<void> {
  return recordDeskEvent(tx, ctx, { subject: "subscriber", subjectId: id, publicationId, action, changes });
}
