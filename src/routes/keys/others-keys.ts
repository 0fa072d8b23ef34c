/** Others' keys, for administrators: seen and revoked, and made by nobody but their owners. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { ringOfStaff } from "../../services/administration/staff/staff.ts";
import { listKeys, revokeKey, ringOfOrganization } from "../../services/organizations/keys/key-ring.ts";
import { editorOf } from "../actors.ts";
import { pageOf } from "../pagination.ts";
import { keyOut, representKeys } from "./key-out.ts";

const tags = ["administration"];
const config = { access: { desk: "admin" } } as const;
const owners = [
  { path: "/staff/:id/keys", whose: "somebody of the desk", ringOf: ringOfStaff },
  { path: "/organizations/:id/keys", whose: "an organisation", ringOf: ringOfOrganization },
];

export const othersKeys: FastifyPluginAsyncZod = async (app) => {
  for (const { path, whose, ringOf } of owners) {
    app.get(
      path,
      {
        config,
        schema: {
          tags,
          summary: `The live keys of ${whose}`,
          params: z.object({ id: z.uuid() }),
          response: { 200: pageOf(keyOut) },
        },
      },
      async (request) => {
        const context = editorOf(request);
        return representKeys(await listKeys(context, await ringOf(context, request.params.id)));
      },
    );

    app.delete(
      `${path}/:key`,
      {
        config,
        schema: {
          tags,
          summary: `Revoke a key of ${whose}`,
          description: "Every process refuses it within a second.",
          params: z.object({ id: z.uuid(), key: z.uuid() }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const context = editorOf(request);
        await revokeKey(context, await ringOf(context, request.params.id), request.params.key);
        return reply.code(204).send(null);
      },
    );
  }
};
