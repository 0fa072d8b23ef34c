/** Organisations: signing up, confirming the mailbox, the profile. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { organizationNotices } from "../../domain/letters/names.ts";
import { email, webUrl } from "../../domain/releases/release.ts";
import { line, name, plainText } from "../../domain/text.ts";
import { changeProfile, findOwnOrganization } from "../../services/organizations/profile.ts";
import { confirmMailbox, mailAnotherLink } from "../../services/organizations/proofs/mailbox.ts";
import { fileQuotaLeft, quotaLeft } from "../../services/organizations/quota.ts";
import { createOrganization } from "../../services/organizations/sign-up.ts";
import { asSubmitter, submitterOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { confirmationPage } from "../confirmation-page.ts";
import { organizationExample } from "../examples.ts";
import { noticesOf } from "../notices.ts";
import { organizationOut, representOrganization } from "./organization-out.ts";

const tags = ["organizations"];

const contact = z.strictObject({ name: line(200), email });
const profile = {
  name: name(200),
  website: webUrl.nullable().optional(),
  contact,
  boilerplate: plainText(3000).nullable().optional(),
};
const ownOut = organizationOut
  .extend({
    quota: z.object({ perDay: z.int().nullable(), used: z.int() }),
    fileQuota: z
      .object({ kilobytesPerDay: z.int().nullable(), kilobytesUsed: z.int() })
      .meta({ description: "In thousands of bytes; a file counts for each that it begins." }),
  })
  .meta({ id: "OwnOrganization" });

export const organizations: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/organizations",
    {
      config: { access: "public", limit: "signup", secret: true },
      schema: {
        tags,
        summary: "Sign up",
        description:
          "Answers with the first key, shown this once, and mails a link that confirms the mailbox.",
        body: z.strictObject(profile).meta({ id: "OrganizationSignUp", examples: [organizationExample] }),
        response: { 201: z.object({ organization: organizationOut, apiKey: z.string() }) },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => createOrganization(context, request.body),
        ({ organization, key }) => ({
          status: 201,
          headers: {
            location: `${request.context.config.baseUrl}/v1/organizations/me`,
            "cache-control": "no-store",
          },
          body: { organization: representOrganization(organization), apiKey: key.key },
        }),
      ),
  );

  const token = z.string().min(1).max(200);
  app.post(
    "/organizations/verify",
    {
      config: { access: "public", limit: "token" },
      schema: {
        tags,
        summary: "Confirm the mailbox with the mailed token",
        body: z.strictObject({ token }),
        response: { 200: z.object({ organization: organizationOut }) },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => confirmMailbox(context, request.body.token),
        (organization) => ({ status: 200, body: { organization: representOrganization(organization) } }),
      ),
  );

  app.get(
    "/organizations/verify",
    {
      config: { access: "public", limit: "token" },
      schema: { tags, summary: "The page behind the mailed link", querystring: z.strictObject({ token }) },
    },
    // Opening the link changes nothing: mail scanners open links too.
    async (request, reply) => confirmationPage(reply, "/v1/organizations/verify", request.query.token),
  );

  app.get(
    "/organizations/me",
    {
      config: { access: { submitter: "release:read" } },
      schema: { tags, summary: "Profile, trust, quota and use", response: { 200: ownOut } },
    },
    async (request) => {
      const context = submitterOf(request);
      const [organization, quota, fileQuota] = await Promise.all([
        findOwnOrganization(context),
        quotaLeft(context),
        fileQuotaLeft(context),
      ]);
      return { ...representOrganization(organization), quota, fileQuota };
    },
  );

  app.post(
    "/organizations/me/verification",
    {
      config: { access: { submitter: "organization:manage" } },
      schema: {
        tags,
        summary: "Have another confirming link mailed",
        description: "The link before works no more. A mailbox that is confirmed needs none: 409.",
        response: { 202: organizationOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => mailAnotherLink(asSubmitter(context)),
        (organization) => ({ status: 202, body: representOrganization(organization) }),
      ),
  );

  app.patch(
    "/organizations/me",
    {
      config: { access: { submitter: "organization:manage" } },
      schema: {
        tags,
        summary: "Change the profile",
        description:
          "Another mailbox has to be confirmed anew, and the organisation is `unverified` until then, unless the " +
          "mailbox is at a domain that it has proven.",
        body: z.strictObject({ ...profile, notices: noticesOf(organizationNotices) }).partial(),
        response: { 200: organizationOut },
      },
    },
    async (request) => representOrganization(await changeProfile(submitterOf(request), request.body)),
  );
};
