/** Agencies, from both sides: whom an organisation acts for, and who acts for it. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  approveAgency,
  askClient,
  endAgency,
  listAgencies,
  listClients,
  type Partner,
} from "../../services/organizations/agencies/agencies.ts";
import { asSubmitter, submitterOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { instantOut, iso, isoOrNull } from "../representations.ts";

const tags = ["agencies"];
const config = { access: { submitter: "organization:manage" } } as const;
const params = z.object({ id: z.uuid() });
const querystring = z.strictObject(pageQuery);

const partnerOut = z
  .object({
    organization: z.object({ id: z.uuid(), name: z.string(), website: z.string().nullable() }),
    askedAt: instantOut,
    approvedAt: instantOut.nullable().meta({ description: "`null` until the client approves." }),
  })
  .meta({ id: "Partner" });
const response = { 200: pageOf(partnerOut) };

function represent({ organization, askedAt, approvedAt }: Partner): z.output<typeof partnerOut> {
  return { organization: { ...organization }, askedAt: iso(askedAt), approvedAt: isoOrNull(approvedAt) };
}

export const clients: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/organizations/me/clients",
    {
      config,
      schema: {
        tags,
        summary: "Ask a client for leave to act for it",
        description:
          "Once it has approved, the agency's own key acts for it with the header `On-Behalf-Of: ID` at the routes of " +
          "releases and files: under the client's trust and quota, and in the history as both.",
        body: z.strictObject({ organization: z.uuid() }),
        response: { 201: partnerOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => askClient(asSubmitter(context), request.body.organization),
        (asked) => ({
          status: 201,
          headers: {
            location: `${request.context.config.baseUrl}/v1/organizations/me/clients/${asked.organization.id}`,
          },
          body: represent(asked),
        }),
      ),
  );

  app.get(
    "/organizations/me/clients",
    { config, schema: { tags, summary: "Whom you act for, or have asked to", querystring, response } },
    async (request) => {
      const { limit, cursor } = request.query;
      const found = await listClients(submitterOf(request), { limit, after: readCursor(cursor, idPlace) });
      return page(found, limit, ({ organization }) => organization.id, represent);
    },
  );

  app.delete(
    "/organizations/me/clients/:id",
    {
      config,
      schema: { tags, summary: "Act for a client no longer", params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const context = submitterOf(request);
      await endAgency(context, { agencyId: context.actor.id, clientId: request.params.id });
      return reply.code(204).send(null);
    },
  );
};

export const agencies: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/organizations/me/agencies",
    { config, schema: { tags, summary: "Who acts for you, or asks to", querystring, response } },
    async (request) => {
      const { limit, cursor } = request.query;
      const found = await listAgencies(submitterOf(request), { limit, after: readCursor(cursor, idPlace) });
      return page(found, limit, ({ organization }) => organization.id, represent);
    },
  );

  app.put(
    "/organizations/me/agencies/:id",
    {
      config,
      schema: {
        tags,
        summary: "Let an agency that asked act for you",
        description:
          "It may then submit, change and read your releases and files, and nothing else of yours.",
        params,
        response: { 200: partnerOut },
      },
    },
    async (request) => represent(await approveAgency(submitterOf(request), request.params.id)),
  );

  app.delete(
    "/organizations/me/agencies/:id",
    {
      config,
      schema: {
        tags,
        summary: "End what an agency may do for you",
        description: "Every process refuses it within a second. What it has sent stays yours.",
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const context = submitterOf(request);
      await endAgency(context, { agencyId: request.params.id, clientId: context.actor.id });
      return reply.code(204).send(null);
    },
  );
};
