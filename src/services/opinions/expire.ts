/** How long opinions are kept, and how long one is waited for; also where no model is asked any more. */

import type { Context } from "../../context.ts";

/** By then an editor has looked. */
const waitedFor = "1 day";
const keptFor = "30 days";

/** Removes what is kept no longer. */
export async function removeOldOpinions({ db, clock }: Context): Promise<void> {
  await db.$executeRaw`
    with waiting as (
      delete from opinion_work where since < ${clock.sqlNow} - ${waitedFor}::interval
    ), days as (
      delete from opinion_days where day < ${clock.sqlNow} - ${keptFor}::interval
    )
    delete from opinions where created_at < ${clock.sqlNow} - ${keptFor}::interval`;
}
