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

/** Records that a release came, once however often it is judged. */
export async function recordArrival(ctx: Context, arrival: Arrival): Promise<void> {
  await ctx.hot.$queryRaw`
    insert into release_arrivals (release_id, sender, network, at)
    values (${arrival.releaseId}::uuid, ${arrival.sender}, ${markOf(ctx, arrival)}::bytea,
      ${cameAt(ctx, arrival)}::timestamptz)
    on conflict (release_id) do update
      set sender = excluded.sender, network = excluded.network, at = excluded.at`;
}

/**
 * Counts what came in the hour before a release. It is recorded before it is counted, so of two at the same instant at
 * least one sees the other. Hours are those of submission: what had to wait for a worker did not come at once.
 */
export async function countBurst(ctx: Context, arrival: Arrival): Promise<Burst> {
  const { sender } = arrival;
  const [network, came] = [markOf(ctx, arrival), cameAt(ctx, arrival)];
  const [burst] = await ctx.hot.$queryRaw<Burst[]>`
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

function markOf({ secrets }: Context, { address }: Arrival): Buffer | null {
  return address === null || isInnerAddress(address) ? null : Buffer.from(secrets.mark(networkOf(address)));
}

function cameAt({ clock }: Context, { at }: Arrival): string {
  return (at ?? clock.now()).toISOString();
}
