/** What becomes of mails in time: whose sender has died is uncertain, and what is old is removed. */

import type { Context } from "../../context.ts";

export const keptFor = "90 days";
/** Rows of one sweep at the most; the next sweep takes the rest. */
const maxPerSweep = 1000;

/** Gives up waiting for mails whose lease has ended: whoever was sending them died, before or after they were taken. */
export async function giveUpUnheard({ db, clock, log }: Context): Promise<void> {
  const unheard = await db.$queryRaw<{ id: string }[]>`
    update mails set status = 'uncertain', last_error = 'Whoever was sending it ended before it was known to be taken.'
    where id in (
      select id from mails where status = 'sending' and next_attempt_at < ${clock.sqlNow}
      order by next_attempt_at limit ${maxPerSweep} for update skip locked)
    returning id`;
  for (const { id } of unheard) {
    log.error({ mail: { id } }, `Nobody knows whether mail ${id} was taken; it is not sent again unasked`);
  }
}

/** Removes mails that are old and on their way no more, with the addresses in them. */
export async function removeOldMails({ db, clock }: Context): Promise<void> {
  // An id begins with the moment of its making, so the oldest are at one end of the primary key.
  await db.$executeRaw`
    delete from mails where id in (
      select id from mails
      where id < (select new_id(${clock.sqlNow} - ${keptFor}::interval)) and status not in ('due', 'sending')
      order by id limit ${maxPerSweep})`;
}
