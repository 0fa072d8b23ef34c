/** An article in the forms that machines of others read: ninjs for partners, JSON-LD for search engines. */

import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { surrogateKeys } from "../../domain/answers/surrogate-keys.ts";
import { articleAddress } from "../../domain/articles/article-address.ts";
import type { Article } from "../../services/articles/article.ts";
import { findArticle } from "../../services/articles/find.ts";
import { findMasthead } from "../../services/articles/sections.ts";
import { shows } from "../cached.ts";
import { cacheable } from "./articles.ts";
import { jsonLdOf } from "./forms/json-ld.ts";
import { linksOfArticle } from "./forms/links.ts";
import { ninjsOf } from "./forms/ninjs.ts";
import { publicationQuery } from "./publication.ts";

const tags = ["articles"];
const config = { access: "public", cached: [] } as const;
const params = z.object({ slug: z.string().min(1).max(200) });
const description = "An earlier slug is answered 301; what was retracted or killed, 410.";

export const articleForms: FastifyPluginAsyncZod = async (app) => {
  app.addHook("onRequest", async (_request, reply) => cacheable(reply));

  app.get(
    "/articles/:slug/ninjs",
    {
      config,
      schema: {
        tags,
        summary: "One article, as IPTC ninjs 3.1",
        description,
        params,
        querystring: publicationQuery,
      },
    },
    async (request, reply) => {
      const { params: named, query } = request;
      const article = await articleOrMove(request, reply, named.slug, query.publication, "/ninjs");
      return article && reply.send(ninjsOf(article));
    },
  );

  app.get(
    "/articles/:slug/jsonld",
    {
      config,
      schema: {
        tags,
        summary: "One article, as schema.org NewsArticle",
        description,
        params,
        querystring: publicationQuery,
      },
    },
    async (request, reply) => {
      const { params: named, query } = request;
      const article = await articleOrMove(request, reply, named.slug, query.publication, "/jsonld");
      if (!article) return;
      const { name } = await findMasthead(request.context, article.publication);
      return reply.type("application/ld+json; charset=utf-8").send(jsonLdOf(article, name));
    },
  );
};

/** The article, with what the answer shows said; undefined once the reader was sent to its present slug. */
async function articleOrMove(
  { context }: FastifyRequest,
  reply: FastifyReply,
  slug: string,
  publication: string,
  part: string,
): Promise<Article | undefined> {
  const { baseUrl } = context.config;
  const found = await findArticle(context, publication, slug);
  if ("movedTo" in found) {
    reply.redirect(articleAddress(baseUrl, found.movedTo, part), 301);
    return undefined;
  }
  reply.header("link", linksOfArticle(baseUrl, found));
  shows(reply, found.publication, surrogateKeys.article(found.id));
  return found;
}
