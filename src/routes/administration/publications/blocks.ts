/** Blocked terms and domains, for the desk. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { slugText } from "../../../domain/articles/slug.ts";
import { blockKinds, blockSeverities } from "../../../domain/rules/blocked/blocked.ts";
import { line } from "../../../domain/text.ts";
import {
  addBlock,
  changeBlock,
  findBlock,
  type KeptBlock,
  listBlocks,
  removeBlock,
} from "../../../services/administration/rules/blocks.ts";
import { asEditor, editorOf } from "../../actors.ts";
import { answer } from "../../answer.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../../pagination.ts";
import { instantOut, iso } from "../../representations.ts";

const tags = ["administration"];
const asAdmin = { access: { desk: "admin" } } as const;
const asEditors = { access: { desk: "editor" } } as const;
const params = z.object({ id: z.uuid() });

const kind = z.enum(blockKinds);
const severity = z.enum(blockSeverities);
const value = line(100).meta({
  description: "Of a term as it is compared, of a domain as the web knows it.",
});
const reason = line(500).meta({ description: "Why, for the desk alone." });

const blockOut = z
  .object({
    id: z.uuid(),
    kind,
    value: z.string(),
    severity,
    reason: z.string(),
    publication: z.string().nullable().meta({ description: "`null` holds for every publication." }),
    author: z.object({ id: z.string(), name: z.string() }),
    createdAt: instantOut,
  })
  .meta({ id: "Block" });

const represent = ({ createdAt, ...block }: KeptBlock): z.output<typeof blockOut> => ({
  ...block,
  createdAt: iso(createdAt),
});

export const blocks: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/blocks",
    {
      config: asEditors,
      schema: {
        tags,
        summary: "Blocked terms and domains, the newest first",
        querystring: z.strictObject({
          kind: kind.optional(),
          publication: slugText.max(60).optional(),
          q: line(100).optional().meta({ description: "A part of the value." }),
          ...pageQuery,
        }),
        response: { 200: pageOf(blockOut) },
      },
    },
    async (request) => {
      const { cursor, ...filter } = request.query;
      const after = readCursor(cursor, idPlace);
      return page(
        await listBlocks(editorOf(request), { ...filter, after }),
        filter.limit,
        ({ id }) => id,
        represent,
      );
    },
  );

  app.post(
    "/blocks",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Block a term or a domain",
        description:
          "A term is met as whole words, whatever their case, accents or invisible characters; a domain with everything below it.",
        body: z.strictObject({
          kind,
          value,
          severity: severity.default("hold"),
          reason,
          publication: slugText
            .max(60)
            .nullable()
            .default(null)
            .meta({ description: "`null` holds for every publication." }),
        }),
        response: { 201: blockOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addBlock(asEditor(context), request.body),
        (block) => ({
          status: 201,
          headers: { location: `${request.context.config.baseUrl}/v1/admin/blocks/${block.id}` },
          body: represent(block),
        }),
      ),
  );

  app.get(
    "/blocks/:id",
    { config: asEditors, schema: { tags, summary: "One block", params, response: { 200: blockOut } } },
    async (request) => represent(await findBlock(editorOf(request), request.params.id)),
  );

  app.patch(
    "/blocks/:id",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Change how grave a block is, or why it is there",
        params,
        body: z
          .strictObject({ severity, reason })
          .partial()
          .refine((changes) => Object.keys(changes).length > 0, "must change something"),
        response: { 200: blockOut },
      },
    },
    async (request) => represent(await changeBlock(editorOf(request), request.params.id, request.body)),
  );

  app.delete(
    "/blocks/:id",
    { config: asAdmin, schema: { tags, summary: "Lift a block", params, response: { 204: z.null() } } },
    async (request, reply) => {
      await removeBlock(editorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
};
