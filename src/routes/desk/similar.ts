/** What a release resembles. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { states } from "../../domain/releases/lifecycle.ts";
import { listSimilar, type SimilarRelease } from "../../services/duplicates/similar.ts";
import { editorOf } from "../actors.ts";
import { pageOf } from "../pagination.ts";
import { instantOut, isoOrNull } from "../representations.ts";

const excerpt = z.object({ start: z.int(), end: z.int(), text: z.string() });
const similarOut = z
  .object({
    id: z.uuid(),
    version: z.int(),
    headline: z.string(),
    organization: z.object({ id: z.uuid(), name: z.string() }),
    publication: z.string(),
    status: z.enum(states),
    submittedAt: instantOut.nullable(),
    publishedAt: instantOut.nullable(),
    similarity: z
      .number()
      .meta({ description: "Part of the words, outside what a template explains, that both have: 0 to 1." }),
    isCopy: z.boolean(),
    passages: z.array(z.object({ here: excerpt, there: excerpt })).meta({
      description: "Side by side, in the order of this release: headline, line break, readable body.",
    }),
  })
  .meta({ id: "SimilarRelease" });

function represent({
  submittedAt,
  publishedAt,
  passages,
  ...rest
}: SimilarRelease): z.output<typeof similarOut> {
  return {
    ...rest,
    organization: { ...rest.organization },
    submittedAt: isoOrNull(submittedAt),
    publishedAt: isoOrNull(publishedAt),
    passages: passages.map(({ here, there }) => ({ here: { ...here }, there: { ...there } })),
  };
}

export const similar: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/releases/:id/similar",
    {
      config: { access: { desk: "editor" } },
      schema: {
        tags: ["desk"],
        summary: "What it resembles, and where",
        description: "At most ten releases, earlier and later, the likest first.",
        params: z.object({ id: z.uuid() }),
        response: { 200: pageOf(similarOut) },
      },
    },
    async (request) => ({
      items: (await listSimilar(editorOf(request), request.params.id)).map(represent),
      nextCursor: null,
    }),
  );
};
