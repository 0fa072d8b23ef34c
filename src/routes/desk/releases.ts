/** One release on the desk: reading, claiming and editing it. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { copyFields } from "../../domain/releases/release.ts";
import { line, plainText } from "../../domain/text.ts";
import { editRelease, refuseSection } from "../../services/desk/edit.ts";
import { noteOnRelease } from "../../services/desk/note.ts";
import { claimRelease, releaseClaim } from "../../services/desk/waiting/claim.ts";
import { findRelease } from "../../services/releases/current.ts";
import { asEditor, editorOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { eventRoutes } from "../event-routes.ts";
import { idIn, lookingUp } from "../look-ups.ts";
import { requireMatch } from "../preconditions.ts";
import { deskEventOut, deskReleaseOut, representDeskEvent } from "../representations.ts";
import { show } from "./show.ts";

const tags = ["desk"];
const config = { access: { desk: "editor" } } as const;
const params = z.object({ id: z.uuid() });
const response = { 200: deskReleaseOut };

const subject = z.strictObject({
  qcode: line(40),
  name: line(100),
  score: z.number().min(0).max(1).default(1),
});
const { attachments: _files, mediaContact, ...editable } = copyFields;
const editBody = z.strictObject({ ...editable, mediaContact, subjects: z.array(subject).max(5) }).partial();

export const deskReleases: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/releases/:id",
    { config, schema: { tags, summary: "One release", params, response } },
    async (request, reply) =>
      show(request, reply, await findRelease(request.context.db, request.context, request.params.id)),
  );

  app.patch(
    "/releases/:id",
    {
      config,
      ...lookingUp(editBody, (request, { category }) =>
        refuseSection(editorOf(request), idIn(request), category),
      ),
      schema: {
        tags,
        summary: "Edit a release before it is out",
        description: "The fields to replace, each as a whole; makes a new version. `If-Match` is required.",
        params,
        body: editBody,
        response,
      },
    },
    async (request, reply) => {
      const seen = requireMatch(request);
      return show(
        request,
        reply,
        await editRelease(editorOf(request), request.params.id, seen, request.body),
      );
    },
  );

  await app.register(eventRoutes("desk", config.access, deskEventOut, representDeskEvent));

  app.post(
    "/releases/:id/notes",
    {
      config,
      schema: {
        tags,
        summary: "Write something down for the desk",
        description: "A line in the history that the submitter never sees.",
        params,
        body: z.strictObject({ note: plainText(2000) }),
        response: { 201: deskEventOut },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        (context) => noteOnRelease(asEditor(context), request.params.id, request.body.note),
        (event) => ({ status: 201, body: representDeskEvent(event) }),
      ),
  );

  app.put(
    "/releases/:id/claim",
    {
      config,
      schema: {
        tags,
        summary: "Claim a release for 15 minutes",
        description: "Work renews it. With `takeover`, a managing editor takes it from whoever has it.",
        params,
        body: z.strictObject({ takeover: z.strictObject({ reason: plainText(500) }).optional() }).nullish(),
        response,
      },
    },
    async (request, reply) => {
      const takeover = request.body?.takeover;
      return show(request, reply, await claimRelease(editorOf(request), request.params.id, takeover));
    },
  );

  app.delete(
    "/releases/:id/claim",
    { config, schema: { tags, summary: "Give the claim up", params, response } },
    async (request, reply) => show(request, reply, await releaseClaim(editorOf(request), request.params.id)),
  );
};
