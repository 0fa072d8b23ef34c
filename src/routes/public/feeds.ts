/** The newest articles as RSS 2.0, and the files that articles show. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { Feed } from "feed";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { notFound } from "../../errors.ts";
import { findMasthead, findPublicFile, listArticles, listSections } from "../../services/articles/read.ts";
import { cacheable } from "./articles.ts";

const config = { access: "public" } as const;
const tags = ["feeds"];
/** Items of a feed: some days' news, in one answer. */
const feedItems = 50;
const publication = z.string().max(60).default("main");

export const feeds: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/feeds/rss.xml",
    {
      config,
      schema: {
        tags,
        summary: "The newest articles, as RSS 2.0",
        querystring: z.strictObject({ publication }),
      },
    },
    async (request, reply) => {
      cacheable(reply);
      return reply
        .type("application/rss+xml; charset=utf-8")
        .send(await rss(request.context, request.query.publication, undefined));
    },
  );

  app.get(
    "/feeds/:category/rss.xml",
    {
      config,
      schema: {
        tags,
        summary: "The newest articles of a section, as RSS 2.0",
        params: z.object({ category: z.string().max(60) }),
        querystring: z.strictObject({ publication }),
      },
    },
    async (request, reply) => {
      cacheable(reply);
      return reply
        .type("application/rss+xml; charset=utf-8")
        .send(await rss(request.context, request.query.publication, request.params.category));
    },
  );

  app.get(
    "/files/:id",
    {
      config,
      schema: { tags, summary: "A file of a published article", params: z.object({ id: z.uuid() }) },
    },
    async (request, reply) => {
      const { storageKey, fileName, contentType, bytes } = await findPublicFile(
        request.context,
        request.params.id,
      );
      const disposition = contentType.startsWith("image/") ? "inline" : "attachment";
      cacheable(reply);
      return reply
        .headers({
          "content-length": bytes,
          "content-disposition": `${disposition}; filename*=UTF-8''${extendedValue(fileName)}`,
          "content-security-policy": "sandbox; default-src 'none'",
          "cross-origin-resource-policy": "cross-origin",
        })
        .type(contentType)
        .send(await request.context.media.read(storageKey));
    },
  );
};

/** As RFC 8187 writes it: also without the marks that `encodeURIComponent` lets stand. */
function extendedValue(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function rss(context: Context, of: string, category: string | undefined): Promise<string> {
  const { name } = await findMasthead(context, of);
  const section = category === undefined ? undefined : await findSection(context, of, category);
  const found = await listArticles(context, { publication: of, category, limit: feedItems });
  const { baseUrl } = context.config;
  const path = category === undefined ? "/feeds/rss.xml" : `/feeds/${category}/rss.xml`;
  const feed = new Feed({
    id: `${baseUrl}${path}`,
    link: baseUrl,
    title: section === undefined ? name : `${name}: ${section}`,
    description: `News releases in ${name}`,
    copyright: "",
    updated: found[0]?.updatedAt ?? new Date(0),
    feedLinks: { rss: `${baseUrl}${path}` },
  });
  for (const article of found.slice(0, feedItems)) {
    feed.addItem({
      // A guid that a correction does not change, though it may change the slug.
      id: `urn:uuid:${article.id}`,
      guid: `urn:uuid:${article.id}`,
      title: article.headline,
      link: article.url,
      description: article.summary,
      date: article.publishedAt,
      author: [{ name: article.organization.name }],
      ...(article.category && { category: [{ name: article.category.name }] }),
    });
  }
  return feed.rss2();
}

async function findSection(context: Context, of: string, category: string): Promise<string> {
  const sections = await listSections(context, of);
  const section = sections.find(({ slug }) => slug === category);
  if (!section) throw notFound("category");
  return section.name;
}
