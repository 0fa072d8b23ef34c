/** The files that articles show. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { findPublicFile } from "../../services/articles/files.ts";
import { cacheable } from "./articles.ts";

export const files: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/files/:id",
    {
      config: { access: "public" },
      schema: {
        tags: ["articles"],
        summary: "A file of a published article",
        params: z.object({ id: z.uuid() }),
      },
    },
    async (request, reply) => {
      const { storageKey, fileName, contentType, bytes } = await findPublicFile(
        request.context,
        request.params.id,
      );
      const disposition = contentType.startsWith("image/") ? "inline" : "attachment";
      cacheable(reply);
      return reply
        .headers({
          "content-length": bytes,
          "content-disposition": `${disposition}; filename*=UTF-8''${extendedValue(fileName)}`,
          "content-security-policy": "sandbox; default-src 'none'",
          "cross-origin-resource-policy": "cross-origin",
        })
        .type(contentType)
        .send(await request.context.media.read(storageKey));
    },
  );
};

/** As RFC 8187 writes it: also without the marks that `encodeURIComponent` lets stand. */
function extendedValue(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
