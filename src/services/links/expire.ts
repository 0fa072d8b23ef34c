/** How long is kept what was answered for links; also where none are asked for any more. */

import type { Context } from "../../context.ts";

/** By then an answer counts no more, and a server that nobody could be asked at is left to the next release. */
const waitedFor = "1 day";
const keptFor = "7 days";

/** Removes what is kept no longer. */
export async function removeOldLinks({ db, clock }: Context): Promise<void> {
  await db.$executeRaw`
    with waiting as (
      delete from link_work where since < ${clock.sqlNow} - ${waitedFor}::interval
    ), hosts as (
      delete from link_hosts where free_at < ${clock.sqlNow} - ${waitedFor}::interval
    )
    delete from links where asked_at < ${clock.sqlNow} - ${keptFor}::interval`;
}
