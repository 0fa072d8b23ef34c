/** Who reads the daily email, and what became of each day's. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { slugText } from "../../domain/articles/slug.ts";
import { email } from "../../domain/releases/release.ts";
import { type Digest, listDigests } from "../../services/digests/digests.ts";
import { type Subscriber, subscriberStatuses } from "../../services/subscribers/subscriber.ts";
import {
  addSubscriber,
  changeSubscriber,
  findSubscriber,
  listSubscribers,
  removeSubscriber,
} from "../../services/subscribers/subscribers.ts";
import { asEditor, editorOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { wantedCategories } from "../public/subscriptions.ts";
import { instantOut, iso, isoOrNull } from "../representations.ts";

const tags = ["administration"];
const config = { access: { desk: "admin" } } as const;
const params = z.object({ id: z.uuid() });
const publication = slugText.max(60);
const status = z.enum(subscriberStatuses);

const subscriberOut = z
  .object({
    id: z.uuid(),
    publication: z.string(),
    email: z.string(),
    status,
    categories: z.array(z.string()),
    confirmedAt: instantOut.nullable(),
    unsubscribedAt: instantOut.nullable(),
    createdAt: instantOut,
  })
  .meta({ id: "Subscriber" });

function representSubscriber(subscriber: Subscriber): z.output<typeof subscriberOut> {
  const { categories, confirmedAt, unsubscribedAt, createdAt, ...rest } = subscriber;
  return {
    ...rest,
    categories: [...categories],
    confirmedAt: isoOrNull(confirmedAt),
    unsubscribedAt: isoOrNull(unsubscribedAt),
    createdAt: iso(createdAt),
  };
}

const digestOut = z
  .object({
    id: z.uuid(),
    publication: z.string(),
    day: z.string().meta({ description: "Of the publication's calendar." }),
    startedAt: instantOut,
    finished: z.boolean(),
    articles: z.int(),
    candidates: z.int().meta({ description: "`sent` + `skipped` + `failed` + `waiting`." }),
    sent: z.int(),
    skipped: z.int().meta({ description: "Whom nothing new concerned, or who had left." }),
    failed: z.int(),
    uncertain: z.int().meta({ description: "Of those that failed: nobody knows whether they were taken." }),
    waiting: z.int(),
  })
  .meta({ id: "Digest" });

const representDigest = (digest: Digest): z.output<typeof digestOut> => ({
  ...digest,
  startedAt: iso(digest.startedAt),
});

export const subscribers: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/subscribers",
    {
      config,
      schema: {
        tags,
        summary: "Who reads the daily email",
        querystring: z.strictObject({
          publication: publication.optional(),
          status: status.optional(),
          email: z.string().max(254).optional(),
          ...pageQuery,
        }),
        response: { 200: pageOf(subscriberOut) },
      },
    },
    async (request) => {
      const { limit, cursor, ...filter } = request.query;
      const after = readCursor(cursor, idPlace);
      const found = await listSubscribers(editorOf(request), { ...filter, limit, after });
      return page(found, limit, ({ id }) => id, representSubscriber);
    },
  );

  app.post(
    "/subscribers",
    {
      config,
      schema: {
        tags,
        summary: "Add a subscriber",
        description:
          "Mails a link that confirms it; with `confirmed`, for lists that come from elsewhere, there is nothing to " +
          "confirm. Who has unsubscribed comes back by such a link alone.",
        body: z.strictObject({
          email,
          publication: publication.optional(),
          categories: wantedCategories.default([]),
          confirmed: z.boolean().default(false),
        }),
        response: { 201: subscriberOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addSubscriber(asEditor(context), request.body),
        (subscriber) => ({
          status: 201,
          headers: { location: `${request.context.config.baseUrl}/v1/admin/subscribers/${subscriber.id}` },
          body: representSubscriber(subscriber),
        }),
      ),
  );

  app.get(
    "/subscribers/:id",
    { config, schema: { tags, summary: "One subscriber", params, response: { 200: subscriberOut } } },
    async (request) => representSubscriber(await findSubscriber(editorOf(request), request.params.id)),
  );

  app.patch(
    "/subscribers/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change what a subscriber reads, or end it",
        params,
        body: z.strictObject({ categories: wantedCategories, status: z.literal("unsubscribed") }).partial(),
        response: { 200: subscriberOut },
      },
    },
    async (request) =>
      representSubscriber(await changeSubscriber(editorOf(request), request.params.id, request.body)),
  );

  app.delete(
    "/subscribers/:id",
    {
      config,
      schema: {
        tags,
        summary: "Remove a subscriber with the address",
        description: "Where the reader had unsubscribed, a keyed mark in place of the address keeps it so.",
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeSubscriber(editorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/digests",
    {
      config: { access: { desk: "editor" } },
      schema: {
        tags,
        summary: "The daily emails, and what became of their recipients",
        querystring: z.strictObject({ publication: publication.optional(), ...pageQuery }),
        response: { 200: pageOf(digestOut) },
      },
    },
    async (request) => {
      const { limit, cursor, ...filter } = request.query;
      const after = readCursor(cursor, idPlace);
      const found = await listDigests(editorOf(request), { ...filter, limit, after });
      return page(found, limit, ({ id }) => id, representDigest);
    },
  );
};
