/** Which deliveries may be made, and which endpoints nobody has looked after. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";

/**
 * That `webhook_deliveries d` may be made to `webhooks w` as of a moment: it is due, none of the same release before it
 * still is, and the endpoint is neither disabled nor left alone.
 */
export function makeable({ clock }: Context, asOf: Prisma.Sql = clock.sqlNow): Prisma.Sql {
  // Read once for the statement, so that an index finds what is due. Rows hold milliseconds, rounded up as well as down.
  const moment = Prisma.sql`(select ${asOf} + interval '1 millisecond')`;
  return Prisma.sql`d.webhook_id = w.id and d.status = 'due' and d.next_attempt_at <= ${moment}
    and w.disabled_at is null and (w.paused_until is null or w.paused_until <= ${moment})
    and not exists (select 1 from webhook_deliveries earlier
      where earlier.webhook_id = d.webhook_id and earlier.release_id = d.release_id and earlier.status = 'due'
        and earlier.position < d.position)`;
}

/** Whether there is anything to make for an endpoint now. */
export async function hasWork(ctx: Context, webhookId: string): Promise<boolean> {
  const [row] = await ctx.hot.$queryRaw<{ work: boolean }[]>`
    select exists (select 1 from webhooks w, webhook_deliveries d where w.id = ${webhookId}::uuid and ${makeable(ctx)}) as work`;
  return row?.work ?? false;
}

/** Endpoints to which something may be made as of a moment gone by, and whom nobody has. */
export function forgottenEndpoints(ctx: Context, asOf: Prisma.Sql, limit: number): Promise<{ id: string }[]> {
  return ctx.hot.$queryRaw`
    select w.id from webhooks w
    where (w.leased_until is null or w.leased_until <= ${asOf})
      and exists (select 1 from webhook_deliveries d where ${makeable(ctx, asOf)})
    limit ${limit}`;
}
