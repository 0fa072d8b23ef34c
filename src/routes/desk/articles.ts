/** What the desk does to what is public: corrections, retraction, kill. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { copyFields } from "../../domain/releases/release.ts";
import { plainText } from "../../domain/text.ts";
import { correctArticle, refuseCorrection } from "../../services/desk/articles/correct.ts";
import { takeDownArticle } from "../../services/desk/articles/take-down.ts";
import { asEditor, editorOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { idIn, lookingUp, readable } from "../look-ups.ts";
import { articleTag, requireMatch } from "../preconditions.ts";
import { articleOut, representArticle } from "../public/article-out.ts";

const tags = ["desk"];
const params = z.object({ id: z.uuid() });
const changedFields = z.strictObject(copyFields).partial();
const correctionBody = z.strictObject({
  changes: changedFields.refine((changes) => Object.keys(changes).length > 0, "must change something"),
  notice: plainText(1000),
});
const takenDownOut = z.object({ id: z.uuid(), status: z.enum(["retracted", "killed"]), notice: z.string() });

export const deskArticles: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/articles/:id/corrections",
    {
      config: { access: { desk: "editor" } },
      ...lookingUp(correctionBody, (request) => {
        const { changes } = Object(request.body) as { readonly changes?: unknown };
        return refuseCorrection(editorOf(request), idIn(request), readable(changedFields, changes));
      }),
      schema: {
        tags,
        summary: "Correct an article in the open",
        description: "`If-Match` with the article's ETag is required.",
        params,
        body: correctionBody,
        response: { 201: articleOut },
      },
    },
    (request, reply) => {
      const seen = requireMatch(request);
      return answer(
        request,
        reply,
        (context) => correctArticle(asEditor(context), request.params.id, seen, request.body),
        ({ releaseId: _private, ...article }) => ({
          status: 201,
          headers: { etag: articleTag(article) },
          body: representArticle(article),
        }),
      );
    },
  );

  app.put(
    "/articles/:id/retraction",
    {
      config: { access: { desk: "managing_editor" } },
      schema: {
        tags,
        summary: "Retract an article, or kill it",
        params,
        body: z.strictObject({
          reason: plainText(1000),
          notice: plainText(1000),
          kill: z.boolean().default(false),
        }),
        response: { 200: takenDownOut },
      },
    },
    async (request) => takeDownArticle(editorOf(request), request.params.id, request.body),
  );
};
