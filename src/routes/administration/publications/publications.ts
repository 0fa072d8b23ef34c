/** The publications that the desk administers: their names, zones, hours and policies. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { slugText } from "../../../domain/articles/slug.ts";
import { line } from "../../../domain/text.ts";
import { hourOfDay } from "../../../domain/time/daily.ts";
import { isTimeZone } from "../../../domain/time/local-time.ts";
import { serviceHours } from "../../../domain/time/service-hours.ts";
import {
  changePublication,
  findPublication,
  foundPublication,
  listPublications,
  type PublicationSettings,
  removePublication,
} from "../../../services/administration/publications/publications.ts";
import { asEditor, editorOf } from "../../actors.ts";
import { answer } from "../../answer.ts";
import { longPageQuery, page, pageOf, readCursor } from "../../pagination.ts";
import { instantOut, iso } from "../../representations.ts";

const tags = ["administration"];
const slug = slugText.max(60);
const params = z.object({ slug });
const timeZone = line(60).refine(isTimeZone, "must be an IANA time zone");
const section = z.object({ slug: z.string(), name: z.string() });
const autoPublish = z.enum(["never", "trusted", "verified"]);

const sampleEvery = z.int().min(0).max(10_000).meta({
  description:
    "Of so many releases that are published without an editor, one is drawn for an editor to look over; 0: none.",
});

const publicationOut = z
  .object({
    slug: z.string(),
    name: z.string(),
    timeZone: z.string(),
    autoPublish,
    reviewWithinHours: z.int(),
    sampleEvery,
    serviceHours: serviceHours.nullable(),
    digestAt: z.string().nullable().meta({ description: "When the daily email goes out, by its clocks." }),
    rulePack: z.string(),
    categories: z.array(section),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .meta({ id: "Publication" });

function representPublication({
  id: _id,
  createdAt,
  updatedAt,
  ...rest
}: PublicationSettings): z.output<typeof publicationOut> {
  return { ...rest, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}

export const publications: FastifyPluginAsyncZod = async (app) => {
  const asAdmin = { access: { desk: "admin" } } as const;
  app.get(
    "/publications",
    {
      config: { access: { desk: "editor" } },
      schema: {
        tags,
        summary: "Publications",
        querystring: z.strictObject(longPageQuery),
        response: { 200: pageOf(publicationOut) },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const after = readCursor(cursor, slug);
      const found = await listPublications(editorOf(request), { limit, after });
      return page(found, limit, ({ slug }) => slug, representPublication);
    },
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

  app.get(
    "/publications/:slug",
    {
      config: { access: { desk: "editor" } },
      schema: { tags, summary: "One publication", params, response: { 200: publicationOut } },
    },
    async (request) => representPublication(await findPublication(editorOf(request), request.params.slug)),
  );

  app.patch(
    "/publications/:slug",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Change a publication",
        description: "Each setting on its own: of two changes to one of them, the later stands.",
        params,
        body: z
          .strictObject({
            name: line(200),
            timeZone,
            autoPublish,
            reviewWithinHours: z.int().min(1).max(720),
            sampleEvery,
            serviceHours: serviceHours.nullable().meta({ description: "`null` for always." }),
            digestAt: hourOfDay.nullable(),
          })
          .partial(),
        response: { 200: publicationOut },
      },
    },
    async (request) =>
      representPublication(await changePublication(editorOf(request), request.params.slug, request.body)),
  );

  app.delete(
    "/publications/:slug",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Remove a publication that never held anything",
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removePublication(editorOf(request), request.params.slug);
      return reply.code(204).send(null);
    },
  );
};
