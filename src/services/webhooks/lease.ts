/** One worker at a time delivers to an endpoint: it holds a lease on the endpoint's row, which ends if it dies. */

import { randomUUID } from "node:crypto";
import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { makeable } from "./due.ts";

/** Longer than any request takes, since each outcome and each look for work renews it. */
export const leaseFor = Prisma.sql`interval '25 seconds'`;

/** An endpoint that this worker holds. */
export interface Leased {
  readonly id: string;
  readonly leaseId: string;
  /** Deliveries that failed since the last success. */
  readonly failures: number;
}

/** A delivery to make now, as its endpoint wants it now: it may have changed since the lease was taken. */
export interface DueDelivery {
  readonly id: string;
  readonly body: string;
  readonly url: string;
  /** Those that sign, the latest first. */
  readonly secrets: readonly string[];
  /** Seconds since 1970, by the database's clock. */
  readonly timestamp: number;
}

interface DueRow extends Omit<DueDelivery, "secrets"> {
  readonly secret: Uint8Array;
  readonly previous: Uint8Array | null;
}

/** Takes the lease, unless there is nothing to make or somebody else has it. */
export async function takeLease(ctx: Context, webhookId: string): Promise<Leased | undefined> {
  const leaseId = randomUUID();
  const [row] = await ctx.hot.$queryRaw<{ failures: number }[]>`
    update webhooks w set lease_id = ${leaseId}::uuid, leased_until = ${ctx.clock.sqlNow} + ${leaseFor}
    where id = ${webhookId}::uuid and (leased_until is null or leased_until <= ${ctx.clock.sqlNow})
      and exists (select 1 from webhook_deliveries d where ${makeable(ctx)})
    returning failures`;
  return row && { id: webhookId, leaseId, failures: row.failures };
}

/** Renews the lease and finds what to make next, beside what is under way; nothing once the lease was lost. */
export async function nextDeliveries(
  ctx: Context,
  { id, leaseId }: Leased,
  { limit, underWay }: { readonly limit: number; readonly underWay: readonly string[] },
): Promise<DueDelivery[]> {
  const rows = await ctx.hot.$queryRaw<DueRow[]>`
    with held as (
      update webhooks set leased_until = ${ctx.clock.sqlNow} + ${leaseFor}
      where id = ${id}::uuid and lease_id = ${leaseId}::uuid and leased_until > ${ctx.clock.sqlNow}
      returning id, url, secret, case when previous_until > ${ctx.clock.sqlNow} then previous_secret end as previous
    )
    select next.*, held.url, held.secret, held.previous from held, lateral (
      select d.id, d.payload::text as body, floor(extract(epoch from ${ctx.clock.sqlNow}))::float8 as timestamp
      from webhooks w, webhook_deliveries d
      where w.id = held.id and ${makeable(ctx)} and d.id <> all(${[...underWay]}::uuid[])
      order by d.next_attempt_at, d.position
      limit ${limit}
    ) as next`;
  return rows.map(({ secret, previous, ...delivery }) => ({
    ...delivery,
    secrets: [secret, previous].flatMap((sealed) => (sealed ? [ctx.secrets.open(sealed)] : [])),
  }));
}

/** Lets go of an endpoint. */
export async function endLease(ctx: Context, { id, leaseId }: Leased): Promise<void> {
  await ctx.hot.$queryRaw`
    update webhooks set lease_id = null, leased_until = null where id = ${id}::uuid and lease_id = ${leaseId}::uuid`;
}
