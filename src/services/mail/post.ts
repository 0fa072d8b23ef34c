/** Putting a letter in the post: a row of the transaction that has the reason for it, sent by a job, once. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { newId } from "../../db/ids.ts";
import { wakeFor } from "../wakes.ts";

/** What a letter is about: ids, and what cannot be read again later. Its words are found when it is sent. */
type Matter =
  | { readonly letter: "takeover"; readonly staffId: string; readonly eventId: string }
  | { readonly letter: "webhook_disabled"; readonly webhookId: string; readonly staffId: string | null }
  | { readonly letter: "invitation"; readonly staffId: string; readonly token: string }
  | { readonly letter: "confirm_mailbox"; readonly organizationId: string; readonly token: string }
  | { readonly letter: "confirm_subscription"; readonly subscriberId: string; readonly token: string };

export interface NewLetter {
  /** What the letter is about, in a form that is the same at every try: one letter for one reason. */
  readonly onceKey: string;
  readonly to: string;
  readonly matter: Matter;
}

/** Puts a letter in the post; it is sent after the transaction commits. Posted again for the same reason, it is one. */
export async function postLetter(tx: Tx, ctx: Context, { onceKey, to, matter }: NewLetter): Promise<void> {
  const now = ctx.clock.now();
  const id = newId(now);
  const { letter, ...about } = matter;
  await tx.mail.createMany({
    data: [{ id, onceKey, toAddress: to, letter, about, nextAttemptAt: now, createdAt: now }],
    skipDuplicates: true,
  });
  wakeFor(tx, ctx, "mail", id);
}
