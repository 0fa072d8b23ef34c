/** What a submitter decides about a release of its own: its submission, its withdrawal, an appeal. */

import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Context, Submitter } from "../../context.ts";
import { attestation } from "../../domain/releases/release.ts";
import { plainText } from "../../domain/text.ts";
import type { CurrentRelease } from "../../services/releases/current.ts";
import { refuseUnattested } from "../../services/releases/submission-faults.ts";
import { appealRelease, submitRelease, withdrawRelease } from "../../services/releases/submit.ts";
import { asSubmitter, submitterOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { idIn, lookingUp } from "../look-ups.ts";
import { entityTag } from "../preconditions.ts";
import { releaseOut, representRelease } from "../representations.ts";

const tags = ["releases"];
const params = z.object({ id: z.uuid() });
const config = { access: { submitter: "release:submit" } } as const;
const response = { 200: releaseOut };

export const decisions: FastifyPluginAsyncZod = async (app) => {
  const submission = z.strictObject({ attestation: attestation.optional() });
  app.post(
    "/releases/:id/submission",
    {
      config: { ...config, limit: "submit" },
      ...lookingUp(submission, (request, { attestation }) =>
        refuseUnattested(request.context.db, submitterOf(request), idIn(request), attestation),
      ),
      schema: { tags, summary: "Submit a draft, or resubmit", params, body: submission.nullish(), response },
    },
    (request, reply) =>
      decide(request, reply, (ctx) => submitRelease(ctx, request.params.id, request.body?.attestation)),
  );

  const withdrawalBody = z.strictObject({ reason: plainText(1000).optional() }).nullish();
  app.post(
    "/releases/:id/withdrawal",
    {
      config,
      schema: {
        tags,
        summary: "Take a release back before it is out",
        params,
        body: withdrawalBody,
        response,
      },
    },
    (request, reply) =>
      decide(request, reply, (ctx) => withdrawRelease(ctx, request.params.id, request.body?.reason)),
  );

  app.post(
    "/releases/:id/appeal",
    {
      config,
      schema: {
        tags,
        summary: "Ask a person to look at a refusal, once",
        params,
        body: z.strictObject({ message: plainText(2000) }),
        response,
      },
    },
    (request, reply) =>
      decide(request, reply, (ctx) => appealRelease(ctx, request.params.id, request.body.message)),
  );
};

function decide(
  request: FastifyRequest,
  reply: FastifyReply,
  act: (context: Context<Submitter>) => Promise<CurrentRelease>,
): Promise<void> {
  const { actor, config: newsroom } = request.context;
  return answer(
    request,
    reply,
    (context) => act(asSubmitter(context)),
    (release) => ({
      status: 200,
      headers: { etag: entityTag(release.lockVersion) },
      body: representRelease(release, actor, newsroom.baseUrl),
    }),
  );
}
