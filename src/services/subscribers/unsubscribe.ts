/** Ending the daily email by the link that each has in it. It works for good, and needs no row to be told genuine. */

import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { isSameHash } from "../organizations/keys/keys.ts";
import { transact } from "../transact.ts";

const markOf = ({ secrets }: Pick<Context, "secrets">, id: string) =>
  Buffer.from(secrets.mark(`unsubscribe ${id}`));

/** The page behind the link of one subscriber, which nobody can make for another. */
export function unsubscribeUrl(ctx: Pick<Context, "secrets" | "config">, id: string): string {
  return `${ctx.config.baseUrl}/v1/subscriptions/unsubscribe?token=${id}.${markOf(ctx, id).toString("base64url")}`;
}

/**
 * Ends a subscription, once or again: also one that is not there any more is ended.
 *
 * @throws {AppError} `invalid-token`
 */
export async function unsubscribe(ctx: Context, token: string): Promise<void> {
  const id = subscriberIn(ctx, token);
  await transact(
    ctx,
    (tx) => tx.$executeRaw`
    update subscribers set status = 'unsubscribed', unsubscribed_at = ${ctx.clock.sqlNow},
      updated_at = ${ctx.clock.sqlNow}, confirmation_hash = null, confirmation_expires_at = null
    where id = ${id}::uuid and status <> 'unsubscribed'`,
  );
}

function subscriberIn(ctx: Context, token: string): string {
  const [, id, mark] = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.([\w-]{1,100})$/.exec(token) ?? [];
  const given = Buffer.from(mark ?? "", "base64url");
  const own = id === undefined ? undefined : markOf(ctx, id);
  if (id !== undefined && own && isSameHash(own, given)) return id;
  throw new AppError("invalid-token", "The link is not one that was mailed. Take it from the newest mail.");
}
