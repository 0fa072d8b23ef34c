/**
 * Sending what is in the post, never twice.
 *
 * A mail is claimed, handed over and recorded, each for itself, so that no transaction waits for a server. Where it is
 * not known whether the server took it, it is uncertain, and only a person has it sent again.
 */

import { MailFailure } from "../../adapters/mail/failure.ts";
import type { Context } from "../../context.ts";
import { type ComposedLetter, compose } from "../../domain/letters/layout.ts";
import { type ClaimedMail, claimMails, dropMails, findDue, type Outcome, recordOutcomes } from "./rows.ts";
import { findWords } from "./words.ts";

/** Mails that are claimed at once: what a process that dies leaves uncertain. */
const handful = 4;

/** Sends those of the mails that are due. Coming twice, early, or to what somebody else sends changes nothing. */
export async function sendMails(ctx: Context, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += handful) {
    await sendHandful(ctx, ids.slice(start, start + handful));
  }
}

async function sendHandful(ctx: Context, ids: readonly string[]): Promise<void> {
  const letters = await writeLetters(ctx, ids);
  if (letters.length === 0) return;
  const claimed = await claimMails(
    ctx,
    letters.map(({ id }) => id),
  );
  const sendings = letters.flatMap((letter) => {
    const mail = claimed.find(({ id }) => id === letter.id);
    return mail ? [send(ctx, letter, mail)] : [];
  });
  const outcomes = await Promise.all(sendings);
  if (outcomes.length > 0) await recordOutcomes(ctx, outcomes);
}

type AddressedLetter = Pick<ComposedLetter, "subject" | "text"> &
  Partial<ComposedLetter> & { readonly id: string; readonly to: string };

/** The letters that are to go out; those that have nothing to tell any more are removed. */
async function writeLetters(ctx: Context, ids: readonly string[]): Promise<AddressedLetter[]> {
  const due = await findDue(ctx, ids);
  if (due.length === 0) return [];
  const words = await findWords(ctx, due);
  const letters: AddressedLetter[] = [];
  const nothingToTell: string[] = [];
  for (const { id, to, subject, text } of due) {
    const said = words.get(id);
    if (said) letters.push({ id, to, ...compose(said) });
    else if (subject !== null && text !== null) letters.push({ id, to, subject, text });
    else nothingToTell.push(id);
  }
  await dropMails(ctx, nothingToTell);
  return letters;
}

async function send(
  { mailer, clock }: Context,
  letter: AddressedLetter,
  mail: ClaimedMail,
): Promise<Outcome> {
  try {
    await mailer.send({ ...letter, at: clock.now() });
    return { ...mail, trouble: undefined, words: null };
  } catch (error) {
    if (!(error instanceof MailFailure)) throw error;
    return { ...mail, trouble: error.trouble, words: error.message };
  }
}
