/** What search engines read first: which articles there are, and what they may look at. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { surrogateKeys } from "../../domain/answers/surrogate-keys.ts";
import { articleAddress, queryOf } from "../../domain/articles/article-address.ts";
import { notFound } from "../../errors.ts";
import { findMasthead } from "../../services/articles/sections.ts";
import {
  listAddresses,
  listDays,
  listNews,
  listPublicationSlugs,
} from "../../services/articles/sitemap-articles.ts";
import { shows } from "../cached.ts";
import { cacheable } from "./articles.ts";
import { writeNewsSitemap, writeSitemap, writeSitemapIndex } from "./forms/sitemaps.ts";
import { publicationQuery } from "./publication.ts";

const tags = ["feeds"];
const config = { access: "public" } as const;
/** The calendar that the database counts by has no year 0. */
const day = z.iso.date().refine((date) => !date.startsWith("0000"));
const xml = "application/xml; charset=utf-8";

/** At the root: a sitemap has only addresses that are below its own folder (sitemaps.org). */
function fileOfDay(baseUrl: string, date: string, publication: string): string {
  return `${baseUrl}/sitemap-${date}.xml${queryOf(publication)}`;
}

export const sitemaps: FastifyPluginAsyncZod = async (app) => {
  app.addHook("onRequest", async (_request, reply) => cacheable(reply));

  app.get(
    "/sitemap.xml",
    {
      config: { ...config, cached: [] },
      schema: {
        tags,
        summary: "Index of the sitemaps, one for each day with articles",
        querystring: publicationQuery,
      },
    },
    async ({ context, query: { publication } }, reply) => {
      await findMasthead(context, publication);
      const days = await listDays(context, publication);
      if (days.length > 0) shows(reply, publication, surrogateKeys.list(publication));
      const files = days.map((date) => fileOfDay(context.config.baseUrl, date, publication));
      return reply.type(xml).send(await writeSitemapIndex(files));
    },
  );

  app.get(
    "/sitemap-:day.xml",
    {
      config: { ...config, cached: [] },
      schema: {
        tags,
        summary: "The articles of a day in UTC",
        params: z.object({ day }),
        querystring: publicationQuery,
      },
    },
    async ({ context, params: { day }, query: { publication } }, reply) => {
      const found = await listAddresses(context, publication, day);
      if (found.length === 0) throw notFound("sitemap");
      shows(reply, publication, surrogateKeys.list(publication));
      const pages = found.map(({ slug, updatedAt }) => ({
        url: articleAddress(context.config.baseUrl, { publication, slug }),
        changedAt: updatedAt,
      }));
      return reply.type(xml).send(await writeSitemap(pages));
    },
  );

  app.get(
    "/sitemaps/:day.xml",
    {
      config,
      schema: {
        tags,
        summary: "Where the articles of a day in UTC are",
        description: "An earlier address of them.",
        params: z.object({ day }),
        querystring: publicationQuery,
      },
    },
    async ({ context, params, query: { publication } }, reply) =>
      reply.redirect(fileOfDay(context.config.baseUrl, params.day, publication), 301),
  );

  app.get(
    "/sitemap-news.xml",
    {
      // Of nothing that changes alone, so not kept: an article leaves it by the hour too.
      config: { ...config, cached: [] },
      schema: {
        tags,
        summary: "The news of 48 hours, for news search engines",
        querystring: publicationQuery,
      },
    },
    async ({ context, query: { publication } }, reply) => {
      const { name } = await findMasthead(context, publication);
      const news = (await listNews(context, publication)).map((article) => ({
        ...article,
        url: articleAddress(context.config.baseUrl, { publication, slug: article.slug }),
      }));
      return reply.type(xml).send(await writeNewsSitemap(name, news));
    },
  );

  app.get(
    "/robots.txt",
    { config, schema: { tags, summary: "What crawlers may read, and where the sitemaps are" } },
    async ({ context }, reply) => {
      const sites = (await listPublicationSlugs(context)).flatMap((slug) =>
        ["sitemap.xml", "sitemap-news.xml"].map(
          (file) => `Sitemap: ${context.config.baseUrl}/${file}${queryOf(slug)}`,
        ),
      );
      const rules = ["User-agent: *", "Allow: /v1/articles", "Disallow: /v1/", "Disallow: /admin/", ""];
      return reply.type("text/plain; charset=utf-8").send([...rules, ...sites, ""].join("\n"));
    },
  );
};
