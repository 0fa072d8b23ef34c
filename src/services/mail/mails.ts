/** The mails as administrators see them: what became of each, and sending one again. Nobody sees what they say. */

import type { Context, Editor } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { AppError, notFound } from "../../errors.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { refuseBound } from "../administration/staff/reach.ts";
import { transact } from "../transact.ts";
import { wakeFor } from "../wakes.ts";
import { senderOf } from "./rows.ts";

export const mailStatuses = ["due", "sending", "sent", "uncertain", "failed", "skipped"] as const;
type MailStatus = (typeof mailStatuses)[number];

export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly letter: string | null;
  readonly status: MailStatus;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly nextAttemptAt: Date;
  readonly sentAt: Date | null;
  readonly createdAt: Date;
}

export interface MailFilter {
  readonly status?: MailStatus | undefined;
  readonly to?: string | undefined;
  readonly letter?: string | undefined;
}

const areOfAll = "The mails are those of all publications.";
const shown = Prisma.sql`id, to_address as "to", letter, status, attempts, last_error as "lastError",
  next_attempt_at as "nextAttemptAt", sent_at as "sentAt", created_at as "createdAt"`;

/** A page of the mails, the newest first. @throws {AppError} `forbidden` */
export function listMails(
  ctx: Context<Editor>,
  { status, to, letter }: MailFilter,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<Mail[]> {
  refuseBound(ctx.actor, areOfAll);
  const conditions = [
    // Written out, since an index over a part of the table is only used for what is known to be in that part.
    status && Prisma.raw(`status = '${status}'`),
    to !== undefined && Prisma.sql`lower(to_address) = lower(${to})`,
    letter !== undefined && Prisma.sql`letter = ${letter}`,
    after !== undefined && Prisma.sql`id < ${after}::uuid`,
  ].filter((condition) => condition instanceof Prisma.Sql);
  const where = conditions.length > 0 ? Prisma.sql`where ${Prisma.join(conditions, " and ")}` : Prisma.empty;
  return ctx.db.$queryRaw<Mail[]>`select ${shown} from mails ${where} order by id desc limit ${limit + 1}`;
}

/**
 * Has a mail that failed, or of which nobody knows, tried once more, as the same message.
 *
 * @throws {AppError} `not-found`, `illegal-mail-state`, `forbidden`
 */
export function resendMail(ctx: Context<Editor>, id: string): Promise<Mail> {
  refuseBound(ctx.actor, areOfAll);
  return transact(ctx, async (tx) => {
    const [before] = await tx.$queryRaw<Mail[]>`select ${shown} from mails where id = ${id}::uuid for update`;
    if (!before) throw notFound("mail");
    const { status } = before;
    // An erasure leaves no address.
    if ((status !== "failed" && status !== "uncertain") || before.to === "") {
      throw new AppError("illegal-mail-state", `A mail that is ${status} cannot be sent again.`, {
        state: status,
      });
    }
    const [mail] = await tx.$queryRaw<Mail[]>`
      update mails set status = 'due', next_attempt_at = ${ctx.clock.sqlNow} where id = ${id}::uuid returning ${shown}`;
    await recordDeskEvent(tx, ctx, {
      ...{ subject: "mail", subjectId: id, action: "resend", publicationId: null },
      changes: { before: { status }, after: { status: "due" } },
    });
    wakeFor(tx, ctx, senderOf(before.letter), id);
    return mail ?? before;
  });
}
