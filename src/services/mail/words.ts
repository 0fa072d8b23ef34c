/** What a letter says: read when it is sent, so that nobody is told what is not so any more. */

import type { Context } from "../../context.ts";
import { confirmationLetter } from "../../domain/letters/account-letters.ts";
import type { Words } from "../../domain/letters/layout.ts";
import { type LetterName, releaseLetters } from "../../domain/letters/names.ts";
import { invitationWords, takeoverWords, waitingWords } from "./desk-words.ts";
import { digestWords, subscriptionWords } from "./digest-words.ts";
import { releaseWords } from "./release-words.ts";
import { disabledWebhookWords } from "./webhook-words.ts";

interface Posted {
  readonly id: string;
  readonly letter: LetterName | null;
}

type FindWords = (ctx: Context, mailId: string) => Promise<Words | undefined>;

/** Those of which there are few; letters about releases, and digests, are read together. */
const oneByOne: Readonly<Partial<Record<LetterName, FindWords>>> = {
  waiting: waitingWords,
  takeover: takeoverWords,
  invitation: invitationWords,
  webhook_disabled: disabledWebhookWords,
  confirm_mailbox: confirmationWords,
  confirm_subscription: subscriptionWords,
};

/** The words of each letter by its mail; none where there is nothing to tell any more. */
export async function findWords(ctx: Context, posted: readonly Posted[]): Promise<Map<string, Words>> {
  const idsOf = (letters: readonly (string | null)[]) =>
    posted.filter(({ letter }) => letters.includes(letter)).map(({ id }) => id);
  const [released, told] = await Promise.all([
    releaseWords(ctx, idsOf(releaseLetters)),
    digestWords(ctx, idsOf(["digest"])),
  ]);
  const words = new Map([...released, ...told]);
  for (const { id, letter } of posted) {
    const found = letter && (await oneByOne[letter]?.(ctx, id));
    if (found) words.set(id, found);
  }
  return words;
}

/** `undefined` when another link was mailed since, or this one was used. */
async function confirmationWords(ctx: Context, mailId: string): Promise<Words | undefined> {
  const [asked] = await ctx.hot.$queryRaw<{ contactName: string; organization: string; token: string }[]>`
    select o.contact_name as "contactName", o.name as organization, m.about->>'token' as token
    from mails m join organizations o on o.id = (m.about->>'organizationId')::uuid
    where m.id = ${mailId}::uuid and o.erased_at is null and o.contact_email = m.to_address
      and o.verification_hash = sha256(convert_to(m.about->>'token', 'UTF8'))`;
  if (!asked) return undefined;
  const { token, ...rest } = asked;
  const url = `${ctx.config.baseUrl}/v1/organizations/verify?token=${token}`;
  return confirmationLetter({ ...rest, url });
}
