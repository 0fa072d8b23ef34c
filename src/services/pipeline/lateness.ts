/** How many publications are late at this moment: what an operator wants to be woken for. */

import type { Context } from "../../context.ts";
import { nobodySuspended } from "../organizations/suspension.ts";

/** Later than this is late; before, it is on its way. */
const lateAfter = "5 seconds";

/** Releases whose hour has come some seconds ago, by the database's clock, and which nobody has published. */
export async function countLatePublications({ db, clock }: Context): Promise<number> {
  const [row] = await db.$queryRaw<{ late: number }[]>`
    select count(*)::int as late from releases r
    join organizations o on o.id = r.organization_id
    where r.status in ('approved', 'scheduled')
      and greatest(r.updated_at, r.embargoed_until, r.publish_at) < ${clock.sqlNow} - ${lateAfter}::interval
      and o.trust <> 'suspended' and ${nobodySuspended("r")}`;
  return row?.late ?? 0;
}
