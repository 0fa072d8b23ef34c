/** The desk's queue and the releases in it. */

import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { states } from "../../domain/lifecycle.ts";
import { copyFields, kinds } from "../../domain/release.ts";
import { line } from "../../domain/text.ts";
import { claimRelease, releaseClaim } from "../../services/desk/claim.ts";
import { editRelease } from "../../services/desk/edit.ts";
import { countQueue, listQueue } from "../../services/desk/queue.ts";
import { type CurrentRelease, findRelease } from "../../services/releases/current.ts";
import { listEvents } from "../../services/releases/history.ts";
import { listVersions } from "../../services/releases/versions.ts";
import { editorOf } from "../actors.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { entityTag, requireMatch } from "../preconditions.ts";
import {
  deskEventOut,
  deskReleaseOut,
  instantOut,
  isoOrNull,
  representDeskRelease,
  representEvent,
  representVersion,
  versionOut,
} from "../representations.ts";

const tags = ["desk"];
const config = { access: { desk: "editor" } } as const;
const params = z.object({ id: z.uuid() });
const response = { 200: deskReleaseOut };

const status = z.enum(states);
const queueQuery = z.strictObject({
  status: z.union([z.array(status), status.transform((one) => [one])]).optional(),
  category: z.string().max(60).optional(),
  kind: z.enum(kinds).optional(),
  organization: z.uuid().optional(),
  publication: z.string().max(60).optional(),
  q: line(200).optional().meta({ description: "Words in the headline." }),
  claimedBy: z.union([z.uuid(), z.literal("none")]).optional(),
  sort: z.enum(["newest", "oldest"]).default("oldest"),
  ...pageQuery,
});

const subject = z.strictObject({
  qcode: line(40),
  name: line(100),
  score: z.number().min(0).max(1).default(1),
});
const { attachments: _files, mediaContact, ...editable } = copyFields;
const editBody = z.strictObject({ ...editable, mediaContact, subjects: z.array(subject).max(5) }).partial();

function show(request: FastifyRequest, reply: FastifyReply, release: CurrentRelease) {
  reply.header("etag", entityTag(release.lockVersion));
  return representDeskRelease(release, request.context.actor, request.context.config.baseUrl);
}

export const deskReleases: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/releases",
    {
      config,
      schema: {
        tags,
        summary: "The queue",
        querystring: queueQuery,
        response: { 200: pageOf(deskReleaseOut) },
      },
    },
    async (request) => {
      const { cursor, ...filter } = request.query;
      const after = readCursor(cursor, idPlace);
      const found = await listQueue(editorOf(request), { ...filter, after });
      const { actor, config: newsroom } = request.context;
      return page(
        found,
        filter.limit,
        ({ id }) => id,
        (release) => representDeskRelease(release, actor, newsroom.baseUrl),
      );
    },
  );

  const counted = z.object({ count: z.int(), oldestAt: instantOut.nullable() });
  app.get(
    "/releases/counts",
    {
      config,
      schema: {
        tags,
        summary: "How many there are in each state",
        response: { 200: z.record(z.string(), counted) },
      },
    },
    async (request) => {
      const counts = Object.entries(await countQueue(editorOf(request)));
      return Object.fromEntries(
        counts.map(([state, { count, oldestAt }]) => [state, { count, oldestAt: isoOrNull(oldestAt) }]),
      );
    },
  );

  app.get(
    "/releases/:id",
    { config, schema: { tags, summary: "One release", params, response } },
    async (request, reply) =>
      show(request, reply, await findRelease(request.context.db, request.context, request.params.id)),
  );

  app.patch(
    "/releases/:id",
    {
      config,
      schema: {
        tags,
        summary: "Edit a release before it is out",
        description: "The fields to replace, each as a whole; makes a new version. `If-Match` is required.",
        params,
        body: editBody,
        response,
      },
    },
    async (request, reply) => {
      const seen = requireMatch(request);
      return show(
        request,
        reply,
        await editRelease(editorOf(request), request.params.id, seen, request.body),
      );
    },
  );

  app.get(
    "/releases/:id/events",
    {
      config,
      schema: { tags, summary: "What happened to it", params, response: { 200: pageOf(deskEventOut) } },
    },
    async (request) => {
      const events = await listEvents(request.context, request.params.id);
      return {
        items: events.map((event) => ({ ...representEvent(event), note: event.note })),
        nextCursor: null,
      };
    },
  );

  app.get(
    "/releases/:id/versions",
    {
      config,
      schema: { tags, summary: "What it said, and when", params, response: { 200: pageOf(versionOut) } },
    },
    async (request) => {
      const versions = await listVersions(request.context, request.params.id);
      return { items: versions.map(representVersion), nextCursor: null };
    },
  );

  app.put(
    "/releases/:id/claim",
    { config, schema: { tags, summary: "Claim a release for 15 minutes", params, response } },
    async (request, reply) => show(request, reply, await claimRelease(editorOf(request), request.params.id)),
  );

  app.delete(
    "/releases/:id/claim",
    { config, schema: { tags, summary: "Give the claim up", params, response } },
    async (request, reply) => show(request, reply, await releaseClaim(editorOf(request), request.params.id)),
  );
};
