/** Asking for the daily email: nothing comes of it until the reader of the mailbox has opened the mailed link. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { newId } from "../../db/ids.ts";
import { newMailedToken, spentToken } from "../mail/mailed-token.ts";
import { postLetter } from "../mail/post.ts";
import { hashSecret } from "../organizations/keys/keys.ts";
import { mayBeMailed } from "../organizations/proofs/mailbox.ts";
import { transact } from "../transact.ts";
import {
  emailKeyOf,
  findWanted,
  type Subscriber,
  subscriberColumns,
  suppressionOf,
  type Wanted,
} from "./subscriber.ts";

export interface NewSubscription {
  readonly email: string;
  readonly publication: string;
  /** None for all of them. */
  readonly categories: readonly string[];
}

/**
 * Mails the link that confirms a subscription, or the wish for other sections, unless many were mailed there within the
 * hour. It does the same for an address that is known, so that nobody learns who reads.
 *
 * @throws {AppError} `invalid-request` for a publication or section that there is not
 */
export async function subscribe(ctx: Context, asked: NewSubscription): Promise<void> {
  const wanted = await findWanted(ctx.db, asked.publication, asked.categories);
  const isMailed = await mayBeMailed(ctx, asked.email);
  await transact(ctx, async (tx) => {
    if (isMailed) await askFor(tx, ctx, asked.email, wanted);
  });
}

/** Keeps what was asked for and mails the link that confirms it; the link before works no more. Returns the subscriber's id. */
export async function askFor(
  tx: Tx,
  ctx: Context,
  email: string,
  { publicationId, categories }: Wanted,
): Promise<string> {
  const now = ctx.clock.now();
  const { token, hash, expiresAt } = newMailedToken(ctx);
  const [row] = await tx.$queryRaw<{ id: string; email: string }[]>`
    insert into subscribers as s (id, publication_id, email, email_key, asked_categories,
      confirmation_hash, confirmation_expires_at, created_at, updated_at)
    values (${newId(now)}::uuid, ${publicationId}::uuid, ${email}, ${emailKeyOf(email)}, ${categories}::text[],
      ${hash}, ${expiresAt}, ${now}, ${now})
    on conflict (publication_id, email_key) do update set asked_categories = excluded.asked_categories,
      email = case s.status when 'confirmed' then s.email else excluded.email end,
      confirmation_hash = excluded.confirmation_hash, confirmation_expires_at = excluded.confirmation_expires_at,
      updated_at = excluded.updated_at
    returning id, email`;
  if (!row) throw new Error("A subscriber was neither made nor found");
  await postLetter(tx, ctx, {
    onceKey: `subscribe-${row.id}-${hashSecret(token).toString("base64url")}`,
    to: row.email,
    matter: { letter: "confirm_subscription", subscriberId: row.id, token },
  });
  return row.id;
}

/**
 * Confirms what was asked for by the token that was mailed, which works once: from the next digest on.
 *
 * @throws {AppError} `invalid-token`
 */
export function confirmSubscription(ctx: Context, token: string): Promise<Subscriber> {
  return transact(ctx, async (tx) => {
    const [subscriber] = await tx.$queryRaw<Subscriber[]>`
      update subscribers s set status = 'confirmed', categories = asked_categories, confirmation_hash = null,
        confirmation_expires_at = null, unsubscribed_at = null, updated_at = ${ctx.clock.sqlNow},
        confirmed_at = case s.status when 'confirmed' then s.confirmed_at else ${ctx.clock.sqlNow} end
      from publications p
      where p.id = s.publication_id and s.confirmation_hash = ${hashSecret(token)}
        and s.confirmation_expires_at > ${ctx.clock.sqlNow}
      returning ${subscriberColumns}`;
    if (!subscriber) throw spentToken();
    await tx.digestSuppression.deleteMany({ where: { mark: suppressionOf(ctx, subscriber.email) } });
    return subscriber;
  });
}
