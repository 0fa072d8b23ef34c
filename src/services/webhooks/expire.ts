/** How long the log of webhooks is kept. */

import type { Context } from "../../context.ts";

const keptFor = "30 days";
/** Rows removed by one sweep at the most; the next sweep takes the rest. */
const maxPerSweep = 1000;

/** Removes deliveries that are old, with their tries; what was asked for again lately stays. */
export async function removeOldDeliveries({ db, clock }: Context): Promise<void> {
  // An id begins with the moment of its making, so the oldest are at one end of the primary key.
  await db.$executeRaw`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries
      where id < (select new_id(${clock.sqlNow} - ${keptFor}::interval))
        and due_since < ${clock.sqlNow} - ${keptFor}::interval
      order by id limit ${maxPerSweep})`;
}
