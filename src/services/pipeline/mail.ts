/** Mail: a row of the transaction that has the reason for it, sent by a job, once. */

import type { Context } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { newId } from "../../db/ids.ts";

export interface NewMail {
  /** What the mail is about, in a form that is the same at every try: one mail for one reason. */
  readonly onceKey: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Tries before a mail is given up: over three days, with the delays below. */
const maxAttempts = 12;

/** Puts a mail in the post; it is sent after the transaction commits. Returns its id. */
export async function postMail(tx: Tx, { clock }: Context, mail: NewMail): Promise<string> {
  const now = clock.now();
  const id = newId(now);
  const { onceKey, to, subject, text } = mail;
  await tx.mail.create({
    data: { id, onceKey, toAddress: to, subject: oneLine(subject), text, nextAttemptAt: now, createdAt: now },
  });
  return id;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/**
 * Sends a mail that is due. The row is held while the server is asked, so two workers never send the same; what the
 * server refused is due again later, at growing intervals.
 */
export async function sendMail(ctx: Context, mailId: string): Promise<void> {
  const { clock } = ctx;
  await ctx.db.$transaction(
    async (tx) => {
      const [mail] = await tx.$queryRaw<{ to: string; subject: string; text: string; attempts: number }[]>`
        select to_address as "to", subject, text, attempts from mails
        where id = ${mailId}::uuid and status = 'due' and next_attempt_at <= ${clock.sqlNow}
        for update skip locked`;
      if (!mail) return;
      const refusal = await ctx.mailer.send({ ...mail, id: mailId }).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : "unknown"),
      );
      if (refusal === undefined) {
        await tx.$executeRaw`
          update mails set status = 'sent', sent_at = ${clock.sqlNow}, attempts = attempts + 1 where id = ${mailId}::uuid`;
        return;
      }
      const status = mail.attempts + 1 >= maxAttempts ? "failed" : "due";
      ctx.log.warn(
        { mail: { id: mailId }, attempts: mail.attempts + 1 },
        `Mail ${mailId} was not taken; its row says why`,
      );
      await tx.$executeRaw`
        update mails set status = ${status}::mail_status, attempts = attempts + 1, last_error = ${refusal.slice(0, 500)},
          next_attempt_at = ${clock.sqlNow} + least(power(2, attempts) * interval '1 minute', interval '12 hours')
        where id = ${mailId}::uuid`;
    },
    { timeout: 60_000 },
  );
}
