/** How much the queues hold. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { pageOf } from "../pagination.ts";

const queueOut = z
  .object({
    name: z.string(),
    waiting: z.int(),
    delayed: z.int(),
    active: z.int(),
    failed: z.int(),
  })
  .meta({ id: "Queue" });

export const deskQueues: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/queues",
    {
      config: { access: { desk: "admin" } },
      schema: {
        tags: ["administration"],
        summary: "How much the queues hold",
        response: { 200: pageOf(queueOut) },
      },
    },
    async (request) => ({ items: await request.context.queues.depths(), nextCursor: null }),
  );
};
