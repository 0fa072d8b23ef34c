/** Files that came with a request: in the store until something keeps them. */

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
    /** Files that lie in the store already, until something keeps them. */
    receivedFiles?: ReceivedFile[];
  }
}

/** A file of a form as the service takes it. */
export function incoming(part: MultipartFile, pointer: string): IncomingFile {
  // None where the part is a file by its type alone, though the parser's types say otherwise.
  const fileName: string | undefined = part.filename;
  return {
    ...{ fileName: fileName ?? "", contentType: part.mimetype, stream: part.file, pointer },
    wasCutOff: () => part.file.truncated,
  };
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

/** The refusal of a part; a file's bytes are let go, or the request would never end. */
export function refusedPart(part: Multipart, detail: string, pointer = part.fieldname): AppError {
  if (part.type === "file") part.file.resume();
  return invalidRequest({ pointer, detail });
}

const onlyFile = { fileSize: maxFileBytes, files: 2, fields: 1, parts: 2 };

/** Receives the file of a form that has nothing else. @throws {AppError} `invalid-request`, `unsupported-media-type` */
export async function receiveOnlyFile(request: FastifyRequest): Promise<ReceivedFile> {
  if (!request.isMultipart())
    throw new AppError("unsupported-media-type", "Send multipart/form-data with a file.");
  const received: ReceivedFile[] = [];
  request.receivedFiles = received;
  try {
    for await (const part of request.parts({ limits: onlyFile })) {
      if (part.type !== "file" || part.fieldname !== "file")
        throw refusedPart(part, notTheFile(part), "file");
      if (received.length > 0) throw refusedPart(part, "is there twice");
      received.push(await receiveFile(request.context, incoming(part, "file")));
    }
    if (received[0]) return received[0];
    throw invalidRequest({ pointer: "file", detail: required });
  } catch (error) {
    await discardLeftFiles(request);
    throw asRefusal(error);
  }
}

const required = "is required, as a part with a file";

function notTheFile({ fieldname }: Multipart): string {
  return fieldname === "file" ? required : `is the only part that is taken, and there is "${fieldname}"`;
}
