/** An organisation's webhooks: where it is told of its releases. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { asSubmitter } from "../actors.ts";
import { webhookDeliveries } from "../webhooks/deliveries.ts";
import { type Ownership, webhookEndpoints } from "../webhooks/endpoints.ts";

const ownership: Ownership = {
  path: "/organizations/me/webhooks",
  access: { submitter: "webhook:manage" },
  asOwner: asSubmitter,
};

export const webhooks: FastifyPluginAsyncZod = async (app) => {
  await app.register(webhookEndpoints(ownership));
  await app.register(webhookDeliveries(ownership));
};
