/**
 * Delivering to an endpoint: what is due, different releases beside each other and each release's events in their order.
 *
 * One worker at a time has an endpoint, so an endpoint that hangs holds up nobody but itself.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { EgressFailure } from "../../adapters/egress/failure.ts";
import type { Context } from "../../context.ts";
import { retryAfterOf, type Try } from "../../domain/webhooks/webhook-answer.ts";
import { signedHeaders } from "../../domain/webhooks/webhook-signature.ts";
import { hasWork } from "./due.ts";
import { type DueDelivery, endLease, type Leased, nextDeliveries, takeLease } from "./lease.ts";
import { recordOutcome, troubleAfter } from "./outcome.ts";

/** So long a run begins deliveries; what is left then is another run's, behind those of other endpoints. */
const runForMs = 5000;
/** How many are under way to one endpoint: some while it takes them, one to see whether it is back. */
const inFlight = { well: 8, inTrouble: 1 };
/** How soon what becomes due is seen while an answer is waited for. */
const lookEveryMs = 500;

/** Delivers what is due to an endpoint. Coming twice, early or to one that somebody else has changes nothing. */
export async function deliverTo(ctx: Context, webhookId: string): Promise<void> {
  const endpoint = await takeLease(ctx, webhookId);
  if (!endpoint) return;
  try {
    await deliverDue(ctx, endpoint);
  } finally {
    await endLease(ctx, endpoint);
  }
  // What came up after the last look found the endpoint taken.
  if (await hasWork(ctx, webhookId)) ctx.queues.wake("deliver", webhookId);
}

async function deliverDue(ctx: Context, endpoint: Leased): Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  const endAt = performance.now() + runForMs;
  let { failures } = endpoint;
  const begin = (delivery: DueDelivery) => {
    const made = deliver(ctx, endpoint, delivery)
      .then((now) => {
        failures = now ?? failures;
      })
      .finally(() => underWay.delete(delivery.id));
    underWay.set(delivery.id, made);
  };
  const beginMore = async () => {
    const most = failures >= troubleAfter ? inFlight.inTrouble : inFlight.well;
    const limit = performance.now() < endAt ? most - underWay.size : 0;
    if (limit <= 0) return;
    const next = await nextDeliveries(ctx, endpoint, { limit, underWay: [...underWay.keys()] });
    next.forEach(begin);
  };
  try {
    let isDone = false;
    while (!isDone) {
      const before = underWay.size;
      await beginMore();
      // What ended while more was looked for may have made way for it: then it is looked for again.
      isDone = before === 0 && underWay.size === 0;
      if (underWay.size > 0) {
        await Promise.race([...underWay.values(), sleep(lookEveryMs, undefined, { ref: false })]);
      }
    }
  } finally {
    // After an accident too: what was sent is recorded before the endpoint is let go of.
    await Promise.allSettled(underWay.values());
  }
}

/** Makes one delivery and records what came of it; returns the endpoint's failures then. */
async function deliver(ctx: Context, endpoint: Leased, delivery: DueDelivery): Promise<number | undefined> {
  return recordOutcome(ctx, endpoint, delivery.id, await send(ctx, delivery));
}

async function send({ egress, clock }: Context, message: DueDelivery): Promise<Try> {
  const begunAt = performance.now();
  const took = () => Math.round(performance.now() - begunAt);
  try {
    const { status, headers } = await egress.send({
      method: "POST",
      url: message.url,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Dateline-Webhooks",
        ...signedHeaders(message, message.secrets),
      },
      body: message.body,
    });
    const retryAfterMs = retryAfterOf(status, headers, clock.now());
    return { status, failure: null, tookMs: took(), retryAfterMs };
  } catch (error) {
    if (!(error instanceof EgressFailure)) throw error;
    return { status: null, failure: error.reason, tookMs: took(), retryAfterMs: 0 };
  }
}
