/** Rule packs, for the desk: reading them, making the next, trying it, putting it in force. */

import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { slugText } from "../../../domain/articles/slug.ts";
import { packChanges } from "../../../domain/rules/packs/pack-changes.ts";
import { plainText } from "../../../domain/text.ts";
import { activatePack, addPack, removePack } from "../../../services/administration/rules/change-packs.ts";
import {
  findWholePack,
  listPacks,
  type WholePack,
} from "../../../services/administration/rules/rule-packs.ts";
import { tryPack } from "../../../services/administration/rules/trials.ts";
import { asEditor, editorOf } from "../../actors.ts";
import { answer } from "../../answer.ts";
import { page, pageOf, pageQuery, readCursor } from "../../pagination.ts";
import {
  packOut,
  representPack,
  representTrial,
  representWholePack,
  trialOut,
  wholePackOut,
} from "./rule-pack-out.ts";

const tags = ["administration"];
const asAdmin = { access: { desk: "admin" } } as const;
const asEditors = { access: { desk: "editor" } } as const;
const packId = z.union([z.literal("standard"), z.uuid()]);
const params = z.object({ id: packId });
const publication = slugText.max(60).optional();
const note = plainText(1000).meta({ description: "What was changed and why." });
const ofPublication = publication.meta({
  description: "By default the pack's own; of `standard` the key's, or `main`.",
});

export const rules: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/rules",
    {
      config: asEditors,
      schema: {
        tags,
        summary: "A publication's rule packs, the newest first and the shipped one last",
        querystring: z.strictObject({ publication, ...pageQuery }),
        response: { 200: pageOf(packOut) },
      },
    },
    async (request) => {
      const { cursor, limit, publication: of } = request.query;
      const after = readCursor(cursor, z.int().min(0).max(2_147_483_647));
      const found = await listPacks(editorOf(request), { publication: of, limit, after });
      return page(found, limit, ({ number }) => number, representPack);
    },
  );

  app.get(
    "/rules/:id",
    {
      config: asEditors,
      schema: {
        tags,
        summary: "One rule pack, with what each rule is for",
        params,
        querystring: z.strictObject({ publication: ofPublication }),
        response: { 200: wholePackOut },
      },
    },
    async (request) =>
      representWholePack(
        await findWholePack(editorOf(request), request.params.id, request.query.publication),
      ),
  );

  await app.register(makings);
  await app.register(decisions);
};

/** Packs never change: changing one makes the next. */
const makings: FastifyPluginAsyncZod = async (app) => {
  const made = (request: FastifyRequest) => (pack: WholePack) => ({
    status: 201,
    headers: { location: `${request.context.config.baseUrl}/v1/admin/rules/${pack.id}` },
    body: representWholePack(pack),
  });

  app.post(
    "/rules",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Make a publication's next rule pack from another",
        description: "It is in force once it is activated. `changes` is a JSON merge patch (RFC 7396).",
        body: z.strictObject({
          publication: ofPublication,
          base: packId.default("standard"),
          changes: packChanges,
          note,
        }),
        response: { 201: wholePackOut },
      },
    },
    (request, reply) =>
      answer(request, reply, (context) => addPack(asEditor(context), request.body), made(request)),
  );

  app.patch(
    "/rules/:id",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Make the next rule pack from this one",
        description: "A pack never changes, since verdicts name it: what comes back is another.",
        params,
        body: z.strictObject({ publication: ofPublication, changes: packChanges, note }),
        response: { 201: wholePackOut },
      },
    },
    (request, reply) => {
      const wanted = { ...request.body, base: request.params.id };
      return answer(request, reply, (context) => addPack(asEditor(context), wanted), made(request));
    },
  );

  app.delete(
    "/rules/:id",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Remove a rule pack that was never in force",
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removePack(editorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
};

const decisions: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/rules/:id/trials",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Try a rule pack on the last releases",
        description:
          "Says what it would decide otherwise than the pack in force, and writes nothing. After 15 s it answers with what was judged by then.",
        params,
        body: z.strictObject({ publication: ofPublication, last: z.int().min(1).max(1000).default(200) }),
        response: { 200: trialOut },
      },
    },
    async (request) => representTrial(await tryPack(editorOf(request), request.params.id, request.body)),
  );

  app.put(
    "/publications/:slug/rules",
    {
      config: asAdmin,
      schema: {
        tags,
        summary: "Put a rule pack in force, or an earlier one again",
        params: z.object({ slug: slugText.max(60) }),
        body: z.strictObject({ pack: packId }),
        response: { 200: packOut },
      },
    },
    async (request) =>
      representPack(await activatePack(editorOf(request), request.params.slug, request.body.pack)),
  );
};
