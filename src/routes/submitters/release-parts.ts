/** A release that comes as `multipart/form-data`: the part `release` as JSON, and the files beside it. */

import type { Multipart, MultipartFile } from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import { maxAttachments } from "../../domain/release.ts";
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
    /** Files that lie in the store already, until something keeps them. */
    receivedFiles?: ReceivedFile[];
  }
}

const limits = {
  fileSize: maxFileBytes,
  files: maxAttachments,
  fields: 5,
  parts: maxAttachments + 5,
  fieldSize: 1024 * 1024,
};

/**
 * Reads the parts before validation: `release` becomes the body, and files are streamed into the store. They are
 * taken out again at once when the sender has gone, since nothing of the request is run after that.
 */
export async function readReleaseParts(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!request.isMultipart()) return;
  request.receivedFiles = [];
  try {
    request.body = await readParts(request, request.receivedFiles);
  } catch (error) {
    await discardLeftFiles(request);
    throw error;
  }
  request.fileDigests = request.receivedFiles.map(({ fileName, sha256 }) => `${fileName} ${sha256}`);
  if (reply.raw.destroyed) await discardLeftFiles(request);
}

async function readParts(request: FastifyRequest, received: ReceivedFile[]): Promise<unknown> {
  let release: unknown;
  for await (const part of request.parts({ limits })) {
    if (part.type === "file") await takeFile(request, part, received);
    else if (release === undefined) release = readField(part);
    else throw invalidRequest({ pointer: part.fieldname, detail: "is there twice" });
  }
  if (release !== undefined) return release;
  throw invalidRequest({ pointer: "release", detail: "is required, as a part with JSON" });
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
  if (part.valueTruncated) throw new AppError("payload-too-large", "The part `release` is too large.");
  if (typeof part.value !== "string") return part.value;
  try {
    return JSON.parse(part.value);
  } catch {
    throw invalidRequest({ pointer: "release", detail: "is not JSON" });
  }
}

/** Does the work that keeps the received files, and takes them out of the store again if it comes to nothing. */
export async function keepingFiles(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (files: readonly ReceivedFile[]) => Promise<void>,
): Promise<void> {
  try {
    await work(request.receivedFiles ?? []);
    // A replayed answer is about the files of the first request.
    if (reply.getHeader("idempotency-replayed") === undefined) request.receivedFiles = [];
  } finally {
    await discardLeftFiles(request);
  }
}

/** Takes files out of the store again that came with a request that came to nothing; twice does no harm. */
export async function discardLeftFiles(request: FastifyRequest): Promise<void> {
  const left = request.receivedFiles?.splice(0) ?? [];
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
