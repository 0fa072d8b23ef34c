/** What is published, corrected and taken down, told as it happens. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { invalidRequest } from "../../errors.ts";
import type { Heard } from "../../services/articles/stream.ts";
import { publication } from "./publication.ts";

const description = `Server-sent events \`article.published\`, \`article.corrected\` and \`article.retracted\`. Goes on
after the event that \`Last-Event-ID\` names, and without one begins with what happens next. See docs/reading.md.`;

const position = z.string().regex(/^\d{1,15}$/, "must be the id of an event");

export const stream: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/articles/stream",
    {
      config: { access: "public" },
      schema: {
        tags: ["articles"],
        summary: "What happens to articles, as it happens",
        description,
        querystring: z.strictObject({
          publication,
          lastEventId: position.optional().meta({
            description: "For the first connection of a browser, which cannot send the header.",
          }),
        }),
      },
    },
    async (request, reply) => {
      const { publication, lastEventId } = request.query;
      // A browser that comes back names in the header what it has heard since the address was made.
      const after = inHeader(request.headers["last-event-id"]) ?? inQuery(lastEventId);
      const listener = await app.articleStream.open(request.context, publication, after);
      if (request.method === "HEAD") listener.destroy();
      return reply
        .headers({ "cache-control": "no-store, no-transform", "x-accel-buffering": "no" })
        .type("text/event-stream; charset=utf-8")
        .send(request.method === "HEAD" ? "" : listener);
    },
  );
};

function inHeader(given: string | string[] | undefined): Heard | undefined {
  if (given === undefined || given === "") return undefined;
  const pointer = "Last-Event-ID";
  const parsed = position.safeParse(given);
  if (parsed.success) return { position: Number(parsed.data), pointer };
  throw invalidRequest({ pointer, detail: "must be the id of an event" });
}

function inQuery(given: string | undefined): Heard | undefined {
  return given === undefined ? undefined : { position: Number(given), pointer: "/lastEventId" };
}
