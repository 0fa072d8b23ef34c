/** What becomes of subscriptions that nobody confirmed. */

import type { Context } from "../../context.ts";

/** Rows of one sweep at the most; the next sweep takes the rest. */
const maxPerSweep = 1000;

/** Removes the addresses of those who never opened their link, and what else was asked for and not confirmed. */
export async function removeUnconfirmed({ db, clock }: Context): Promise<void> {
  await db.$executeRaw`
    with late as (
      select id from subscribers where confirmation_expires_at < ${clock.sqlNow}
      order by confirmation_expires_at limit ${maxPerSweep} for update skip locked
    ), kept as (
      update subscribers set confirmation_hash = null, confirmation_expires_at = null
      where id in (select id from late) and status <> 'pending'
    )
    delete from subscribers where id in (select id from late) and status = 'pending'`;
}
