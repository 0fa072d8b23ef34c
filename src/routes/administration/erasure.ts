/** Personal data: what is kept about somebody, and taking it out. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { email } from "../../domain/releases/release.ts";
import { findHoldings } from "../../services/erasure/holdings.ts";
import { eraseOrganization } from "../../services/erasure/organization.ts";
import { erasePerson } from "../../services/erasure/person.ts";
import type { ErasureReport } from "../../services/erasure/report.ts";
import { editorOf } from "../actors.ts";
import { instantOut, iso, mediaContactOut } from "../representations.ts";
import { role } from "./staff/out.ts";

const tags = ["administration"];
const config = { access: { desk: "admin" } } as const;
const named = z.object({ email });

const erasureOut = z
  .object({
    erasedAt: instantOut,
    removed: z.array(z.object({ what: z.string(), count: z.int() })),
    kept: z.array(z.object({ what: z.string(), count: z.int(), why: z.string() })),
  })
  .meta({ id: "Erasure" });

const holdingsOut = z
  .object({
    staff: z.array(
      z.object({ id: z.uuid(), name: z.string(), email: z.string(), role, createdAt: instantOut }),
    ),
    organizations: z.array(z.object({ id: z.uuid(), name: z.string(), contact: mediaContactOut })),
    mediaContacts: z.array(z.object({ releaseId: z.uuid(), version: z.int(), contact: mediaContactOut })),
    articles: z.array(z.object({ id: z.uuid(), slug: z.string(), contact: mediaContactOut })),
    subscriptions: z.array(
      z.object({ id: z.uuid(), publication: z.string(), status: z.string(), createdAt: instantOut }),
    ),
    mails: z.array(
      z.object({ id: z.uuid(), letter: z.string().nullable(), status: z.string(), createdAt: instantOut }),
    ),
  })
  .meta({ id: "Holdings" });

const represent = ({ erasedAt, removed, kept }: ErasureReport): z.output<typeof erasureOut> => ({
  erasedAt: iso(erasedAt),
  removed: [...removed],
  kept: [...kept],
});

export const erasure: FastifyPluginAsyncZod = async (app) => {
  app.delete(
    "/organizations/:id",
    {
      config,
      schema: {
        tags,
        summary: "Erase an organisation's personal data",
        description:
          "Contacts, keys, proofs, webhooks and mails are removed, and the organisation is suspended for good. What it " +
          "published stays, under its name. The answer says what was removed, and what is kept and why.",
        params: z.object({ id: z.uuid() }),
        response: { 200: erasureOut },
      },
    },
    async (request) => represent(await eraseOrganization(editorOf(request), request.params.id)),
  );

  app.delete(
    "/people/:email",
    {
      config,
      schema: {
        tags,
        summary: "Erase a person",
        description:
          "By e-mail address, percent-encoded, in whatever case: as a media contact of releases and articles, as the " +
          "contact of organisations, as somebody of the desk, and in mails. The answer says what was removed, and what " +
          "is kept and why.",
        params: named,
        response: { 200: erasureOut },
      },
    },
    async (request) => represent(await erasePerson(editorOf(request), request.params.email)),
  );

  app.get(
    "/people/:email",
    {
      config,
      schema: {
        tags,
        summary: "What is kept about a person",
        description: "Whatever carries the e-mail address, percent-encoded and in whatever case.",
        params: named,
        response: { 200: holdingsOut },
      },
    },
    async (request) => {
      const { staff, subscriptions, mails, ...others } = await findHoldings(
        editorOf(request),
        request.params.email,
      );
      return {
        staff: staff.map((member) => ({ ...member, createdAt: iso(member.createdAt) })),
        ...others,
        subscriptions: subscriptions.map((one) => ({ ...one, createdAt: iso(one.createdAt) })),
        mails: mails.map((mail) => ({ ...mail, createdAt: iso(mail.createdAt) })),
      };
    },
  );
};
