/** Bodies in JSON: UTF-8 as it is, without a content coding, and nothing at all where nothing was sent. */

import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { AppError } from "../errors.ts";

/** Reads JSON, also as a patch; no body at all is `undefined`, whatever its content type says. */
export const readJson = fp(async (app: FastifyInstance) => {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.addContentTypeParser(
    ["application/json", "application/merge-patch+json"],
    { parseAs: "buffer" },
    (request, body, done) => {
      const bytes = body as Buffer;
      if (!isUtf8(bytes)) done(new AppError("malformed-request", "The body is not UTF-8."));
      else if (bytes.length === 0) done(null, undefined);
      else void parse(request, bytes.toString("utf8"), done);
    },
  );
  app.addHook("preParsing", async ({ headers }) => {
    const coding = headers["content-encoding"];
    if (coding === undefined || coding === "identity") return;
    throw new AppError(
      "unsupported-media-type",
      "Send the body without a content coding.",
      {},
      {
        "accept-encoding": "identity",
      },
    );
  });
  app.addHook("preValidation", async (request) => {
    if (!request.isMultipart() || request.routeOptions.schema?.consumes?.includes("multipart/form-data"))
      return;
    throw new AppError("unsupported-media-type", "This takes application/json.");
  });
});
