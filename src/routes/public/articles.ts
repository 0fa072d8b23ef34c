/** Published articles, for readers. */

import type { FastifyReply } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { surrogateKeys } from "../../domain/answers/surrogate-keys.ts";
import { articleAddress } from "../../domain/articles/article-address.ts";
import { kinds } from "../../domain/releases/release.ts";
import { line } from "../../domain/text.ts";
import { instant } from "../../domain/time/local-time.ts";
import type { ArticleFilter } from "../../services/articles/filter.ts";
import { findArticle, findArticleJson } from "../../services/articles/find.ts";
import { type ListedJson, pageTag } from "../../services/articles/listed.ts";
import { listNewest } from "../../services/articles/newest.ts";
import { findRelated } from "../../services/articles/related/related.ts";
import { listSections } from "../../services/articles/sections.ts";
import { shows } from "../cached.ts";
import { page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { articleTag } from "../preconditions.ts";
import { articleOut, listedArticleOut, representListed } from "./article-out.ts";
import { fields, withFields } from "./fields.ts";
import { asAsked, linksOfArticle, linksOfList, linkToNext } from "./forms/links.ts";
import { pageJson } from "./page-json.ts";
import { publication, publicationQuery } from "./publication.ts";
import {
  foundArticleOut,
  refuseWithoutWords,
  search,
  searchOut,
  searchQuery,
  writtenInstant,
} from "./search.ts";

const tags = ["articles"];
const config = { access: "public" } as const;
const params = z.object({ slug: z.string().min(1).max(200) });
const slug = z.string().min(1).max(60).optional();
const place = z.strictObject({ at: writtenInstant, id: z.uuid() });

/** A reader may keep it, and asks whether it is still so: a correction shows at once. */
export function cacheable(reply: FastifyReply): void {
  reply.header("cache-control", "public, max-age=0, must-revalidate");
}

/** What a list shows: the narrowest of what it is of, so that little of what happens makes it old. */
function listKey(
  { publication: of, category, organization }: Omit<ArticleFilter, "limit">,
  section: string | null,
): string {
  if (organization !== undefined) return surrogateKeys.organization(organization.toLowerCase());
  // By the slug that the section has now, whatever earlier one it was asked for by.
  return category === undefined || section === null
    ? surrogateKeys.list(of)
    : surrogateKeys.section(of, section);
}

/** Names the page after this one, if there is one, before what else there is. */
function leadOn(reply: FastifyReply, baseUrl: string, cursor: string | null, ...others: string[]): void {
  const next = cursor === null ? [] : [linkToNext(baseUrl, reply.request.url, cursor)];
  const links = [...next, ...others];
  if (links.length > 0) reply.header("link", links.join(", "));
}

/** What is JSON already, and has the form that the route's schema says: a test asserts it. */
function sendJson(reply: FastifyReply, json: Buffer): FastifyReply {
  return reply.type("application/json; charset=utf-8").send(json);
}

export const articles: FastifyPluginAsyncZod = async (app) => {
  app.addHook("onRequest", async (_request, reply) => cacheable(reply));

  app.get(
    "/articles",
    {
      config: { ...config, cached: ["category", "kind", "organization"] },
      schema: {
        tags,
        summary: "Articles, the newest first; with `q`, the best first",
        querystring: z.strictObject({
          publication,
          category: slug,
          subject: z.string().min(1).max(40).optional(),
          kind: z.enum(kinds).optional(),
          tag: line(40).optional(),
          organization: z.uuid().optional(),
          from: instant.optional(),
          to: instant.optional(),
          fields: fields.optional(),
          ...searchQuery,
          ...pageQuery,
        }),
        response: { 200: pageOf(foundArticleOut).extend(searchOut) },
      },
    },
    async (request, reply) => {
      const { cursor, fields: asked, q, prefix, highlight, facets, ...filter } = request.query;
      const { baseUrl } = request.context.config;
      const show = ({ json }: ListedJson) => (asked ? withFields(json, asked) : json);
      if (q !== undefined) {
        const wanted = {
          ...filter,
          q,
          typing: prefix ?? false,
          highlight: highlight ?? false,
          cursor,
          facets,
        };
        const { json, nextCursor } = await search(request.context, wanted, show);
        leadOn(reply, baseUrl, nextCursor);
        return sendJson(reply, json);
      }
      refuseWithoutWords({ prefix, highlight, facets });
      const found = await listNewest(request.context, { ...filter, after: readCursor(cursor, place) });
      if (found[0]) shows(reply, filter.publication, listKey(filter, found[0].category));
      const placeOf = ({ at, id }: { readonly at: string; readonly id: string }) => ({ at, id });
      const { items, nextCursor } = page(found, filter.limit, placeOf, show);
      leadOn(reply, baseUrl, nextCursor, linksOfList(baseUrl, filter));
      reply.header("etag", pageTag(request.context, found));
      return sendJson(reply, pageJson(items, { nextCursor }));
    },
  );

  app.get(
    "/articles/:slug",
    {
      config: { ...config, cached: [] },
      schema: {
        tags,
        summary: "One article, by slug or id",
        description: "An earlier slug is answered 301; what was retracted or killed, 410.",
        params,
        querystring: publicationQuery,
        response: { 200: articleOut },
      },
    },
    async (request, reply) => {
      const { publication: of } = request.query;
      const found = await findArticleJson(request.context, of, request.params.slug);
      if ("movedTo" in found) {
        return reply.redirect(articleAddress(request.context.config.baseUrl, found.movedTo), 301);
      }
      const { baseUrl } = request.context.config;
      reply.header("etag", articleTag(found)).header("link", linksOfArticle(baseUrl, found));
      shows(reply, found.publication, surrogateKeys.article(found.id));
      return sendJson(reply, Buffer.from(found.json));
    },
  );

  app.get(
    "/articles/:slug/related",
    {
      config: { ...config, cached: [] },
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
        const moved = articleAddress(request.context.config.baseUrl, found.movedTo, "/related");
        return reply.redirect(asAsked(moved, request.url), 301);
      }
      const related = await findRelated(request.context, found, limit);
      // What was just published joins the others in a moment, which nothing would tell a cache of.
      if (related.settled) shows(reply, found.publication, surrogateKeys.list(found.publication));
      return { items: related.articles.map(representListed), nextCursor: null };
    },
  );

  const section = z.object({ slug: z.string(), name: z.string(), articles: z.int() });
  app.get(
    "/categories",
    {
      config: { ...config, cached: [] },
      schema: {
        tags,
        summary: "Sections, with how many articles each has",
        querystring: publicationQuery,
        response: { 200: pageOf(section) },
      },
    },
    async (request, reply) => {
      const { publication: of } = request.query;
      const items = await listSections(request.context, of);
      if (items.length > 0) shows(reply, of, surrogateKeys.list(of));
      return { items, nextCursor: null };
    },
  );
};
