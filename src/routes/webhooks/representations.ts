/** What leaves about webhooks and their deliveries. */

import { z } from "zod";
import type { Delivery, DeliveryTry, WholeDelivery } from "../../services/webhooks/deliveries.ts";
import type { Webhook } from "../../services/webhooks/endpoints.ts";
import { instantOut, iso, isoOrNull } from "../representations.ts";

export const webhookOut = z
  .object({
    id: z.uuid(),
    publication: z
      .string()
      .nullable()
      .meta({ description: "Whose articles it hears of; null for an organisation's." }),
    url: z.string(),
    description: z.string().nullable(),
    events: z.array(z.string()),
    disabled: z.boolean(),
    disabledAt: instantOut.nullable(),
    disabledReason: z
      .enum(["owner", "gone", "failing"])
      .nullable()
      .meta({ description: "`gone`: it answered 410. `failing`: it took nothing for three days." }),
    failingSince: instantOut.nullable().meta({ description: "Since when it has taken nothing." }),
    pausedUntil: instantOut.nullable().meta({ description: "Until when it is left alone after failures." }),
    previousSecretUntil: instantOut
      .nullable()
      .meta({ description: "Until when the secret before the last rotation signs too." }),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .meta({ id: "Webhook" });

/** The endpoint as its owner sees it; what has passed is not shown. */
export function representWebhook(webhook: Webhook, now: Date): z.output<typeof webhookOut> {
  const { id, url, description, events, disabledReason, publication } = webhook;
  const stillTo = (at: Date | null) => (at && at > now ? iso(at) : null);
  return {
    ...{ id, url, description, events, publication: publication?.slug ?? null },
    disabled: webhook.disabledAt !== null,
    disabledAt: isoOrNull(webhook.disabledAt),
    disabledReason: disabledReason as z.output<typeof webhookOut>["disabledReason"],
    failingSince: isoOrNull(webhook.failingSince),
    pausedUntil: stillTo(webhook.pausedUntil),
    previousSecretUntil: stillTo(webhook.previousUntil),
    createdAt: iso(webhook.createdAt),
    updatedAt: iso(webhook.updatedAt),
  };
}

const tryOut = z.object({
  at: instantOut,
  status: z.int().nullable().meta({ description: "What the endpoint answered; null when it did not." }),
  failure: z.string().nullable().meta({ description: "Why there was no answer: `timeout`, `refused`, ..." }),
  tookMs: z.int(),
});

export const deliveryOut = z
  .object({
    id: z.uuid().meta({ description: "The `webhook-id` of every try." }),
    type: z.string(),
    release: z.uuid().nullable(),
    status: z.enum(["due", "delivered", "failed"]),
    attempts: z.int().meta({ description: "Tries since it was made, or was last asked for again." }),
    createdAt: instantOut,
    nextAttemptAt: instantOut.nullable(),
    deliveredAt: instantOut.nullable(),
    lastTry: tryOut.nullable(),
  })
  .meta({ id: "Delivery" });

export const wholeDeliveryOut = deliveryOut
  .extend({
    payload: z.record(z.string(), z.unknown()).meta({ description: "The body, the same at every try." }),
    tries: z.array(tryOut),
  })
  .meta({ id: "WholeDelivery" });

/** A line of an endpoint's log. */
export function representDelivery(delivery: Delivery): z.output<typeof deliveryOut> {
  const { id, type, releaseId, status, attempts, createdAt, nextAttemptAt, deliveredAt, lastTry } = delivery;
  return {
    ...{ id, type, release: releaseId, status, attempts },
    createdAt: iso(createdAt),
    nextAttemptAt: isoOrNull(nextAttemptAt),
    deliveredAt: isoOrNull(deliveredAt),
    lastTry: lastTry && representTry(lastTry),
  };
}

/** One delivery, with what it says and how often it was tried. */
export function representWhole(delivery: WholeDelivery): z.output<typeof wholeDeliveryOut> {
  return {
    ...representDelivery(delivery),
    payload: delivery.payload,
    tries: delivery.tries.map(representTry),
  };
}

function representTry({ at, status, failure, tookMs }: DeliveryTry): z.output<typeof tryOut> {
  return { at: iso(at), status, failure, tookMs };
}
