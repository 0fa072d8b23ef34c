/** What the desk administers: publications and their sections. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { isTimeZone } from "../../domain/local-time.ts";
import { slugText } from "../../domain/slug.ts";
import { line } from "../../domain/text.ts";
import {
  addSection,
  changePublication,
  foundPublication,
  listPublications,
  type PublicationSettings,
} from "../../services/desk/publications.ts";
import { asEditor, editorOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { pageOf } from "../pagination.ts";
import { instantOut, iso } from "../representations.ts";

const tags = ["administration"];
const slug = slugText.max(60);
const timeZone = line(60).refine(isTimeZone, "must be an IANA time zone");
const section = z.object({ slug: z.string(), name: z.string() });
const autoPublish = z.enum(["never", "trusted", "verified"]);

const publicationOut = z
  .object({
    slug: z.string(),
    name: z.string(),
    timeZone: z.string(),
    autoPublish,
    reviewWithinHours: z.int(),
    rulePack: z.string(),
    categories: z.array(section),
    createdAt: instantOut,
  })
  .meta({ id: "Publication" });

function representPublication({
  id: _id,
  createdAt,
  ...rest
}: PublicationSettings): z.output<typeof publicationOut> {
  return { ...rest, createdAt: iso(createdAt) };
}

export const settings: FastifyPluginAsyncZod = async (app) => {
  const asAdmin = { access: { desk: "admin" } } as const;
  app.get(
    "/publications",
    {
      config: { access: { desk: "editor" } },
      schema: { tags, summary: "Publications", response: { 200: pageOf(publicationOut) } },
    },
    async (request) => ({
      items: (await listPublications(editorOf(request))).map(representPublication),
      nextCursor: null,
    }),
  );

  app.post(
    "/publications",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Found a publication",
        body: z.strictObject({ slug, name: line(200), timeZone }),
        response: { 201: publicationOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => foundPublication(asEditor(context), request.body),
        (publication) => ({ status: 201, body: representPublication(publication) }),
      ),
  );

  app.patch(
    "/publications/:slug",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Change a publication",
        params: z.object({ slug }),
        body: z
          .strictObject({
            name: line(200),
            timeZone,
            autoPublish,
            reviewWithinHours: z.int().min(1).max(720),
          })
          .partial(),
        response: { 200: publicationOut },
      },
    },
    async (request) =>
      representPublication(await changePublication(editorOf(request), request.params.slug, request.body)),
  );

  app.post(
    "/publications/:slug/categories",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Add a section",
        params: z.object({ slug }),
        body: z.strictObject({ slug, name: line(100) }),
        response: { 201: section },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addSection(asEditor(context), request.params.slug, request.body),
        (added) => ({ status: 201, body: added }),
      ),
  );
};
