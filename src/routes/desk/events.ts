/** The record of everything that happened. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { instant } from "../../domain/local-time.ts";
import { listAllEvents } from "../../services/releases/history.ts";
import { editorOf } from "../actors.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { deskEventOut, representEvent } from "../representations.ts";

const tags = ["administration"];

export const events: FastifyPluginAsyncZod = async (app) => {
  const eventQuery = z.strictObject({
    release: z.uuid().optional(),
    action: z.string().max(40).optional(),
    from: instant.optional(),
    to: instant.optional(),
    ...pageQuery,
  });
  app.get(
    "/events",
    {
      config: { access: { desk: "editor" } },
      schema: {
        tags,
        summary: "Everything that happened",
        querystring: eventQuery,
        response: { 200: pageOf(deskEventOut) },
      },
    },
    async (request) => {
      const { cursor, ...filter } = request.query;
      const after = readCursor(cursor, idPlace);
      const found = await listAllEvents(editorOf(request), { ...filter, after });
      return page(
        found,
        filter.limit,
        ({ id }) => id,
        (event) => ({ ...representEvent(event), note: event.note }),
      );
    },
  );
};
