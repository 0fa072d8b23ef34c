/** Releases, for the organisation that sends them. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { states } from "../../domain/releases/lifecycle.ts";
import { releaseInput, releasePatch } from "../../domain/releases/release.ts";
import { amendRelease } from "../../services/releases/amend.ts";
import { type CurrentRelease, findRelease } from "../../services/releases/current.ts";
import { listOwnReleases } from "../../services/releases/list.ts";
import { receiveRelease } from "../../services/releases/receive.ts";
import { refuseFaults, refuseMissingAssets } from "../../services/releases/submission-faults.ts";
import { asSubmitter, submitterOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { eventRoutes } from "../event-routes.ts";
import { releaseExample } from "../examples.ts";
import { lookingUp } from "../look-ups.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { entityTag, requireMatch } from "../preconditions.ts";
import { eventRecordOut, releaseOut, representEvent, representRelease } from "../representations.ts";
import { discardLeftFiles, keepingFiles } from "./received-files.ts";
import { readReleaseParts } from "./release-parts.ts";

const tags = ["releases"];
const params = z.object({ id: z.uuid() });
const mayRead = { access: { submitter: "release:read" } } as const;
const maySubmit = { access: { submitter: "release:submit" } } as const;

export const releases: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/releases",
    {
      config: { ...maySubmit, limit: "submit" },
      preValidation: readReleaseParts,
      ...lookingUp(releaseInput, (request, fields) =>
        refuseFaults(submitterOf(request), {
          fields,
          draft: (request.query as { draft?: string }).draft === "true",
          files: request.receivedFiles?.length ?? 0,
        }),
      ),
      onError: discardLeftFiles,
      schema: {
        tags,
        summary: "Submit a release, or keep a draft",
        description:
          "As JSON, or as multipart/form-data with a part `release` (JSON) and files `attachments`. A file `document` " +
          "(.docx, .pdf, .txt, .md, .html) is read as a news release; fields of `release` replace what it says. " +
          "`Idempotency-Key` makes a repeat safe.",
        consumes: ["application/json", "multipart/form-data"],
        querystring: z.strictObject({ draft: z.enum(["true", "false"]).default("false") }),
        body: releaseInput.meta({ examples: [releaseExample] }),
        response: { 201: releaseOut },
      },
    },
    async (request, reply) => {
      const { config } = request.context;
      const show = (release: CurrentRelease) => ({
        status: 201,
        headers: {
          location: `${config.baseUrl}/v1/releases/${release.id}`,
          etag: entityTag(release.lockVersion),
        },
        body: representRelease(release, request.context.actor, config.baseUrl),
      });
      const draft = request.query.draft === "true";
      await keepingFiles(request, reply, (files) =>
        answer(
          request,
          reply,
          (context) => receiveRelease(asSubmitter(context), request.body, { draft, files }),
          show,
        ),
      );
    },
  );

  app.get(
    "/releases",
    {
      config: mayRead,
      schema: {
        tags,
        summary: "List your releases, the newest first",
        querystring: z.strictObject({ status: z.enum(states).optional(), ...pageQuery }),
        response: { 200: pageOf(releaseOut) },
      },
    },
    async (request) => {
      const { status, limit, cursor } = request.query;
      const after = readCursor(cursor, idPlace);
      const found = await listOwnReleases(submitterOf(request), { status, limit, after });
      const { actor, config } = request.context;
      return page(
        found,
        limit,
        ({ id }) => id,
        (release) => representRelease(release, actor, config.baseUrl),
      );
    },
  );

  app.get(
    "/releases/:id",
    { config: mayRead, schema: { tags, summary: "Follow a release", params, response: { 200: releaseOut } } },
    async (request, reply) => {
      const release = await findRelease(request.context.db, request.context, request.params.id);
      reply.header("etag", entityTag(release.lockVersion));
      return representRelease(release, request.context.actor, request.context.config.baseUrl);
    },
  );

  app.patch(
    "/releases/:id",
    {
      config: maySubmit,
      ...lookingUp(releasePatch, (request, { attachments = [] }) =>
        refuseMissingAssets(request.context.db, request.context, request.context.actor.id, attachments),
      ),
      schema: {
        tags,
        summary: "Change a draft, or a release that was sent back",
        description: "The fields to replace, each as a whole; `null` clears one. `If-Match` is required.",
        params,
        body: releasePatch,
        response: { 200: releaseOut },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const release = await amendRelease(submitterOf(request), id, requireMatch(request), request.body);
      reply.header("etag", entityTag(release.lockVersion));
      return representRelease(release, request.context.actor, request.context.config.baseUrl);
    },
  );

  await app.register(eventRoutes("releases", mayRead.access, eventRecordOut, representEvent));
};
