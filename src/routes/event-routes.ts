/** What happened to a release: the same list for its submitter and for the desk, who are shown more of each line. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { listEvents, type ReleaseEvent } from "../services/releases/history.ts";
import type { Access } from "./access.ts";
import { idPlace, longPageQuery, page, pageOf, readCursor } from "./pagination.ts";

/** The route that lists events, for whoever the access is for; `represent` shows a line as `out` has it. */
export function eventRoutes<Out extends z.ZodType>(
  tag: string,
  access: Access,
  out: Out,
  represent: (event: ReleaseEvent) => z.output<Out>,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/releases/:id/events",
      {
        config: { access },
        schema: {
          tags: [tag],
          summary: "What happened to it",
          description: "The oldest first.",
          params: z.object({ id: z.uuid() }),
          querystring: z.strictObject(longPageQuery),
          response: { 200: pageOf(out) },
        },
      },
      async (request) => {
        const { limit, cursor } = request.query;
        const after = readCursor(cursor, idPlace);
        const events = await listEvents(request.context, request.params.id, { limit, after });
        return page(events, limit, ({ id }) => id, represent);
      },
    );
  };
}
