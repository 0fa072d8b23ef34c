/** The files that articles show. */

import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type ByteRange, byteRange } from "../../domain/answers/byte-range.ts";
import { namesTag } from "../../domain/answers/entity-tags.ts";
import { nameWithExtension } from "../../domain/file-types.ts";
import { AppError } from "../../errors.ts";
import { findPublicFile, type PublicFile } from "../../services/articles/files.ts";

/** A browser shows again what it just showed; whoever keeps it for others asks each time whether it was taken down. */
const cacheControl = "public, max-age=300, s-maxage=0, must-revalidate";

export const files: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/files/:id",
    {
      config: { access: "public" },
      schema: {
        tags: ["articles"],
        summary: "A file of a published article",
        description: "Whole, or with `Range` one part of it.",
        params: z.object({ id: z.uuid() }),
      },
    },
    async (request, reply) => {
      const file = await findPublicFile(request.context, request.params.id);
      // An address is that of the same bytes for ever.
      const etag = `"${file.id}"`;
      const kept = { etag, "cache-control": cacheControl };
      // Here, since whoever has it needs no file opened.
      if (namesTag(request.headers["if-none-match"] ?? "", etag)) return reply.headers(kept).code(304).send();
      const range = wantedRange(request, file, etag);
      // Before any header: what is said of a file that cannot be read is not to be kept.
      const content =
        request.method === "HEAD"
          ? Readable.from([])
          : await request.context.media.read(file.storageKey, range);
      const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
      if (range) reply.code(206).header("content-range", `bytes ${start}-${end}/${file.bytes}`);
      return reply
        .headers({
          ...kept,
          "accept-ranges": "bytes",
          "content-length": end - start + 1,
          "content-disposition": dispositionOf(file),
          "content-security-policy": "sandbox; default-src 'none'",
          "cross-origin-resource-policy": "cross-origin",
        })
        .type(file.contentType)
        .send(content);
    },
  );
};

/** The part that is asked for; of a file that is another by now, the whole (RFC 9110, 13.1.5 and 14.2). */
function wantedRange(
  { method, headers }: FastifyRequest,
  { bytes }: PublicFile,
  etag: string,
): ByteRange | undefined {
  const isOfThis = headers["if-range"] === undefined || headers["if-range"] === etag;
  const range = method === "GET" && isOfThis ? byteRange(headers.range, bytes) : undefined;
  if (range !== null) return range;
  throw new AppError(
    "range-not-satisfiable",
    `The file has ${bytes} bytes.`,
    { bytes },
    { "content-range": `bytes */${bytes}`, "cache-control": "no-store" },
  );
}

function dispositionOf({ contentType, fileName }: PublicFile): string {
  const disposition = contentType.startsWith("image/") ? "inline" : "attachment";
  return `${disposition}; filename*=UTF-8''${extendedValue(nameWithExtension(fileName, contentType))}`;
}

/** As RFC 8187 writes it: also without the marks that `encodeURIComponent` lets stand. */
function extendedValue(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
