/** The daily email for whoever reads it: asking for it, confirming, and ending it. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { slugText } from "../../domain/articles/slug.ts";
import { email } from "../../domain/releases/release.ts";
import { confirmSubscription, subscribe } from "../../services/subscribers/subscribe.ts";
import { findWanted } from "../../services/subscribers/subscriber.ts";
import { unsubscribe } from "../../services/subscribers/unsubscribe.ts";
import { answer } from "../answer.ts";
import { confirmationPage } from "../confirmation-page.ts";
import { lookingUp } from "../look-ups.ts";
import { instantOut, iso } from "../representations.ts";

const tags = ["subscriptions"];
const token = z.string().min(1).max(200);
const config = { access: "public", limit: "token" } as const;

/** Sections by their slugs, where none means all of them. */
export const wantedCategories = z
  .array(slugText.max(60))
  .max(50)
  .meta({ description: "Slugs of the sections wanted; none for all of them." });

const asked = z.strictObject({
  email,
  publication: slugText.max(60).default("main"),
  categories: wantedCategories.default([]),
});

export const subscriptions: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/subscriptions",
    {
      config: { access: "public", limit: "subscribe" },
      ...lookingUp(
        asked,
        ({ context }, { publication, categories }) =>
          publication && findWanted(context.db, publication, categories ?? []),
      ),
      schema: {
        tags,
        summary: "Ask for the daily email",
        description:
          "Mails a link that confirms it. The answer is the same whether or not the address is known. Asked again, the " +
          "link confirms other sections.",
        body: asked,
        response: { 202: z.object({ detail: z.string() }) },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => subscribe(context, request.body),
        () => ({ status: 202, body: { detail: "A mail with a link that confirms it is on its way." } }),
      ),
  );

  app.post(
    "/subscriptions/confirm",
    {
      config,
      schema: {
        tags,
        summary: "Confirm a subscription with the mailed token",
        body: z.strictObject({ token }),
        response: {
          200: z.object({
            subscription: z.object({
              publication: z.string(),
              categories: z.array(z.string()),
              confirmedAt: instantOut,
            }),
          }),
        },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => confirmSubscription(context, request.body.token),
        ({ publication, categories, confirmedAt, createdAt }) => ({
          status: 200,
          body: { subscription: { publication, categories, confirmedAt: iso(confirmedAt ?? createdAt) } },
        }),
      ),
  );

  app.get(
    "/subscriptions/confirm",
    {
      config,
      schema: { tags, summary: "The page behind the mailed link", querystring: z.strictObject({ token }) },
    },
    // Opening the link changes nothing: mail scanners open links too.
    async (request, reply) =>
      confirmationPage(reply, "/v1/subscriptions/confirm", request.query.token, {
        title: "Confirm the daily email",
        button: "Confirm",
        done: "Thank you. The next daily email comes to you too.",
      }),
  );

  await app.register(ending);
};

/** What mail programs send of their own accord is told by its address alone, whatever its body (RFC 8058). */
const ending: FastifyPluginAsyncZod = async (app) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, _body, done) => done(null, undefined));
  const schema = { tags, querystring: z.strictObject({ token }) };

  app.post(
    "/subscriptions/unsubscribe",
    {
      config,
      schema: {
        ...schema,
        summary: "End the daily email by its own link",
        description:
          "At once, without a question, and as often as it comes (RFC 8058). Its body is not read.",
        response: { 200: z.object({ detail: z.string() }) },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => unsubscribe(context, request.query.token),
        () => ({ status: 200, body: { detail: "No more of these mails are sent here." } }),
      ),
  );

  app.get(
    "/subscriptions/unsubscribe",
    { config, schema: { ...schema, summary: "The page behind the link that ends the daily email" } },
    async (request, reply) => {
      const { token } = request.query;
      const to = `/v1/subscriptions/unsubscribe?token=${encodeURIComponent(token)}`;
      return confirmationPage(reply, to, token, {
        title: "End the daily email",
        button: "Unsubscribe",
        done: "No more of these mails are sent here.",
      });
    },
  );
};
