/** The keys of whoever asks, of the desk. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { name } from "../../../domain/text.ts";
import { instant } from "../../../domain/time/local-time.ts";
import {
  addKey,
  listKeys,
  ownRing,
  revokeKey,
  rotateKey,
} from "../../../services/organizations/keys/key-ring.ts";
import { asEditor, editorOf } from "../../actors.ts";
import { answer } from "../../answer.ts";
import { pageOf } from "../../pagination.ts";
import { keyOut, newKeyOut, representKeys, representNewKey, rotation } from "../../submitters/key-out.ts";

const tags = ["desk"];
const config = { access: { desk: "editor" } } as const;
const path = "/me/keys";
const shownAt = `/admin${path}`;
const params = z.object({ id: z.uuid() });

export const ownKeys: FastifyPluginAsyncZod = async (app) => {
  app.get(
    path,
    { config, schema: { tags, summary: "Your live keys", response: { 200: pageOf(keyOut) } } },
    async (request) => {
      const context = editorOf(request);
      return representKeys(await listKeys(context, ownRing(context)));
    },
  );

  app.post(
    path,
    {
      config: { ...config, secret: true },
      schema: {
        tags,
        summary: "Make another key of yours",
        description: "The key is shown this once.",
        body: z.strictObject({ label: name(100), expiresAt: instant.nullable().default(null) }),
        response: { 201: newKeyOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addKey(context, ownRing(asEditor(context)), { ...request.body, scopes: [] }),
        (key) => representNewKey(request, shownAt, key),
      ),
  );

  app.post(
    `${path}/:id/rotations`,
    {
      config: { ...config, secret: true },
      schema: {
        tags,
        summary: "Put another key in place of one of yours",
        description: "The one before works on for the overlap. A key is rotated once.",
        params,
        body: rotation,
        response: { 201: newKeyOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) =>
          rotateKey(context, ownRing(asEditor(context)), request.params.id, request.body.overlapHours),
        (key) => representNewKey(request, shownAt, key),
      ),
  );

  app.delete(
    `${path}/:id`,
    { config, schema: { tags, summary: "Revoke a key of yours", params, response: { 204: z.null() } } },
    async (request, reply) => {
      const context = editorOf(request);
      await revokeKey(context, ownRing(context), request.params.id);
      return reply.code(204).send(null);
    },
  );
};
