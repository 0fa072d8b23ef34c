/** What comes of a try: the delivery is made, due again later, or given up; and the endpoint is well, or left alone. */

import type { Context } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { isGone, type Try, wasTaken } from "../../domain/webhooks/webhook-answer.ts";
import { recordDeskEvent } from "../administration/events/desk-events.ts";
import { transact } from "../transact.ts";
import { type Leased, leaseFor } from "./lease.ts";
import { tellOwner } from "./tell-owner.ts";

/** Deliveries that failed in a row, each counted once, after which an endpoint is in trouble and gets one at a time. */
export const troubleAfter = 3;
/** How long a delivery is tried, and an endpoint may take nothing at all. */
const giveUpAfter = Prisma.sql`interval '3 days'`;
/** The delays between the tries of a delivery: doubling from the first to the longest, with a quarter more or less. */
const firstDelay = Prisma.sql`interval '5 seconds'`;
const longestDelay = Prisma.sql`interval '30 minutes'`;
/** Doublings after which the longest delay is reached. */
const mostDoublings = 12;
/** How long an endpoint in trouble is left alone at the most; one that answers at all costs little to ask. */
const longestPauseSeconds = { answering: 5, silent: 300 };

interface Outcome {
  readonly failures: number;
  /** Whether the endpoint has taken nothing for as long as anything is tried. */
  readonly failing: boolean;
  readonly status: "due" | "delivered" | "failed";
  /** Until the delivery may be tried again. */
  readonly againInMs: number;
}

/**
 * Records a try in one statement, if this worker still has the endpoint and the delivery is still due: a worker that
 * slept through its lease writes nothing. Returns the endpoint's failures after it.
 */
export async function recordOutcome(
  ctx: Context,
  endpoint: Leased,
  deliveryId: string,
  made: Try,
): Promise<number | undefined> {
  const [outcome] = await ctx.hot.$queryRaw<Outcome[]>`
    with held as (
      select id, failures, failing_since, ${ctx.clock.sqlNow} as now from webhooks
      where id = ${endpoint.id}::uuid and lease_id = ${endpoint.leaseId}::uuid and leased_until > ${ctx.clock.sqlNow}
      for no key update
    ), tried as (
      update webhook_deliveries d set attempts = d.attempts + 1, ${wasTaken(made) ? takenColumns : againColumns(made)}
      from held where d.id = ${deliveryId}::uuid and d.status = 'due'
      returning d.id, d.status, d.attempts, d.next_attempt_at
    ), attempt as (
      insert into webhook_attempts (id, delivery_id, status, failure, took_ms, at)
      select new_id(held.now), tried.id, ${made.status}::int, ${made.failure}, ${made.tookMs}::int, held.now from tried, held
    ), endpoint as (
      update webhooks w set leased_until = held.now + ${leaseFor}, ${wasTaken(made) ? wellColumns : troubleColumns(made)}
      from held, tried where w.id = held.id
      returning w.failures, w.failing_since, w.paused_until
    )
    select endpoint.failures, coalesce(endpoint.failing_since <= held.now - ${giveUpAfter}, false) as failing, tried.status,
      (extract(epoch from greatest(tried.next_attempt_at, endpoint.paused_until) - held.now) * 1000)::float8 as "againInMs"
    from endpoint, tried, held`;
  if (!outcome) return undefined;
  if (isGone(made)) await disable(ctx, endpoint, "gone");
  else if (outcome.failing) await disable(ctx, endpoint, "failing");
  else if (outcome.status === "due") ctx.queues.wake("deliver", endpoint.id, outcome.againInMs);
  return outcome.failures;
}

const takenColumns = Prisma.sql`status = 'delivered', delivered_at = held.now`;
const wellColumns = Prisma.sql`failures = 0, failing_since = null, paused_until = null`;

/** The last try is made when the three days end. */
function againColumns({ retryAfterMs }: Try): Prisma.Sql {
  return Prisma.sql`
    status = (case when d.due_since + ${giveUpAfter} <= held.now then 'failed' else 'due' end)::delivery_status,
    next_attempt_at = least(d.due_since + ${giveUpAfter}, held.now + greatest(
      least(power(2, least(d.attempts, ${mostDoublings}::int)) * ${firstDelay}, ${longestDelay}) * (0.75 + random() / 2),
      ${retryAfterMs}::int * interval '1 millisecond'))`;
}

/**
 * Each delivery counts once, however often it fails: one that the endpoint will never take does not keep the others
 * waiting, while an endpoint that takes none of many is left alone for longer and longer.
 */
function troubleColumns({ status, retryAfterMs }: Try): Prisma.Sql {
  const longest = status === null ? longestPauseSeconds.silent : longestPauseSeconds.answering;
  const failures = Prisma.sql`w.failures + (case when tried.attempts = 1 then 1 else 0 end)`;
  return Prisma.sql`failures = ${failures}, failing_since = coalesce(w.failing_since, held.now),
    paused_until = greatest(w.paused_until, held.now + greatest(
      case when ${failures} >= ${troubleAfter}::int
        then least(power(2, least(${failures} - ${troubleAfter}::int, ${mostDoublings}::int)), ${longest}::int)
        else 0 end * interval '1 second' * (0.75 + random() / 2),
      ${retryAfterMs}::int * interval '1 millisecond'))`;
}

/** Disables an endpoint that this worker has, and tells its owner; what was due is given up, and can be asked for again. */
async function disable(ctx: Context, { id, leaseId }: Leased, reason: "gone" | "failing"): Promise<void> {
  const done = await transact(ctx, async (tx) => {
    const [disabled] = await tx.$queryRaw<{ publicationId: string | null }[]>`
      update webhooks set disabled_at = ${ctx.clock.sqlNow}, disabled_reason = ${reason}, updated_at = ${ctx.clock.sqlNow}
      where id = ${id}::uuid and lease_id = ${leaseId}::uuid and disabled_at is null
      returning publication_id as "publicationId"`;
    if (!disabled) return false;
    await tx.$executeRaw`
      update webhook_deliveries set status = 'failed' where webhook_id = ${id}::uuid and status = 'due'`;
    await recordDeskEvent(tx, ctx, {
      ...{ subject: "webhook", subjectId: id, action: "disable", publicationId: disabled.publicationId },
      reason,
    });
    await tellOwner(tx, ctx, id, leaseId);
    return true;
  });
  if (done) ctx.log.warn({ webhook: { id }, reason }, `Disabled webhook ${id}: ${reason}`);
}
