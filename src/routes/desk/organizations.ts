/** Organisations, for the desk: who they are and how far they are trusted. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { line, plainText } from "../../domain/text.ts";
import { findOrganization, listOrganizations } from "../../services/organizations/directory.ts";
import type { Organization } from "../../services/organizations/organization.ts";
import { changeStanding } from "../../services/organizations/trust.ts";
import { editorOf } from "../actors.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { instantOut, isoOrNull } from "../representations.ts";
import { organizationOut, representOrganization } from "../submitters/organization-out.ts";

const tags = ["desk"];
const params = z.object({ id: z.uuid() });
const trust = z.enum(["unverified", "verified", "trusted", "suspended"]);

const deskOrganizationOut = organizationOut
  .extend({
    dailyQuota: z.int().nullable(),
    marketSensitive: z.boolean(),
    renamedAt: instantOut.nullable().meta({
      description:
        "When it took another name or website after the desk had set its trust. Until `trust` is set again, an editor reads what it sends.",
    }),
  })
  .meta({ id: "DeskOrganization" });
const knownOrganizationOut = deskOrganizationOut
  .extend({
    releases: z.object({ published: z.int(), rejected: z.int(), waiting: z.int() }),
    lookalikes: z.array(z.object({ id: z.uuid(), name: z.string() })).meta({
      description: "Earlier or trusted organisations that a reader would take it for, by its name.",
    }),
  })
  .meta({ id: "KnownOrganization" });

const standing = z
  .strictObject({
    trust,
    dailyQuota: z.int().min(0).max(1_000_000).nullable(),
    marketSensitive: z.boolean().meta({ description: "Whoever edited a release of it may not approve it." }),
    reason: plainText(1000).meta({ description: "For the record." }),
  })
  .partial();

function represent(organization: Organization): z.output<typeof deskOrganizationOut> {
  const { dailyQuota, marketSensitive, renamedAt } = organization;
  return {
    ...representOrganization(organization),
    ...{ dailyQuota, marketSensitive, renamedAt: isoOrNull(renamedAt) },
  };
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
      schema: { tags, summary: "One organisation", params, response: { 200: knownOrganizationOut } },
    },
    async (request) => {
      const organization = await findOrganization(editorOf(request), request.params.id);
      const { releases, lookalikes } = organization;
      return { ...represent(organization), releases: { ...releases }, lookalikes: [...lookalikes] };
    },
  );

  app.patch(
    "/organizations/:id",
    {
      config: { access: { desk: "managing_editor" } },
      schema: {
        tags,
        summary: "Change its trust or its quota",
        description:
          "A suspension holds from the answer on: nothing of it is moderated or published until it is lifted.",
        params,
        body: standing,
        response: { 200: deskOrganizationOut },
      },
    },
    async (request) => represent(await changeStanding(editorOf(request), request.params.id, request.body)),
  );
};
