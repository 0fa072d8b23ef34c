/** The keys of whoever asks: the same for organisations and for people of the desk. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { name } from "../../domain/text.ts";
import { instant } from "../../domain/time/local-time.ts";
import {
  addKey,
  type KeyRing,
  listKeys,
  ownRing,
  revokeKey,
  rotateKey,
} from "../../services/organizations/keys/key-ring.ts";
import { scopes } from "../../services/organizations/keys/keys.ts";
import type { Access } from "../access.ts";
import { asEditor, asSubmitter } from "../actors.ts";
import { answer } from "../answer.ts";
import { pageOf } from "../pagination.ts";
import { keyOut, newKeyOut, representKeys, representNewKey, rotation } from "./key-out.ts";

interface KeyRoutes {
  readonly tag: string;
  readonly access: Access;
  readonly path: string;
  /** Below `/v1`, where the path itself is below something else. */
  readonly shownAt: string;
  /** What a new key is asked to be. */
  readonly wanted: z.ZodType<{ label: string; scopes?: readonly string[]; expiresAt: Date | null }>;
  readonly ringOf: (context: Context) => KeyRing;
}

const params = z.object({ id: z.uuid() });
const wanted = { label: name(100), expiresAt: instant.nullable().default(null) };

/** The keys of an organisation, each for some of what it may do. */
export const organizationKeys = keyRoutes({
  tag: "keys",
  access: { submitter: "organization:manage" },
  path: "/organizations/me/keys",
  shownAt: "/organizations/me/keys",
  wanted: z.strictObject({
    ...wanted,
    scopes: z
      .array(z.enum(scopes))
      .min(1)
      .default([...scopes]),
  }),
  ringOf: (context) => ownRing(asSubmitter(context)),
});

/** The keys of somebody of the desk, who may do the same with each. */
export const staffKeys = keyRoutes({
  tag: "desk",
  access: { desk: "editor" },
  path: "/me/keys",
  shownAt: "/admin/me/keys",
  wanted: z.strictObject(wanted),
  ringOf: (context) => ownRing(asEditor(context)),
});

function keyRoutes({ tag, access, path, shownAt, wanted, ringOf }: KeyRoutes): FastifyPluginAsyncZod {
  const config = { access };
  const tags = [tag];
  return async (app) => {
    app.post(
      path,
      {
        config: { ...config, secret: true },
        schema: {
          tags,
          summary: "Make another key",
          description: "The key is shown this once.",
          body: wanted,
          response: { 201: newKeyOut },
        },
      },
      (request, reply) =>
        answer(
          request,
          reply,
          (context) => addKey(context, ringOf(context), { scopes: [], ...request.body }),
          (key) => representNewKey(request, shownAt, key),
        ),
    );

    app.get(
      path,
      { config, schema: { tags, summary: "List the live keys", response: { 200: pageOf(keyOut) } } },
      async ({ context }) => representKeys(await listKeys(context, ringOf(context))),
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
          (context) => rotateKey(context, ringOf(context), request.params.id, request.body.overlapHours),
          (key) => representNewKey(request, shownAt, key),
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
      async ({ context, params: { id } }, reply) => {
        await revokeKey(context, ringOf(context), id);
        return reply.code(204).send(null);
      },
    );
  };
}
