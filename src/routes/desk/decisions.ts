/** What editors decide about releases: one by one, or many at once. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Actor } from "../../context.ts";
import { plainText } from "../../domain/text.ts";
import { moment } from "../../domain/time/local-time.ts";
import { problemTypes } from "../../errors.ts";
import {
  type BulkResult,
  type Reviewed,
  refuseReview,
  reviewRelease,
  reviewReleases,
  type Seen,
} from "../../services/desk/review.ts";
import { confirmRelease } from "../../services/desk/waiting/sample.ts";
import { asEditor, editorOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { idIn, lookingUp } from "../look-ups.ts";
import { counterIn, entityTag, optionalMatch } from "../preconditions.ts";
import { deskReleaseOut, representDeskRelease } from "../representations.ts";

const tags = ["desk"];
const config = { access: { desk: "editor" } } as const;
const params = z.object({ id: z.uuid() });

const reviewFields = {
  decision: z.enum(["approve", "reject", "request_changes"]),
  reason: plainText(500)
    .optional()
    .meta({
      description:
        "One of the publication's codes, whose message the submitter then reads; or words, for the desk beside a " +
        "message, else for the submitter.",
    }),
  message: plainText(2000).optional().meta({ description: "For the submitter." }),
  note: plainText(2000).optional().meta({ description: "For the desk alone." }),
  category: z.string().max(60).optional(),
  publishAt: moment.nullable().optional(),
};

const reviewBody = z.strictObject(reviewFields);

const reviewOut = deskReleaseOut
  .extend({
    reasonCode: z.string().nullable().meta({ description: "The code that the reason was given by." }),
  })
  .meta({ id: "ReviewedRelease" });

/** A release to decide about, with the ETag that the editor saw where nobody else's work may be decided about unseen. */
const named = z.union([z.uuid(), z.strictObject({ id: z.uuid(), ifMatch: z.string().max(100).optional() })]);

function seenOf(release: z.output<typeof named>): Seen {
  if (typeof release === "string") return { id: release, seen: null };
  const { id, ifMatch } = release;
  return { id, seen: ifMatch === undefined ? null : counterIn(ifMatch) };
}

const bulkOut = z.object({
  results: z.array(
    z.object({
      id: z.uuid(),
      status: z.int(),
      release: reviewOut.optional(),
      problem: z
        .looseObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
        .optional(),
    }),
  ),
});

export const deskDecisions: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/releases/:id/reviews",
    {
      config,
      ...lookingUp(reviewBody, (request, review) => refuseReview(editorOf(request), idIn(request), review)),
      schema: {
        tags,
        summary: "Approve, reject or send back",
        description: "Of two decisions at once, one is answered 201 and the other 409.",
        params,
        body: reviewBody,
        response: { 201: reviewOut },
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
          body: represent(release, actor, newsroom.baseUrl),
        }),
      );
    },
  );

  app.post(
    "/releases/:id/confirmations",
    {
      config,
      schema: {
        tags,
        summary: "Find right what was published without an editor",
        description:
          "For a release of the sample (`GET /v1/admin/releases?sample=true`), which it then leaves, as it does when it is " +
          "corrected or taken down. Counts as an approval. Of two at once, one is answered 201 and the other 409.",
        params,
        body: z.strictObject({}).nullish(),
        response: { 201: deskReleaseOut },
      },
    },
    (request, reply) => {
      const { actor, config: newsroom } = request.context;
      return answer(
        request,
        reply,
        (context) => confirmRelease(asEditor(context), request.params.id, optionalMatch(request)),
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
        description:
          "`releases` are ids, or `{id, ifMatch}` with the `etag` that was read: a release that has changed since is 412 " +
          "among the results.",
        body: z.strictObject({ releases: z.array(named).min(1).max(100), ...reviewFields }),
        response: { 200: bulkOut },
      },
    },
    (request, reply) => {
      const { releases, ...review } = request.body;
      const { actor, config: newsroom } = request.context;
      const shown = (result: BulkResult) => ({
        id: result.id,
        status: result.refusal?.status ?? 201,
        ...(result.release && { release: represent(result.release, actor, newsroom.baseUrl) }),
        ...(result.refusal && { problem: problemOf(result.refusal) }),
      });
      return answer(
        request,
        reply,
        (context) => reviewReleases(asEditor(context), releases.map(seenOf), review),
        (results) => ({ status: 200, body: { results: results.map(shown) } }),
      );
    },
  );
};

function represent(release: Reviewed, actor: Actor, baseUrl: string): z.output<typeof reviewOut> {
  return { ...representDeskRelease(release, actor, baseUrl), reasonCode: release.reasonCode };
}

function problemOf({ type, message, status, members }: NonNullable<BulkResult["refusal"]>) {
  return { ...members, type: `/problems/${type}`, title: problemTypes[type].title, status, detail: message };
}
