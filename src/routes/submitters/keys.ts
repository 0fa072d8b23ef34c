/** The organisation's keys. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { name } from "../../domain/text.ts";
import { instant } from "../../domain/time/local-time.ts";
import {
  addKey,
  listKeys,
  ownRing,
  revokeKey,
  rotateKey,
} from "../../services/organizations/keys/key-ring.ts";
import { scopes } from "../../services/organizations/keys/keys.ts";
import { asSubmitter, submitterOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { pageOf } from "../pagination.ts";
import { keyOut, newKeyOut, representKeys, representNewKey, rotation } from "./key-out.ts";

const tags = ["keys"];
const config = { access: { submitter: "organization:manage" } } as const;
const path = "/organizations/me/keys";
const params = z.object({ id: z.uuid() });

export const keys: FastifyPluginAsyncZod = async (app) => {
  app.post(
    path,
    {
      config: { ...config, secret: true },
      schema: {
        tags,
        summary: "Make another key",
        description: "The key is shown this once.",
        body: z.strictObject({
          label: name(100),
          scopes: z
            .array(z.enum(scopes))
            .min(1)
            .default([...scopes]),
          expiresAt: instant.nullable().default(null),
        }),
        response: { 201: newKeyOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addKey(context, ownRing(asSubmitter(context)), request.body),
        (key) => representNewKey(request, path, key),
      ),
  );

  app.get(
    path,
    { config, schema: { tags, summary: "List the live keys", response: { 200: pageOf(keyOut) } } },
    async (request) => {
      const context = submitterOf(request);
      return representKeys(await listKeys(context, ownRing(context)));
    },
  );

  app.post(
    `${path}/:id/rotations`,
    {
      config: { ...config, secret: true },
      schema: {
        tags,
        summary: "Put another key in place of one",
        description:
          "The key that is made has the same label and scopes, and is shown this once; the one before works on for the " +
          "overlap. A key is rotated once.",
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
          rotateKey(context, ownRing(asSubmitter(context)), request.params.id, request.body.overlapHours),
        (key) => representNewKey(request, path, key),
      ),
  );

  app.delete(
    `${path}/:id`,
    {
      config,
      schema: {
        tags,
        summary: "Revoke a key",
        description: "Every process refuses it within a second.",
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const context = submitterOf(request);
      await revokeKey(context, ownRing(context), request.params.id);
      return reply.code(204).send(null);
    },
  );
};
