/** Endpoints of webhooks: the same for an organisation and for a publication's desk. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { slugText } from "../../domain/articles/slug.ts";
import { line } from "../../domain/text.ts";
import { articlePatterns, releasePatterns } from "../../domain/webhooks/webhook-events.ts";
import {
  addWebhook,
  changeWebhook,
  type NewWebhook,
  removeWebhook,
  rotateSecret,
} from "../../services/webhooks/change.ts";
import { findWebhook, listWebhooks, type Owner } from "../../services/webhooks/endpoints.ts";
import type { Access } from "../access.ts";
import { answer } from "../answer.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { representWebhook, webhookOut } from "./representations.ts";

/** Whose webhooks a set of routes is about. */
export interface Ownership {
  /** Where they lie, `/webhooks` under the prefix. */
  readonly path: string;
  readonly access: Access;
  /** The context as the policy guarantees it. */
  readonly asOwner: (context: Context) => Context<Owner>;
}

export const webhookParams = z.object({ id: z.uuid() });
export const webhookTags = ["webhooks"];
const publication = slugText.max(60);

interface ListQuery {
  readonly publication?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The routes about endpoints themselves. */
export function webhookEndpoints({ path, access, asOwner }: Ownership): FastifyPluginAsyncZod {
  const config = { access };
  const tags = webhookTags;
  const isDesk = "desk" in Object(access);
  const url = z.string().min(1).max(2000);
  const description = line(200).nullable();
  const events = z
    .array(z.enum(isDesk ? articlePatterns : releasePatterns))
    .min(1)
    .max(20);
  const added = z.strictObject({ url, description: description.default(null), events });
  const body: z.ZodType<NewWebhook> = isDesk ? added.extend({ publication }) : added;
  const ownQuery = z.strictObject(pageQuery);
  const query: z.ZodType<ListQuery> = isDesk
    ? ownQuery.extend({ publication: publication.optional() })
    : ownQuery;
  const withSecret = webhookOut.extend({ secret: z.string() });

  return async (app) => {
    app.get(
      path,
      {
        config,
        schema: {
          tags,
          summary: "Webhooks",
          querystring: query,
          response: { 200: pageOf(webhookOut) },
        },
      },
      async ({ query, context }) => {
        const { limit, cursor, ...where } = query;
        const after = readCursor(cursor, idPlace);
        const found = await listWebhooks(asOwner(context), { ...where, limit, after });
        return page(
          found,
          limit,
          ({ id }) => id,
          (webhook) => representWebhook(webhook, context.clock.now()),
        );
      },
    );

    app.post(
      path,
      {
        config: { ...config, secret: true },
        schema: {
          tags,
          summary: "Add a webhook",
          description: "Answers with the secret that signs what it is sent, shown this once.",
          body,
          response: { 201: withSecret },
        },
      },
      (request, reply) =>
        answer(
          request,
          reply,
          (context) => addWebhook(asOwner(context), request.body),
          ({ webhook, secret }) => ({
            status: 201,
            headers: {
              location: `${request.context.config.baseUrl}${request.url.split("?")[0]}/${webhook.id}`,
            },
            body: { ...representWebhook(webhook, request.context.clock.now()), secret },
          }),
        ),
    );

    app.get(
      `${path}/:id`,
      {
        config,
        schema: { tags, summary: "One webhook", params: webhookParams, response: { 200: webhookOut } },
      },
      async ({ params, context }) =>
        representWebhook(await findWebhook(context.db, asOwner(context), params.id), context.clock.now()),
    );

    app.patch(
      `${path}/:id`,
      {
        config,
        schema: {
          tags,
          summary: "Change a webhook",
          description:
            "`disabled: false` enables it again; what was due when it was disabled by its owner goes on.",
          params: webhookParams,
          body: z.strictObject({
            url: url.optional(),
            description: description.optional(),
            events: events.optional(),
            disabled: z.boolean().optional(),
          }),
          response: { 200: webhookOut },
        },
      },
      async ({ params, body, context }) =>
        representWebhook(await changeWebhook(asOwner(context), params.id, body), context.clock.now()),
    );

    app.delete(
      `${path}/:id`,
      {
        config,
        schema: {
          tags,
          summary: "Remove a webhook",
          description: "With its log; nothing is sent to it any more.",
          params: webhookParams,
          response: { 204: z.null() },
        },
      },
      async ({ params, context }, reply) => {
        await removeWebhook(asOwner(context), params.id);
        return reply.code(204).send(null);
      },
    );

    app.post(
      `${path}/:id/secret-rotations`,
      {
        config: { ...config, secret: true },
        schema: {
          tags,
          summary: "Give a webhook another secret",
          description: "Shown this once. Until the overlap ends, the secret before it signs as well.",
          params: webhookParams,
          body: z.strictObject({ overlapHours: z.int().min(0).max(168).default(24) }),
          response: { 201: withSecret },
        },
      },
      (request, reply) =>
        answer(
          request,
          reply,
          (context) => rotateSecret(asOwner(context), request.params.id, request.body.overlapHours),
          ({ webhook, secret }) => ({
            status: 201,
            body: { ...representWebhook(webhook, request.context.clock.now()), secret },
          }),
        ),
    );
  };
}
