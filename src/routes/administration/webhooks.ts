/** The webhooks of publications: who is told of their articles. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { asEditor } from "../actors.ts";
import { webhookDeliveries } from "../webhooks/deliveries.ts";
import { type Ownership, webhookEndpoints } from "../webhooks/endpoints.ts";

const ownership: Ownership = { path: "/webhooks", access: { desk: "admin" }, asOwner: asEditor };

export const deskWebhooks: FastifyPluginAsyncZod = async (app) => {
  await app.register(webhookEndpoints(ownership));
  await app.register(webhookDeliveries(ownership));
};
