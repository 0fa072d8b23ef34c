/** Published articles, for readers. */

import type { FastifyReply } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { articleAddress } from "../../domain/article-address.ts";
import { instant, readInstant } from "../../domain/local-time.ts";
import { kinds } from "../../domain/release.ts";
import { line } from "../../domain/text.ts";
import { findArticle, findRelated, listArticles, listSections } from "../../services/articles/read.ts";
import { page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { entityTag } from "../preconditions.ts";
import { articleOut, listedArticleOut, representArticle, representListed } from "./article-out.ts";

const tags = ["articles"];
const config = { access: "public" } as const;
const publication = z.string().max(60).default("main");
const params = z.object({ slug: z.string().min(1).max(200) });
const slug = z.string().max(60).optional();

/** As PostgreSQL writes it, to the microsecond, which a `Date` would lose. */
const writtenInstant = z
  .string()
  .max(40)
  .refine((at) => readInstant(at.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")) !== undefined);
const place = z.strictObject({ at: writtenInstant, id: z.uuid(), rank: z.number().optional() });

/** A reader may keep it, and asks whether it is still so: a correction shows at once. */
export function cacheable(reply: FastifyReply): void {
  reply.header("cache-control", "public, max-age=0, must-revalidate");
}

export const articles: FastifyPluginAsyncZod = async (app) => {
  app.addHook("onRequest", async (_request, reply) => cacheable(reply));

  app.get(
    "/articles",
    {
      config,
      schema: {
        tags,
        summary: "Articles, the newest first; with `q`, the best first",
        querystring: z.strictObject({
          publication,
          category: slug,
          subject: z.string().max(40).optional(),
          kind: z.enum(kinds).optional(),
          tag: line(40).optional(),
          organization: z.uuid().optional(),
          q: line(200).optional(),
          from: instant.optional(),
          to: instant.optional(),
          ...pageQuery,
        }),
        response: { 200: pageOf(listedArticleOut) },
      },
    },
    async (request) => {
      const { cursor, ...filter } = request.query;
      const found = await listArticles(request.context, { ...filter, after: readCursor(cursor, place) });
      return page(
        found,
        filter.limit,
        (article) => article.place,
        ({ place: _place, ...article }) => representListed(article),
      );
    },
  );

  app.get(
    "/articles/:slug",
    {
      config,
      schema: {
        tags,
        summary: "One article, by slug or id",
        description: "An earlier slug is answered 301; what was retracted or killed, 410.",
        params,
        querystring: z.strictObject({ publication }),
        response: { 200: articleOut },
      },
    },
    async (request, reply) => {
      const found = await findArticle(request.context, request.query.publication, request.params.slug);
      if ("movedTo" in found) {
        return reply.redirect(articleAddress(request.context.config.baseUrl, found.movedTo), 301);
      }
      reply.header("etag", entityTag(found.version));
      return representArticle(found);
    },
  );

  app.get(
    "/articles/:slug/related",
    {
      config,
      schema: {
        tags,
        summary: "More information: similar and recent",
        params,
        querystring: z.strictObject({ publication, limit: pageQuery.limit.default(5) }),
        response: { 200: pageOf(listedArticleOut) },
      },
    },
    async (request, reply) => {
      const { publication: of, limit } = request.query;
      const found = await findArticle(request.context, of, request.params.slug);
      if ("movedTo" in found) {
        return reply.redirect(articleAddress(request.context.config.baseUrl, found.movedTo, "/related"), 301);
      }
      const related = await findRelated(request.context, found, limit);
      return { items: related.map(representListed), nextCursor: null };
    },
  );

  const section = z.object({ slug: z.string(), name: z.string(), articles: z.int() });
  app.get(
    "/categories",
    {
      config,
      schema: {
        tags,
        summary: "Sections, with how many articles each has",
        querystring: z.strictObject({ publication }),
        response: { 200: pageOf(section) },
      },
    },
    async (request) => ({
      items: await listSections(request.context, request.query.publication),
      nextCursor: null,
    }),
  );
};
