/** What became of the mails. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { listMails, type Mail, mailStatuses, resendMail } from "../../services/mail/mails.ts";
import { asEditor, editorOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../pagination.ts";
import { instantOut, iso, isoOrNull } from "../representations.ts";

const tags = ["administration"];
const config = { access: { desk: "admin" } } as const;

const mailOut = z
  .object({
    id: z.uuid(),
    to: z.string(),
    letter: z.string().nullable(),
    status: z.enum(mailStatuses),
    attempts: z.int(),
    lastError: z.string().nullable().meta({ description: "What the mail server said, or what happened." }),
    nextAttemptAt: instantOut.nullable(),
    sentAt: instantOut.nullable(),
    createdAt: instantOut,
  })
  .meta({ id: "Mail" });

const representMail = ({ nextAttemptAt, sentAt, createdAt, ...rest }: Mail): z.output<typeof mailOut> => ({
  ...rest,
  nextAttemptAt: rest.status === "due" ? iso(nextAttemptAt) : null,
  sentAt: isoOrNull(sentAt),
  createdAt: iso(createdAt),
});

export const mails: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/mails",
    {
      config,
      schema: {
        tags,
        summary: "What became of the mails",
        querystring: z.strictObject({
          status: z.enum(mailStatuses).optional(),
          to: z.string().max(254).optional(),
          letter: z.string().max(40).optional(),
          ...pageQuery,
        }),
        response: { 200: pageOf(mailOut) },
      },
    },
    async (request) => {
      const { limit, cursor, ...filter } = request.query;
      const after = readCursor(cursor, idPlace);
      const found = await listMails(editorOf(request), filter, { limit, after });
      return page(found, limit, ({ id }) => id, representMail);
    },
  );

  app.post(
    "/mails/:id/resend",
    {
      config,
      schema: {
        tags,
        summary: "Send a mail again that failed, or of which nobody knows",
        description: "It is the same message, so that a mailbox that has it already may show it once.",
        params: z.object({ id: z.uuid() }),
        response: { 200: mailOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => resendMail(asEditor(context), request.params.id),
        (mail) => ({ status: 200, body: representMail(mail) }),
      ),
  );
};
