/** How much comes at once, of one sender and from one network; of networks a mark is kept, and that for a day. */

import type { Context } from "../../context.ts";
import { isInnerAddress, networkOf } from "../../domain/addresses/network.ts";
import type { Burst } from "../../domain/rules/rule.ts";
import { sameMoment } from "../duplicates/earlier-copy.ts";

export interface Arrival {
  readonly releaseId: string;
  /** The id of the organisation, or of the agency that acts for it. */
  readonly sender: string;
  /** Where it was attested from. */
  readonly address: string | null;
  readonly at: Date | null;
}

/**
 * Records that a release came, once however often it is judged, and counts what came in the hour before it. It is
 * recorded before it is counted, so of two at the same instant at least one sees the other. Hours are those of
 * submission: what had to wait for a worker did not come at once.
 */
export async function countBurst(
  { hot, clock, secrets }: Context,
  { releaseId, sender, address, at }: Arrival,
): Promise<Burst> {
  const network =
    address === null || isInnerAddress(address) ? null : Buffer.from(secrets.mark(networkOf(address)));
  const came = (at ?? clock.now()).toISOString();
  await hot.$queryRaw`
    insert into release_arrivals (release_id, sender, network, at)
    values (${releaseId}::uuid, ${sender}, ${network}::bytea, ${came}::timestamptz)
    on conflict (release_id) do update
      set sender = excluded.sender, network = excluded.network, at = excluded.at`;
  const [burst] = await hot.$queryRaw<Burst[]>`
    with span as (
      select ${came}::timestamptz - interval '1 hour' as since, ${came}::timestamptz + ${sameMoment}::interval as until
    )
    select (
      select count(distinct a.sender)::int from release_arrivals a
      where a.network = ${network}::bytea and a.at between since and until
    ) as senders, (
      select count(*)::int from release_arrivals a where a.sender = ${sender} and a.at between since and until
    ) as releases
    from span`;
  return burst ?? { senders: 0, releases: 0 };
}
