/** A release that comes as `multipart/form-data`: the part `release` as JSON, and the files beside it. */

import type { Multipart, MultipartFile } from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError, invalidRequest } from "../../errors.ts";
import {
  discardFiles,
  type IncomingFile,
  maxFileBytes,
  type ReceivedFile,
  receiveFile,
} from "../../services/assets/receive.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Files that lie in the store already; whoever keeps them takes them from here. */
    receivedFiles?: ReceivedFile[];
  }
}

/** Files beside a release, as many as a release may have. */
export const maxFiles = 10;
const limits = {
  fileSize: maxFileBytes,
  files: maxFiles,
  fields: 5,
  parts: maxFiles + 5,
  fieldSize: 1024 * 1024,
};

/** Reads the parts before validation: `release` becomes the body, and files are streamed into the store. */
export async function readReleaseParts(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) return;
  request.receivedFiles = [];
  let release: unknown;
  for await (const part of request.parts({ limits })) {
    if (part.type === "file") await takeFile(request, part, request.receivedFiles);
    else release = readField(part);
  }
  if (release === undefined)
    throw invalidRequest({ pointer: "release", detail: "is required, as a part with JSON" });
  request.body = release;
  request.fileDigests = request.receivedFiles.map(({ fileName, sha256 }) => `${fileName} ${sha256}`);
}

async function takeFile(
  request: FastifyRequest,
  part: MultipartFile,
  received: ReceivedFile[],
): Promise<void> {
  if (part.fieldname !== "attachments") {
    part.file.resume();
    throw invalidRequest({
      pointer: part.fieldname,
      detail: "is not a part that is taken; send files as attachments",
    });
  }
  received.push(await receiveFile(request.context, incoming(part, `attachments/${received.length}`)));
}

/** A file of a form as the service takes it. */
export function incoming(part: MultipartFile, pointer: string): IncomingFile {
  return { fileName: part.filename, stream: part.file, pointer, wasCutOff: () => part.file.truncated };
}

function readField(part: Exclude<Multipart, MultipartFile>): unknown {
  if (part.fieldname !== "release") {
    throw invalidRequest({ pointer: part.fieldname, detail: "is not a part that is taken" });
  }
  if (typeof part.value !== "string") return part.value;
  try {
    return JSON.parse(part.value);
  } catch {
    throw invalidRequest({ pointer: "release", detail: "is not JSON" });
  }
}

/** Hands the received files to whoever keeps them; what nobody took is discarded when the answer is out. */
export function takeReceivedFiles(request: FastifyRequest): ReceivedFile[] {
  return request.receivedFiles ?? [];
}

/** Says that the files belong to a release now. */
export function keepReceivedFiles(request: FastifyRequest): void {
  request.receivedFiles = [];
}

/** Takes files out of the store again that came with a request that came to nothing. */
export async function discardLeftFiles(request: FastifyRequest, _reply: FastifyReply): Promise<void> {
  const left = request.receivedFiles ?? [];
  if (left.length > 0) await discardFiles(request.context, left);
}

/** The one file of a form. @throws {AppError} `invalid-request`, `unsupported-media-type` */
export async function onlyFile(request: FastifyRequest): Promise<MultipartFile> {
  if (!request.isMultipart())
    throw new AppError("unsupported-media-type", "Send multipart/form-data with a file.");
  const part = await request.file({ limits: { ...limits, files: 1 } });
  if (part?.fieldname === "file") return part;
  part?.file.resume();
  throw invalidRequest({ pointer: "file", detail: "is required, as a part with a file" });
}
