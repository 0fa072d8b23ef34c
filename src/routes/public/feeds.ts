/** The newest articles of a publication, a section or an organisation as RSS 2.0, Atom and JSON Feed. */

import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { surrogateKeys } from "../../domain/answers/surrogate-keys.ts";
import { notFound } from "../../errors.ts";
import { type FeedScope, listFeedArticles, listTakenDown } from "../../services/articles/feed-articles.ts";
import { findMasthead, findSection } from "../../services/articles/sections.ts";
import { shows } from "../cached.ts";
import { cacheable } from "./articles.ts";
import { type FeedFormat, feedFormats, writeFeed } from "./forms/feed.ts";
import { feedPath, listPath } from "./forms/links.ts";
import { publicationQuery } from "./publication.ts";

const config = { access: "public", cached: [] } as const;
const tags = ["feeds"];

export const feeds: FastifyPluginAsyncZod = async (app) => {
  app.addHook("onRequest", async (_request, reply) => cacheable(reply));
  for (const format of Object.keys(feedFormats) as FeedFormat[]) await app.register(feedsAs(format));
};

/** The three feeds in one format. */
function feedsAs(format: FeedFormat): FastifyPluginAsyncZod {
  const { file, name } = feedFormats[format];
  return async (app) => {
    app.get(
      `/feeds/${file}`,
      { config, schema: { tags, summary: `The newest articles, as ${name}`, querystring: publicationQuery } },
      async (request, reply) => feed(request, reply, format, { publication: request.query.publication }),
    );

    app.get(
      `/feeds/:category/${file}`,
      {
        config,
        schema: {
          tags,
          summary: `The newest articles of a section, as ${name}`,
          description: "A slug that the section had earlier is answered 301.",
          params: z.object({ category: z.string().max(60) }),
          querystring: publicationQuery,
        },
      },
      async (request, reply) => {
        const { context, params, query } = request;
        const section = await findSection(context, query.publication, params.category);
        const scope = { publication: query.publication, category: section.slug };
        if (section.slug !== params.category) {
          return reply.redirect(`${context.config.baseUrl}${feedPath(file, scope)}`, 301);
        }
        return feed(request, reply, format, scope, section.name);
      },
    );

    app.get(
      `/feeds/organizations/:id/${file}`,
      {
        config,
        schema: {
          tags,
          summary: `The newest articles of an organisation, as ${name}`,
          description:
            "404 unless it has an article here, or one that was taken down in the last thirty days.",
          params: z.object({ id: z.uuid() }),
          querystring: publicationQuery,
        },
      },
      async (request, reply) => {
        const organization = request.params.id.toLowerCase();
        return feed(request, reply, format, { publication: request.query.publication, organization });
      },
    );
  };
}

async function feed(
  { context }: FastifyRequest,
  reply: FastifyReply,
  format: FeedFormat,
  scope: FeedScope,
  sectionName?: string,
): Promise<FastifyReply> {
  const { name } = await findMasthead(context, scope.publication);
  const articles = await listFeedArticles(context, scope);
  const [newest] = articles;
  const takenDown = await listTakenDown(context, scope);
  const organization = newest?.organization.name ?? takenDown[0]?.organization;
  // Whoever has published nothing is to readers as if it were not there; who had, is there as long as that is told.
  if (scope.organization !== undefined && organization === undefined) throw notFound("organization");
  const part = sectionName ?? (scope.organization === undefined ? undefined : organization);
  const paths = {
    rss: feedPath(feedFormats.rss.file, scope),
    atom: feedPath(feedFormats.atom.file, scope),
    json: feedPath(feedFormats.json.file, scope),
  };
  const channel = {
    title: part === undefined ? name : `${name}: ${part}`,
    baseUrl: context.config.baseUrl,
    site: listPath(scope),
    paths,
  };
  if (newest) shows(reply, scope.publication, scopeKey(scope));
  return reply.type(feedFormats[format].type).send(writeFeed(format, channel, articles, takenDown));
}

function scopeKey({ publication, category, organization }: FeedScope): string {
  if (organization !== undefined) return surrogateKeys.organization(organization);
  return category === undefined
    ? surrogateKeys.list(publication)
    : surrogateKeys.section(publication, category);
}
