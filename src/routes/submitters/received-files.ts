/** Files that came with a request: in the store until something keeps them. */

import type { MultipartFile } from "@fastify/multipart";
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
    /** Files that lie in the store already, until something keeps them. */
    receivedFiles?: ReceivedFile[];
  }
}

/** A file of a form as the service takes it. */
export function incoming(part: MultipartFile, pointer: string): IncomingFile {
  return { fileName: part.filename, stream: part.file, pointer, wasCutOff: () => part.file.truncated };
}

/** The parser of forms throws plain errors for what is broken in one, and nobody else throws such words. */
export function asRefusal(error: unknown): unknown {
  const words = error instanceof Error ? error.message : "";
  if (!/multipart data|Boundary not found/.test(words)) return error;
  return new AppError("malformed-request", "The form breaks off, or its boundary is missing.");
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

/** Receives the one file of a form. @throws {AppError} `invalid-request`, `unsupported-media-type` */
export async function receiveOnlyFile(request: FastifyRequest): Promise<ReceivedFile> {
  if (!request.isMultipart())
    throw new AppError("unsupported-media-type", "Send multipart/form-data with a file.");
  try {
    const part = await request.file({ limits: { fileSize: maxFileBytes, files: 1 } });
    if (part?.fieldname === "file") return await receiveFile(request.context, incoming(part, "file"));
    if (part) part.file.resume();
    throw invalidRequest({ pointer: "file", detail: "is required, as a part with a file" });
  } catch (error) {
    throw asRefusal(error);
  }
}
