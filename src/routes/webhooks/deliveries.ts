/** The log of a webhook's deliveries, sending them again, and trying an endpoint out. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { instant } from "../../domain/time/local-time.ts";
import {
  findDelivery,
  listDeliveries,
  replayDeliveries,
  replayDelivery,
  testWebhook,
} from "../../services/webhooks/deliveries.ts";
import { answer } from "../answer.ts";
import { page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { type Ownership, webhookParams, webhookTags } from "./endpoints.ts";
import { deliveryOut, representDelivery, representWhole, wholeDeliveryOut } from "./representations.ts";

const place = z.string().regex(/^\d{1,19}$/);
const params = webhookParams.extend({ delivery: z.uuid() });

/** The routes about what endpoints were sent. */
export function webhookDeliveries({ path, access, asOwner }: Ownership): FastifyPluginAsyncZod {
  const config = { access };
  const tags = webhookTags;

  return async (app) => {
    app.get(
      `${path}/:id/deliveries`,
      {
        config,
        schema: {
          tags,
          summary: "What a webhook was sent",
          description: "The newest first. Kept for 30 days.",
          params: webhookParams,
          querystring: z.strictObject({
            status: z.enum(["due", "delivered", "failed"]).optional(),
            type: z.string().max(60).optional(),
            release: z.uuid().optional(),
            from: instant.optional(),
            to: instant.optional(),
            ...pageQuery,
          }),
          response: { 200: pageOf(deliveryOut) },
        },
      },
      async (request) => {
        const { cursor, ...filter } = request.query;
        const after = readCursor(cursor, place);
        const found = await listDeliveries(asOwner(request.context), request.params.id, { ...filter, after });
        return page(found, filter.limit, ({ position }) => position, representDelivery);
      },
    );

    app.get(
      `${path}/:id/deliveries/:delivery`,
      {
        config,
        schema: {
          tags,
          summary: "One delivery, with its tries",
          params,
          response: { 200: wholeDeliveryOut },
        },
      },
      async ({ params: { id, delivery }, context }) =>
        representWhole(await findDelivery(asOwner(context), id, delivery)),
    );

    app.post(
      `${path}/:id/deliveries/:delivery/replay`,
      {
        config,
        schema: {
          tags,
          summary: "Send a delivery again",
          description: "Under the same `webhook-id`, with the same words.",
          params,
          response: { 202: wholeDeliveryOut },
        },
      },
      (request, reply) =>
        answer(
          request,
          reply,
          (context) => replayDelivery(asOwner(context), request.params.id, request.params.delivery),
          (delivery) => ({ status: 202, body: representWhole(delivery) }),
        ),
    );

    app.post(
      `${path}/:id/replays`,
      {
        config,
        schema: {
          tags,
          summary: "Send again what was made in a stretch of time",
          description: "Without `status`, both what was taken and what was given up.",
          params: webhookParams,
          body: z.strictObject({
            from: instant,
            to: instant.optional(),
            status: z.enum(["delivered", "failed"]).optional(),
          }),
          response: { 202: z.object({ replayed: z.int() }) },
        },
      },
      (request, reply) =>
        answer(
          request,
          reply,
          (context) => replayDeliveries(asOwner(context), request.params.id, request.body),
          (replayed) => ({ status: 202, body: { replayed } }),
        ),
    );

    app.post(
      `${path}/:id/tests`,
      {
        config: { ...config, limit: "webhook-test" },
        schema: {
          tags,
          summary: "Try a webhook out",
          description: "Sends `webhook.test`, whatever the webhook listens to.",
          params: webhookParams,
          response: { 202: wholeDeliveryOut },
        },
      },
      (request, reply) =>
        answer(
          request,
          reply,
          (context) => testWebhook(asOwner(context), request.params.id),
          (delivery) => ({ status: 202, body: representWhole(delivery) }),
        ),
    );
  };
}
