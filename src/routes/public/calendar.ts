/** Announced events, for readers' calendars. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { listEvents } from "../../services/articles/feed-articles.ts";
import { findMasthead } from "../../services/articles/sections.ts";
import { cacheable } from "./articles.ts";
import { writeCalendar } from "./forms/calendar.ts";
import { publicationQuery } from "./publication.ts";

export const calendar: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/events.ics",
    {
      // Of nothing that changes alone, so not kept: which events it has depends on the hour too.
      config: { access: "public", cached: [] },
      schema: {
        tags: ["feeds"],
        summary: "Announced events, as iCalendar",
        description: "Those that begin no longer than thirty days ago. A retracted one is cancelled.",
        querystring: publicationQuery,
      },
    },
    async (request, reply) => {
      cacheable(reply);
      const { publication } = request.query;
      const { name } = await findMasthead(request.context, publication);
      const announced = await listEvents(request.context, publication);
      const text = writeCalendar(name, announced, ({ id }, err) =>
        request.log.warn({ err, article: { id } }, `The calendar leaves out the event of article ${id}`),
      );
      return reply.type("text/calendar; charset=utf-8").send(text);
    },
  );
};
