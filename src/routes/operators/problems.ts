/** What a problem's `type` leads to: the table of problems, one by one. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { notFound, type ProblemType, problemTypes } from "../../errors.ts";

const problemOut = z
  .object({ type: z.string(), title: z.string(), status: z.int() })
  .meta({ id: "ProblemType" });

export const problems: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/problems/:name",
    {
      config: { access: "public" },
      schema: {
        tags: ["problems"],
        summary: "What a type of problem means",
        params: z.object({ name: z.string().max(60) }),
        response: { 200: problemOut },
      },
    },
    async (request) => {
      const { name } = request.params;
      if (!Object.hasOwn(problemTypes, name)) throw notFound("type of problem");
      return { type: `/problems/${name}`, ...problemTypes[name as ProblemType] };
    },
  );
};
