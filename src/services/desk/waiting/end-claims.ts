/** Ending what somebody has claimed who works there no longer. */

import { type Context, signature } from "../../../context.ts";
import type { Tx } from "../../../db/client.ts";
import { nobodyClaims } from "./waiting.ts";

/**
 * Ends the claims of somebody of the desk, except in the publication where that person works on; each that still held
 * is an event of its release. Returns how many did.
 */
export async function endClaims(
  tx: Tx,
  ctx: Context,
  staffId: string,
  worksOnIn: string | null = null,
): Promise<number> {
  const who = signature(ctx.actor);
  const now = ctx.clock.sqlNow;
  return tx.$executeRaw`
    with claimed as (
      select id, status, version, claimed_until > ${now} as holds from releases
      where claimed_by_id = ${staffId}::uuid
        and (${worksOnIn}::uuid is null or publication_id <> ${worksOnIn}::uuid)
      order by id for update
    ), ended as (
      update releases set ${nobodyClaims} from claimed where releases.id = claimed.id
    )
    insert into release_events
      (id, release_id, action, from_status, to_status, version, actor_role, actor_id, actor_name, note, at)
    select new_id(${now}), id, 'unclaim', status, status, version, ${who.role}, ${who.id}, ${who.name},
      'Whoever had claimed it works here no longer.', ${now}
    from claimed where holds`;
}
