/** The sections of a publication, for the desk: what they are called, where they stand, what leads to them. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  addCategory,
  changeCategory,
  findCategory,
  listCategories,
} from "../../../services/administration/categories/categories.ts";
import { mergeCategory, removeCategory } from "../../../services/administration/categories/mergers.ts";
import { asEditor, editorOf } from "../../actors.ts";
import { answer } from "../../answer.ts";
import { pageOf } from "../../pagination.ts";
import { categoryFields, categoryOut, representCategory, slug } from "./category-out.ts";

const tags = ["administration"];
const asAdmin = { access: { desk: "admin" } } as const;
const asEditors = { access: { desk: "editor" } } as const;
const params = z.object({ slug });
const publication = slug.optional().meta({ description: "By default the key's own, or `main`." });
const querystring = z.strictObject({ publication });

export const categories: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/categories",
    {
      config: asEditors,
      schema: {
        tags,
        summary: "A publication's sections, in its order",
        querystring,
        response: { 200: pageOf(categoryOut) },
      },
    },
    async (request) => ({
      items: (await listCategories(editorOf(request), request.query.publication)).map(representCategory),
      nextCursor: null,
    }),
  );

  const newCategory = {
    ...categoryFields,
    description: categoryFields.description.optional(),
    examples: categoryFields.examples.optional(),
  };
  app.post(
    "/categories",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Add a section to a publication",
        body: z.strictObject({ publication, ...newCategory }),
        response: { 201: categoryOut },
      },
    },
    (request, reply) => {
      const { publication: of, ...section } = request.body;
      return answer(
        request,
        reply,
        (context) => addCategory(asEditor(context), of, section),
        (added) => ({ status: 201, body: representCategory(added) }),
      );
    },
  );

  app.post(
    "/publications/:slug/categories",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Add a section",
        params,
        body: z.strictObject(newCategory),
        response: { 201: categoryOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addCategory(asEditor(context), request.params.slug, request.body),
        (added) => ({ status: 201, body: representCategory(added) }),
      ),
  );

  app.get(
    "/categories/:slug",
    {
      config: asEditors,
      schema: { tags, summary: "One section", params, querystring, response: { 200: categoryOut } },
    },
    async (request) => {
      const { params: which, query } = request;
      return representCategory(await findCategory(editorOf(request), query.publication, which.slug));
    },
  );

  app.patch(
    "/categories/:slug",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Rename, describe or move a section",
        description: "Articles stay in it, and links with the earlier slug lead to it.",
        params,
        querystring,
        body: z
          .strictObject({ ...categoryFields, position: z.int().min(0).max(1000) })
          .partial()
          .refine((changes) => Object.keys(changes).length > 0, "must change something"),
        response: { 200: categoryOut },
      },
    },
    async (request) => {
      const { params: which, query, body } = request;
      return representCategory(await changeCategory(editorOf(request), query.publication, which.slug, body));
    },
  );

  await app.register(endings);
};

const endings: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/categories/:slug/merger",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Merge a section into another",
        description: "Articles and releases move, and links with its slug lead to the other one.",
        params,
        querystring,
        body: z.strictObject({ into: slug }),
        response: {
          201: z.object({
            into: categoryOut,
            moved: z.object({ articles: z.int(), releases: z.int() }),
          }),
        },
      },
    },
    (request, reply) => {
      const { params: which, query, body } = request;
      return answer(
        request,
        reply,
        (context) => mergeCategory(asEditor(context), query.publication, which.slug, body.into),
        ({ into, moved }) => ({ status: 201, body: { into: representCategory(into), moved } }),
      );
    },
  );

  app.delete(
    "/categories/:slug",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Remove a section that nothing stands in",
        params,
        querystring,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeCategory(editorOf(request), request.query.publication, request.params.slug);
      return reply.code(204).send(null);
    },
  );
};
