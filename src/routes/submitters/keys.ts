/** The organisation's keys. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { instant } from "../../domain/local-time.ts";
import { line } from "../../domain/text.ts";
import {
  addKey,
  type KeyDescription,
  listKeys,
  revokeKey,
  scopes,
} from "../../services/organizations/keys.ts";
import { asSubmitter, submitterOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { pageOf } from "../pagination.ts";
import { instantOut, iso, isoOrNull } from "../representations.ts";

const tags = ["keys"];
const config = { access: { submitter: "organization:manage" } } as const;

const keyOut = z
  .object({
    id: z.uuid(),
    label: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    expiresAt: instantOut.nullable(),
    lastUsedAt: instantOut.nullable(),
    createdAt: instantOut,
  })
  .meta({ id: "Key" });

function representKey({
  id,
  label,
  prefix,
  scopes: given,
  ...times
}: KeyDescription): z.output<typeof keyOut> {
  const { expiresAt, lastUsedAt, createdAt } = times;
  return {
    ...{ id, label, prefix, scopes: [...given] },
    ...{ expiresAt: isoOrNull(expiresAt), lastUsedAt: isoOrNull(lastUsedAt), createdAt: iso(createdAt) },
  };
}

export const keys: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/organizations/me/keys",
    {
      config: { ...config, secret: true },
      schema: {
        tags,
        summary: "Make another key",
        description: "The key is shown this once. To rotate, make one, use it, and revoke the old one.",
        body: z.strictObject({
          label: line(100),
          scopes: z
            .array(z.enum(scopes))
            .min(1)
            .default([...scopes]),
          expiresAt: instant.nullable().default(null),
        }),
        response: { 201: keyOut.extend({ apiKey: z.string() }) },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addKey(asSubmitter(context), request.body),
        ({ key, ...described }) => ({
          status: 201,
          headers: { location: `${request.context.config.baseUrl}/v1/organizations/me/keys/${described.id}` },
          body: { ...representKey(described), apiKey: key },
        }),
      ),
  );

  app.get(
    "/organizations/me/keys",
    { config, schema: { tags, summary: "List the live keys", response: { 200: pageOf(keyOut) } } },
    async (request) => ({
      items: (await listKeys(submitterOf(request))).map(representKey),
      nextCursor: null,
    }),
  );

  app.delete(
    "/organizations/me/keys/:id",
    {
      config,
      schema: {
        tags,
        summary: "Revoke a key",
        description: "Every process refuses it within a second.",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await revokeKey(submitterOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
};
