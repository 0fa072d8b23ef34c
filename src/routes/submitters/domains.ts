/** The organisation's domains: what to publish to prove one, and the proof. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { domainName } from "../../domain/addresses/domain-name.ts";
import { proofToPublish } from "../../services/organizations/proofs/domain-proof.ts";
import {
  addDomain,
  type ClaimedDomain,
  listDomains,
  proveDomain,
  removeDomain,
} from "../../services/organizations/proofs/domains.ts";
import { asSubmitter, submitterOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { pageOf } from "../pagination.ts";
import { instantOut, iso, isoOrNull } from "../representations.ts";

const tags = ["domains"];
const config = { access: { submitter: "organization:manage" } } as const;
const params = z.object({ domain: domainName });

const domainOut = z
  .object({
    domain: z.string(),
    token: z.string(),
    dns: z.object({ name: z.string(), value: z.string() }).meta({ description: "A TXT record." }),
    file: z.object({ url: z.string(), content: z.string() }),
    method: z.string().nullable().meta({ description: "`dns` or `file`; `null` until it is proven." }),
    verifiedAt: instantOut.nullable(),
    createdAt: instantOut,
  })
  .meta({ id: "Domain" });

function represent({
  domain,
  token,
  method,
  verifiedAt,
  createdAt,
}: ClaimedDomain): z.output<typeof domainOut> {
  const proof = { ...proofToPublish(domain, token), method, verifiedAt: isoOrNull(verifiedAt) };
  return { domain, token, ...proof, createdAt: iso(createdAt) };
}

export const domains: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/organizations/me/domains",
    {
      config,
      schema: {
        tags,
        summary: "Name a domain to prove",
        description:
          "Then publish the TXT record or the file, whichever is easier, and ask for the verification.",
        body: z.strictObject({ domain: domainName }),
        response: { 201: domainOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addDomain(asSubmitter(context), request.body.domain),
        (claimed) => ({ status: 201, body: represent(claimed) }),
      ),
  );

  app.get(
    "/organizations/me/domains",
    { config, schema: { tags, summary: "List the domains", response: { 200: pageOf(domainOut) } } },
    async (request) => ({
      items: (await listDomains(submitterOf(request))).map(represent),
      nextCursor: null,
    }),
  );

  app.post(
    "/organizations/me/domains/:domain/verification",
    {
      config: { ...config, limit: "token" },
      schema: {
        tags,
        summary: "Look for the proof",
        description: "Looks at both places while the request waits. No redirect is followed.",
        params,
        response: { 200: domainOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => proveDomain(asSubmitter(context), request.params.domain),
        (proven) => ({ status: 200, body: represent(proven) }),
      ),
  );

  app.delete(
    "/organizations/me/domains/:domain",
    { config, schema: { tags, summary: "Remove a domain", params, response: { 204: z.null() } } },
    async (request, reply) => {
      await removeDomain(submitterOf(request), request.params.domain);
      return reply.code(204).send(null);
    },
  );
};
