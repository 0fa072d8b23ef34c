/** What editors decide: reviews, and the hour at which a release goes out. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { moment } from "../../domain/local-time.ts";
import { plainText } from "../../domain/text.ts";
import { problemTypes } from "../../errors.ts";
import { type BulkResult, reviewRelease, reviewReleases } from "../../services/desk/review.ts";
import { scheduleRelease, unscheduleRelease } from "../../services/desk/schedule.ts";
import { asEditor, editorOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { entityTag, optionalMatch } from "../preconditions.ts";
import { deskReleaseOut, representDeskRelease } from "../representations.ts";

const tags = ["desk"];
const config = { access: { desk: "editor" } } as const;
const params = z.object({ id: z.uuid() });

const reviewFields = {
  decision: z.enum(["approve", "reject", "request_changes"]),
  reason: plainText(500)
    .optional()
    .meta({ description: "For the desk, beside a message; else for the submitter." }),
  message: plainText(2000).optional().meta({ description: "For the submitter." }),
  category: z.string().max(60).optional(),
  publishAt: moment.nullable().optional(),
};

const bulkOut = z.object({
  results: z.array(
    z.object({
      id: z.uuid(),
      status: z.int(),
      release: deskReleaseOut.optional(),
      problem: z
        .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
        .optional(),
    }),
  ),
});

export const deskDecisions: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/releases/:id/reviews",
    {
      config,
      schema: {
        tags,
        summary: "Approve, reject or send back",
        description: "Of two decisions at once, one is answered 201 and the other 409.",
        params,
        body: z.strictObject(reviewFields),
        response: { 201: deskReleaseOut },
      },
    },
    (request, reply) => {
      const { actor, config: newsroom } = request.context;
      return answer(
        request,
        reply,
        (context) =>
          reviewRelease(asEditor(context), request.params.id, request.body, optionalMatch(request)),
        (release) => ({
          status: 201,
          headers: { etag: entityTag(release.lockVersion) },
          body: representDeskRelease(release, actor, newsroom.baseUrl),
        }),
      );
    },
  );

  app.post(
    "/reviews",
    {
      config,
      schema: {
        tags,
        summary: "Decide about many, each on its own",
        body: z.strictObject({ releases: z.array(z.uuid()).min(1).max(100), ...reviewFields }),
        response: { 200: bulkOut },
      },
    },
    (request, reply) => {
      const { releases, ...review } = request.body;
      const { actor, config: newsroom } = request.context;
      const shown = (result: BulkResult) => ({
        id: result.id,
        status: result.refusal?.status ?? 201,
        ...(result.release && { release: representDeskRelease(result.release, actor, newsroom.baseUrl) }),
        ...(result.refusal && { problem: problemOf(result.refusal) }),
      });
      return answer(
        request,
        reply,
        (context) => reviewReleases(asEditor(context), releases, review),
        (results) => ({ status: 200, body: { results: results.map(shown) } }),
      );
    },
  );

  app.put(
    "/releases/:id/schedule",
    {
      config,
      schema: {
        tags,
        summary: "Set the hour at which it goes out",
        params,
        body: z.strictObject({ publishAt: moment }),
        response: { 200: deskReleaseOut },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const seen = optionalMatch(request);
      const release = await scheduleRelease(editorOf(request), id, request.body.publishAt, seen);
      reply.header("etag", entityTag(release.lockVersion));
      return representDeskRelease(release, request.context.actor, request.context.config.baseUrl);
    },
  );

  app.delete(
    "/releases/:id/schedule",
    {
      config,
      schema: {
        tags,
        summary: "Clear the hour",
        description: "The release then goes out as soon as its embargo allows.",
        params,
        response: { 200: deskReleaseOut },
      },
    },
    async (request, reply) => {
      const release = await unscheduleRelease(editorOf(request), request.params.id, optionalMatch(request));
      reply.header("etag", entityTag(release.lockVersion));
      return representDeskRelease(release, request.context.actor, request.context.config.baseUrl);
    },
  );
};

function problemOf({ type, message, status }: NonNullable<BulkResult["refusal"]>) {
  return { type: `/problems/${type}`, title: problemTypes[type].title, status, detail: message };
}
