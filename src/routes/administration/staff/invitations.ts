/** Taking up an invitation to the desk: the page behind the mailed link, and what its button asks for. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { takeUpInvitation } from "../../../services/administration/staff/invite.ts";
import { answer } from "../../answer.ts";
import { confirmationPage } from "../../confirmation-page.ts";
import { representStaff, staffOut } from "./out.ts";

const tags = ["administration"];
const config = { access: "public", limit: "token" } as const;
const path = "/staff/invitations";
const token = z.string().min(1).max(200);
const words = {
  title: "Your key to the desk",
  button: "Show my key",
  done: "This is your key. It is shown this once; keep it where nobody else reads.",
};

export const invitations: FastifyPluginAsyncZod = async (app) => {
  app.get(
    path,
    {
      config,
      schema: { tags, summary: "The page behind an invitation", querystring: z.strictObject({ token }) },
    },
    // Opening the link changes nothing: mail scanners open links too.
    async (request, reply) => confirmationPage(reply, `/v1${path}`, request.query.token, words),
  );

  app.post(
    path,
    {
      config: { ...config, secret: true },
      schema: {
        tags,
        summary: "Take up an invitation",
        description: "Answers with a key, shown this once. A token works once, for seven days.",
        body: z.strictObject({ token }),
        response: { 201: z.object({ staff: staffOut, apiKey: z.string() }) },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => takeUpInvitation(context, request.body.token),
        ({ member, key }) => ({
          status: 201,
          headers: { "cache-control": "no-store" },
          body: { staff: representStaff(member), apiKey: key.key },
        }),
      ),
  );
};
