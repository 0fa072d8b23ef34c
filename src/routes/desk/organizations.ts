/** Organisations, for the desk: who they are and how far they are trusted. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { line } from "../../domain/text.ts";
import {
  changeTrust,
  findOrganization,
  listOrganizations,
  type Organization,
} from "../../services/organizations/organizations.ts";
import { editorOf } from "../actors.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { organizationOut, representOrganization } from "../submitters/organizations.ts";

const tags = ["desk"];
const params = z.object({ id: z.uuid() });
const trust = z.enum(["unverified", "verified", "trusted", "suspended"]);
const deskOrganizationOut = organizationOut
  .extend({ dailyQuota: z.int().nullable() })
  .meta({ id: "DeskOrganization" });

function represent(organization: Organization): z.output<typeof deskOrganizationOut> {
  return { ...representOrganization(organization), dailyQuota: organization.dailyQuota };
}

export const deskOrganizations: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/organizations",
    {
      config: { access: { desk: "editor" } },
      schema: {
        tags,
        summary: "Organisations, the newest first",
        querystring: z.strictObject({ trust: trust.optional(), q: line(200).optional(), ...pageQuery }),
        response: { 200: pageOf(deskOrganizationOut) },
      },
    },
    async (request) => {
      const { cursor, ...filter } = request.query;
      const after = readCursor(cursor, idPlace);
      const found = await listOrganizations(editorOf(request), { ...filter, after });
      return page(found, filter.limit, ({ id }) => id, represent);
    },
  );

  app.get(
    "/organizations/:id",
    {
      config: { access: { desk: "editor" } },
      schema: { tags, summary: "One organisation", params, response: { 200: deskOrganizationOut } },
    },
    async (request) => represent(await findOrganization(editorOf(request), request.params.id)),
  );

  app.patch(
    "/organizations/:id",
    {
      config: { access: { desk: "managing_editor" } },
      schema: {
        tags,
        summary: "Change its trust or its quota",
        params,
        body: z.strictObject({ trust, dailyQuota: z.int().min(0).max(1_000_000).nullable() }).partial(),
        response: { 200: deskOrganizationOut },
      },
    },
    async (request) => represent(await changeTrust(editorOf(request), request.params.id, request.body)),
  );
};
