/** Files sent ahead of a release. */

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { scans } from "../../domain/scan.ts";
import { type Asset, findAsset, keepAsset } from "../../services/assets/receive.ts";
import { asSubmitter, submitterOf } from "../actors.ts";
import { answer } from "../answer.ts";
import { instantOut, iso } from "../representations.ts";
import { keepingFiles, receiveOnlyFile } from "./received-files.ts";

const tags = ["assets"];
const config = { access: { submitter: "media:write" } } as const;

const assetOut = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    contentType: z.string().meta({ description: "What the content says it is." }),
    bytes: z.int(),
    sha256: z.string(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    scan: z.enum(scans).meta({
      description:
        "`not_scanned` where no virus scanner is configured. What is `pending` was taken while the scanner did not " +
        "answer, and reaches readers once it is `clean`; what is `infected` never does.",
    }),
    createdAt: instantOut,
  })
  .meta({ id: "Asset" });

function representAsset(asset: Asset): z.output<typeof assetOut> {
  const { id, fileName, contentType, bytes, sha256, width, height, scan, createdAt } = asset;
  return { id, fileName, contentType, bytes, sha256, width, height, scan, createdAt: iso(createdAt) };
}

export const assets: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/assets",
    {
      config,
      schema: {
        tags,
        summary: "Send a file",
        description:
          "multipart/form-data with a part `file` and nothing else; its id goes into `attachments` of a release. One that " +
          "no release names for 14 days is removed.",
        consumes: ["multipart/form-data"],
        response: { 201: assetOut },
      },
    },
    async (request, reply) => {
      const received = await receiveOnlyFile(request);
      request.fileDigests = [`${received.fileName} ${received.sha256}`];
      await keepingFiles(request, reply, () =>
        answer(
          request,
          reply,
          (context) => keepAsset(asSubmitter(context), received),
          (asset) => ({
            status: 201,
            headers: { location: `${request.context.config.baseUrl}/v1/assets/${asset.id}` },
            body: representAsset(asset),
          }),
        ),
      );
    },
  );

  app.get(
    "/assets/:id",
    {
      config: { access: { submitter: "release:read" } },
      schema: {
        tags,
        summary: "What a file is",
        params: z.object({ id: z.uuid() }),
        response: { 200: assetOut },
      },
    },
    async (request) => representAsset(await findAsset(submitterOf(request), request.params.id)),
  );
};
