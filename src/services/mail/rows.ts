/** The rows of mails on their way: which are due, whose turn it is, and what came of it. */

import type { MailTrouble } from "../../adapters/mail/failure.ts";
import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import type { LetterName } from "../../domain/letters/names.ts";

/** Longer than anybody takes to hand a mail over: whoever holds one after that has died. */
const lease = "5 minutes";
/** Tries before a mail is given up: over three days, with the delays below. */
const maxAttempts = 12;

export interface DueMail {
  readonly id: string;
  readonly to: string;
  /** `null` where subject and text stand written. */
  readonly letter: LetterName | null;
  readonly subject: string | null;
  readonly text: string | null;
}

/** The job that sends a mail: those of digests have one of their own, so that thousands do not hold up a letter. */
export function senderOf(letter: string | null): "mail" | "digest-mail" {
  return letter === "digest" ? "digest-mail" : "mail";
}

/** Of these mails those that are due by the database's clock; the others that will be are looked at again then. */
export async function findDue(ctx: Context, ids: readonly string[]): Promise<DueMail[]> {
  const rows = await ctx.hot.$queryRaw<(DueMail & { readonly dueInMs: number })[]>`
    select id, letter, subject, text, to_address as "to",
      ceil(extract(epoch from next_attempt_at - ${ctx.clock.sqlNow}) * 1000)::double precision as "dueInMs"
    from mails where id = any(${ids}::uuid[]) and status = 'due'`;
  for (const { id, letter, dueInMs } of rows) {
    if (dueInMs > 0) ctx.queues.wake(senderOf(letter), id, dueInMs);
  }
  return rows.filter(({ dueInMs }) => dueInMs <= 0);
}

export interface ClaimedMail {
  readonly id: string;
  /** Tells this try from a later one. */
  readonly attempts: number;
}

const isDue = ({ clock }: Context, ids: readonly string[]) => Prisma.sql`
  id = any(${ids}::uuid[]) and status = 'due' and next_attempt_at <= ${clock.sqlNow}`;

/**
 * Takes mails that are due, each of which nobody else then sends. It has committed when this returns: a process that
 * dies from here on leaves it unknown whether the mail was sent.
 */
export function claimMails(ctx: Context, ids: readonly string[]): Promise<ClaimedMail[]> {
  return ctx.hot.$queryRaw<ClaimedMail[]>`
    update mails set status = 'sending', attempts = attempts + 1,
      next_attempt_at = ${ctx.clock.sqlNow} + ${lease}::interval
    where id in (select id from mails where ${isDue(ctx, ids)} order by id for update skip locked)
    returning id, attempts`;
}

/** Removes mails that have nothing to tell any more. Those of a digest stay as skipped, since it accounts for each. */
export async function dropMails(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.hot.$queryRaw`
    with skipped as (update mails set status = 'skipped' where ${isDue(ctx, ids)} and digest_id is not null)
    delete from mails where ${isDue(ctx, ids)} and digest_id is null`;
}

export interface Outcome extends ClaimedMail {
  /** Nothing where it was sent. */
  readonly trouble: MailTrouble | undefined;
  /** What was said; it may hold an address, so that only the row keeps it. */
  readonly words: string | null;
}

const statusAfter = { refused: "due", rejected: "failed", unanswered: "uncertain" } as const;

interface Concluded {
  readonly id: string;
  readonly status: "sent" | "due" | "failed" | "uncertain";
  readonly attempts: number;
  readonly dueInMs: number;
  readonly letter: LetterName | null;
}

/**
 * Records what came of mails that were claimed. What was refused is due again after a while that grows, and given up
 * in the end; a token leaves the row with the mail. An answer that comes after the lease still counts.
 */
export async function recordOutcomes(ctx: Context, outcomes: readonly Outcome[]): Promise<void> {
  const said = outcomes.map(({ id, attempts, trouble, words }) => {
    const isLast = trouble === "refused" && attempts >= maxAttempts;
    const status = isLast ? "failed" : trouble ? statusAfter[trouble] : "sent";
    return { id, attempts, status, words: words?.slice(0, 500) ?? null };
  });
  const concluded = await ctx.hot.$queryRaw<Concluded[]>`
    update mails m set status = s.status::mail_status, last_error = s.words,
      sent_at = case when s.status = 'sent' then ${ctx.clock.sqlNow} end,
      about = case when s.status = 'sent' then m.about - 'token' else m.about end,
      next_attempt_at = ${ctx.clock.sqlNow} + least(power(2, s.attempts - 1) * interval '1 minute', interval '12 hours')
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as s(id uuid, attempts int, status text, words text)
    where m.id = s.id and m.attempts = s.attempts and m.status in ('sending', 'uncertain')
    returning m.id, m.status, m.attempts, m.letter,
      extract(epoch from m.next_attempt_at - ${ctx.clock.sqlNow})::double precision * 1000 as "dueInMs"`;
  for (const mail of concluded) tellOf(ctx, mail);
}

function tellOf({ log, queues }: Context, { id, status, attempts, dueInMs, letter }: Concluded): void {
  if (status === "sent") return;
  const fields = { mail: { id }, attempts };
  if (status === "due") {
    queues.wake(senderOf(letter), id, dueInMs);
    log.warn(fields, `Mail ${id} was not taken and is tried again; its row says why`);
  } else if (status === "failed") log.error(fields, `Mail ${id} is given up; its row says why`);
  else log.error(fields, `Nobody knows whether mail ${id} was taken; it is not sent again unasked`);
}
