/** What an editor would object to, told at once and to anybody; nothing is stored. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { releaseInput } from "../../domain/releases/release.ts";
import { checkDraft } from "../../services/check.ts";
import { refuseUnknownPublication } from "../../services/releases/submission-faults.ts";
import { releaseExample } from "../examples.ts";
import { lookingUp } from "../look-ups.ts";
import { isoOrNull, moderationOut, scoredCategoryOut, subjectOut } from "../representations.ts";
import { readCheckParts } from "./release-parts.ts";

const checkOut = z
  .object({
    ...moderationOut.shape,
    categories: z.array(scoredCategoryOut),
    subjects: z.array(subjectOut),
    language: z.string().nullable(),
    fields: z.record(z.string(), z.unknown()).meta({ description: "The release as it would be taken in." }),
  })
  .meta({ id: "Check" });

export const checks: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/checks",
    {
      config: { access: "public", limit: "check" },
      preValidation: readCheckParts,
      ...lookingUp(releaseInput, ({ context }, { publication }) =>
        refuseUnknownPublication(context.db, publication),
      ),
      schema: {
        tags: ["checks"],
        summary: "Check a release without sending it",
        description:
          "As JSON, or as multipart/form-data with a file `document` and a part `release` (JSON) whose fields replace " +
          "what the document says. `fields` shows what was read.",
        consumes: ["application/json", "multipart/form-data"],
        body: releaseInput.meta({ examples: [releaseExample] }),
        response: { 200: checkOut },
      },
    },
    async (request, reply) => {
      const { moderation, categories, subjects, language } = await checkDraft(request.context, request.body);
      reply.header("cache-control", "no-store");
      return {
        ...moderation,
        findings: [...moderation.findings],
        categories: categories.map((scored) => ({ ...scored, evidence: [...scored.evidence] })),
        subjects,
        language,
        fields: {
          ...request.body,
          embargoedUntil: isoOrNull(request.body.embargoedUntil?.at ?? null),
          publishAt: isoOrNull(request.body.publishAt?.at ?? null),
        },
      };
    },
  );
};
