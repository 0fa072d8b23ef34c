/** Bodies in JSON: UTF-8 as it is, without a content coding, and nothing at all where nothing was sent. */

import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { AppError } from "../errors.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads JSON and merge patches; no body at all is `undefined`, whatever its content type says. */
export const readJson = fp(async (app: FastifyInstance) => {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.addContentTypeParser(
    ["application/json", "application/merge-patch+json"],
    { parseAs: "buffer" },
    (request, body, done) => {
      const text = decode(body as Buffer);
      if (text === undefined) done(new AppError("malformed-request", "The body is not UTF-8."));
      else if (text === "") done(null, undefined);
      else void parse(request, text, done);
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

function decode(body: Buffer): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}
