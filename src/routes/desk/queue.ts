/** The desk's queue: what waits, and how much of everything there is. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { states } from "../../domain/releases/lifecycle.ts";
import { kinds } from "../../domain/releases/release.ts";
import { line } from "../../domain/text.ts";
import { instant } from "../../domain/time/local-time.ts";
import { countQueue } from "../../services/desk/waiting/counts.ts";
import { listQueue, type QueuePlace, queueOrders } from "../../services/desk/waiting/queue.ts";
import { editorOf } from "../actors.ts";
import { page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { deskReleaseOut, instantOut, isoOrNull, representDeskRelease } from "../representations.ts";

const tags = ["desk"];
const config = { access: { desk: "editor" } } as const;

const status = z.enum(states);
const publication = z.string().max(60).optional();
const queueQuery = z.strictObject({
  status: z.union([z.array(status), status.transform((one) => [one])]).optional(),
  category: z.string().max(60).optional(),
  kind: z.enum(kinds).optional(),
  organization: z.uuid().optional(),
  publication,
  q: line(200).optional().meta({ description: "Words in the headline." }),
  claimedBy: z
    .union([z.uuid(), z.enum(["me", "none"])])
    .optional()
    .meta({ description: "Whose claim is in force: an editor's id, `me`, or `none` for nobody's." }),
  sample: z.enum(["true"]).transform(Boolean).optional().meta({
    description:
      "Only what was published without an editor, was drawn to be looked over, and nobody has looked over yet.",
  }),
  sort: z.enum(queueOrders).default("due").meta({
    description:
      "`due`: what waits first, by the moment it was promised for, and the rest by arrival. Else by arrival alone.",
  }),
  ...pageQuery,
});

/** A cursor names the order it was given in, since its place means nothing in another. */
const placeIn = (sort: (typeof queueOrders)[number]) =>
  z
    .tuple([z.literal(sort), instant.nullable(), z.uuid()])
    .transform(([, dueAt, id]): QueuePlace => ({ dueAt, id }));

export const releaseQueue: FastifyPluginAsyncZod = async (app) => {
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
      const after = readCursor(cursor, placeIn(filter.sort));
      const found = await listQueue(editorOf(request), { ...filter, after });
      const { actor, config: newsroom } = request.context;
      return page(
        found,
        filter.limit,
        ({ place: { dueAt, id } }) => [filter.sort, dueAt, id],
        ({ release }) => representDeskRelease(release, actor, newsroom.baseUrl),
      );
    },
  );

  const counted = z.object({
    count: z.int(),
    oldestAt: instantOut.nullable(),
    oldestSeconds: z.int().nullable(),
    overdue: z
      .int()
      .meta({ description: "Of those that wait, how many should have been looked at already." }),
  });
  app.get(
    "/releases/counts",
    {
      config,
      schema: {
        tags,
        summary: "How many there are in each state, and for how long",
        querystring: z.strictObject({ publication }),
        response: { 200: z.record(z.string(), counted) },
      },
    },
    async (request) => {
      const counts = Object.entries(await countQueue(editorOf(request), request.query.publication));
      return Object.fromEntries(
        counts.map(([state, { oldestAt, ...rest }]) => [state, { ...rest, oldestAt: isoOrNull(oldestAt) }]),
      );
    },
  );
};
