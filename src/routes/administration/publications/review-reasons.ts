/** The reasons of a publication's editors, as a list to choose from. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { slugText } from "../../../domain/articles/slug.ts";
import { plainText } from "../../../domain/text.ts";
import {
  addReason,
  changeReason,
  listReasons,
  type PlacedReason,
  removeReason,
} from "../../../services/administration/publications/review-reasons.ts";
import { asEditor, editorOf } from "../../actors.ts";
import { answer } from "../../answer.ts";
import { pageOf } from "../../pagination.ts";

const tags = ["administration"];
const asAdmin = { access: { desk: "admin" } } as const;
const slug = slugText.max(60);
const place = z.object({ slug });
const onePlace = z.object({ slug, code: slug });

const decisions = z
  .array(z.enum(["reject", "request_changes"]))
  .min(1)
  .max(2)
  .refine((named) => new Set(named).size === named.length, "must name each decision once")
  .meta({ description: "The decisions that it may stand for." });
const message = plainText(1000).meta({ description: "What the submitter reads." });
const marksSpam = z.boolean().meta({
  description:
    "Whether a refusal for it says that the text is unsolicited advertising: SP-02 learns from those.",
});
const position = z.int().min(0).max(1000);

const reasonOut = z
  .object({
    code: z.string(),
    decisions: z.array(z.enum(["reject", "request_changes"])),
    message: z.string(),
    position: z.int(),
    marksSpam,
  })
  .meta({ id: "ReviewReason" });
const represent = (reason: PlacedReason) => ({ ...reason, decisions: [...reason.decisions] });

export const reviewReasons: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/publications/:slug/reasons",
    {
      config: { access: { desk: "editor" } },
      schema: {
        tags,
        summary: "The reasons to refuse or to send back",
        params: place,
        response: { 200: pageOf(reasonOut) },
      },
    },
    async (request) => {
      const reasons = await listReasons(editorOf(request), request.params.slug);
      return { items: reasons.map(represent), nextCursor: null };
    },
  );

  app.post(
    "/publications/:slug/reasons",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Add a reason",
        params: place,
        body: z.strictObject({ code: slug, decisions, message, marksSpam: marksSpam.default(false) }),
        response: { 201: reasonOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addReason(asEditor(context), request.params.slug, request.body),
        (added) => ({ status: 201, body: represent(added) }),
      ),
  );

  app.patch(
    "/publications/:slug/reasons/:code",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Change a reason",
        description: "For decisions to come: what was said with it before stays as it was said.",
        params: onePlace,
        body: z.strictObject({ decisions, message, position, marksSpam }).partial(),
        response: { 200: reasonOut },
      },
    },
    async (request) => {
      const { slug: publication, code } = request.params;
      return represent(await changeReason(editorOf(request), publication, code, request.body));
    },
  );

  app.delete(
    "/publications/:slug/reasons/:code",
    {
      config: asAdmin,
      schema: { tags, summary: "Take a reason out of use", params: onePlace, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeReason(editorOf(request), request.params.slug, request.params.code);
      return reply.code(204).send(null);
    },
  );
};
