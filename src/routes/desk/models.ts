/** The models that choose sections and tell spam, for the desk: how good they are, and which is in service. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { slugText } from "../../domain/articles/slug.ts";
import { measures } from "../../domain/categories/measures.ts";
import { learnedKinds } from "../../services/learning/decisions.ts";
import {
  type CategoryModel,
  chooseModel,
  countVerdicts,
  listModels,
} from "../../services/learning/models.ts";
import { editorOf } from "../actors.ts";
import { instantOut, isoOrNull } from "../representations.ts";

const tags = ["desk"];
const publication = slugText.max(60).optional().meta({ description: "By default the key's own, or `main`." });

const modelOut = z
  .object({
    number: z.int().meta({ description: "Counts the publication's models; 0 is what ships." }),
    learned: z.enum(learnedKinds).nullable().meta({
      description:
        "What was learned anew for it: where releases belong, or what is spam. The rest is as it was before.",
    }),
    base: z.string().meta({ description: "Version of the shipped model that what was learned lies over." }),
    inService: z.boolean(),
    createdAt: instantOut.nullable(),
    learnedFrom: z.int().nullable().meta({ description: "Decisions." }),
    measures: measures.nullable().meta({ description: "On the decisions that are never learned from." }),
    against: z
      .object({ number: z.int(), measures })
      .nullable()
      .meta({ description: "The model that was in service when it was learned, on the same decisions." }),
    better: z.boolean().nullable(),
  })
  .meta({ id: "CategoryModel" });

const modelsOut = z.object({
  items: z.array(modelOut),
  nextCursor: z.null(),
  verdicts: z
    .array(z.object({ given: z.string(), chosen: z.string(), count: z.int() }))
    .meta({ description: "What editors decided of late about what the machine had judged how." }),
});

const represent = ({ report, createdAt, ...model }: CategoryModel): z.output<typeof modelOut> => ({
  ...model,
  createdAt: isoOrNull(createdAt),
  learnedFrom: report?.learnedFrom ?? null,
  measures: report?.candidate ?? null,
  against: report && { number: report.against, measures: report.running },
  better: report?.better ?? null,
});

export const models: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/models",
    {
      config: { access: { desk: "managing_editor" } },
      schema: {
        tags,
        summary: "Models learned from editors, newest first, and the one that ships",
        querystring: z.strictObject({ publication }),
        response: { 200: modelsOut },
      },
    },
    async (request) => {
      const [ctx, of] = [editorOf(request), request.query.publication];
      return {
        items: (await listModels(ctx, of)).map(represent),
        nextCursor: null,
        verdicts: await countVerdicts(ctx, of),
      };
    },
  );

  app.put(
    "/models/in-service",
    {
      config: { access: { desk: "managing_editor" } },
      schema: {
        tags,
        summary: "Put a model into service, also an earlier one",
        description: "Every process goes by it from the next release on; `0` is the model that ships.",
        body: z.strictObject({ publication, number: z.int().min(0).max(1_000_000) }),
        response: { 200: modelOut },
      },
    },
    async (request) => {
      const { publication: of, number } = request.body;
      const all = await chooseModel(editorOf(request), of, number);
      return represent(all.find((model) => model.number === number) as CategoryModel);
    },
  );
};
