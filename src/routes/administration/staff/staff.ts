/** The people of the desk. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { slugText } from "../../../domain/articles/slug.ts";
import { email } from "../../../domain/releases/release.ts";
import { line } from "../../../domain/text.ts";
import { changeStaff, removeStaff } from "../../../services/administration/staff/changes.ts";
import { inviteAgain } from "../../../services/administration/staff/invite.ts";
import { addStaff, findStaff, listStaff } from "../../../services/administration/staff/staff.ts";
import { asEditor, editorOf } from "../../actors.ts";
import { answer } from "../../answer.ts";
import { idPlace, page, pageOf, pageQuery, readCursor } from "../../pagination.ts";
import { representStaff, role, staffOut } from "./out.ts";

const tags = ["administration"];
const config = { access: { desk: "admin" } } as const;
const params = z.object({ id: z.uuid() });
const publication = slugText.max(60).nullable();

export const staff: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/staff",
    {
      config,
      schema: {
        tags,
        summary: "The desk's people",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(staffOut) },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const found = await listStaff(editorOf(request), { limit, after: readCursor(cursor, idPlace) });
      return page(found, limit, ({ id }) => id, representStaff);
    },
  );

  app.post(
    "/staff",
    {
      config: { ...config, secret: true },
      schema: {
        tags,
        summary: "Add somebody to the desk",
        description:
          "Answers with a key, shown this once; with `invite`, mails a link that gives the key to this person alone.",
        body: z.strictObject({
          name: line(200),
          email,
          role,
          publication: publication.default(null),
          invite: z.boolean().default(false),
        }),
        response: { 201: z.object({ staff: staffOut, apiKey: z.string().nullable() }) },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => addStaff(context, request.body),
        ({ member, key }) => ({
          status: 201,
          headers: { location: `${request.context.config.baseUrl}/v1/admin/staff/${member.id}` },
          body: { staff: representStaff(member), apiKey: key?.key ?? null },
        }),
      ),
  );

  app.get(
    "/staff/:id",
    { config, schema: { tags, summary: "Somebody of the desk", params, response: { 200: staffOut } } },
    async (request) => {
      const context = editorOf(request);
      return representStaff(await findStaff(context.db, context, request.params.id));
    },
  );

  app.patch(
    "/staff/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change what somebody may do",
        description:
          "Holds in every process within a second. Who is disabled, or moved to another publication, loses the claims " +
          "there. The last administrator of everything stays one.",
        params,
        body: z.strictObject({ name: line(200), role, publication, disabled: z.boolean() }).partial(),
        response: { 200: staffOut },
      },
    },
    async (request) => representStaff(await changeStaff(editorOf(request), request.params.id, request.body)),
  );

  app.delete(
    "/staff/:id",
    {
      config,
      schema: {
        tags,
        summary: "Remove somebody from the desk",
        description:
          "Disables the person and ends every key, claim and invitation. What the person did keeps its author; " +
          "`DELETE /v1/admin/people/{email}` takes the name out.",
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeStaff(editorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/staff/:id/invitations",
    {
      config,
      schema: {
        tags,
        summary: "Mail somebody a link to another key",
        description: "The link before works no longer. Keys that there are stay as they are.",
        params,
        response: { 201: staffOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => inviteAgain(asEditor(context), request.params.id),
        (member) => ({ status: 201, body: representStaff(member) }),
      ),
  );
};
