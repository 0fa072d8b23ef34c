/** What becomes of digests in time: they go when the last of their mails has. */

import type { Context } from "../../context.ts";
import { keptFor } from "../mail/expire.ts";

/** Digests of one sweep at the most; the next sweep takes the rest. */
const maxPerSweep = 100;

/** Removes digests that are old, with what they told of; what is as old is told of no more. */
export async function removeOldDigests({ db, clock }: Context): Promise<void> {
  await db.$executeRaw`
    delete from digests where id in (
      select d.id from digests d
      where d.id < (select new_id(${clock.sqlNow} - ${keptFor}::interval))
        and not exists (select from mails m where m.digest_id = d.id)
      order by d.id limit ${maxPerSweep})`;
}
