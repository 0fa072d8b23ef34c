/** A release that comes as `multipart/form-data`: the part `release` as JSON, a `document` to read, and files beside it. */

import { createHash } from "node:crypto";
import type { Multipart, MultipartFile } from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import { maxAttachments } from "../../domain/releases/release.ts";
import { AppError, invalidRequest } from "../../errors.ts";
import {
  discardFiles,
  type IncomingFile,
  maxFileBytes,
  type ReceivedFile,
  receiveFile,
} from "../../services/assets/receive.ts";
import { type DocumentFile, releaseOfDocument } from "../../services/releases/read-document.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Files that lie in the store already, until something keeps them. */
    receivedFiles?: ReceivedFile[];
  }
}

const limits = {
  fileSize: maxFileBytes,
  // Two more: the document, and a part `release` that comes as a file.
  files: maxAttachments + 2,
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
    const { release, document } = await readParts(request, (part, received) =>
      takeFile(request, part, received),
    );
    request.body = document ? await releaseOfDocument(request.context, document, release ?? {}) : release;
    request.fileDigests = digestsOf(request.receivedFiles, document);
  } catch (error) {
    await discardLeftFiles(request);
    throw asRefusal(error);
  }
  if (reply.raw.destroyed) await discardLeftFiles(request);
}

/** Reads the parts of a release that is only looked at: it may be a document, and nothing is kept. */
export async function readCheckParts(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) return;
  try {
    const { release, document } = await readParts(request, (part) => {
      throw refusedPart(part, "is not a part that is taken; a check is of a release or a document alone");
    });
    request.body = document ? await releaseOfDocument(request.context, document, release ?? {}) : release;
  } catch (error) {
    throw asRefusal(error);
  }
}

type TakeFile = (part: MultipartFile, received: ReceivedFile[]) => Promise<void>;

interface Parts {
  release?: unknown;
  document?: DocumentFile;
}

async function readParts(request: FastifyRequest, take: TakeFile): Promise<Parts> {
  const parts: Parts = {};
  for await (const part of request.parts({ limits }))
    await readPart(part, parts, () => take(part as MultipartFile, request.receivedFiles ?? []));
  if (parts.release !== undefined || parts.document) return parts;
  throw invalidRequest({ pointer: "release", detail: "is required, as a part with JSON, or a document" });
}

/** The two parts of which there is one each, or else a file. */
async function readPart(part: Multipart, parts: Parts, takeIt: () => Promise<void>): Promise<void> {
  const { fieldname, type } = part;
  const isDocument = type === "file" && fieldname === "document";
  if (type === "file" && !isDocument && fieldname !== "release") return takeIt();
  if (parts[isDocument ? "document" : "release"] !== undefined) throw refusedPart(part, "is there twice");
  if (isDocument) parts.document = await readDocumentFile(part);
  else parts.release = await readRelease(part);
}

async function readDocumentFile(part: MultipartFile): Promise<DocumentFile> {
  const bytes = await readBytes(part, maxFileBytes, "document");
  return { fileName: part.filename, contentType: part.mimetype, bytes };
}

function digestsOf(received: readonly ReceivedFile[], document: DocumentFile | undefined): string[] {
  const digests = received.map(({ fileName, sha256 }) => `${fileName} ${sha256}`);
  if (!document) return digests;
  return [
    ...digests,
    `document ${document.fileName} ${createHash("sha256").update(document.bytes).digest("hex")}`,
  ];
}

/** The parser of forms throws plain errors for what is broken in one, and nobody else throws such words. */
function asRefusal(error: unknown): unknown {
  const words = error instanceof Error ? error.message : "";
  if (!/multipart data|Boundary not found/.test(words)) return error;
  return new AppError("malformed-request", "The form breaks off, or its boundary is missing.");
}

/** The refusal of a part; a file's bytes are let go, or the request would never end. */
function refusedPart(part: Multipart, detail: string): AppError {
  if (part.type === "file") part.file.resume();
  return invalidRequest({ pointer: part.fieldname, detail });
}

async function takeFile(
  request: FastifyRequest,
  part: MultipartFile,
  received: ReceivedFile[],
): Promise<void> {
  if (part.fieldname !== "attachments") {
    throw refusedPart(part, "is not a part that is taken; send files as attachments");
  }
  if (received.length === maxAttachments)
    throw refusedPart(part, `are more than the ${maxAttachments} files taken`);
  received.push(await receiveFile(request.context, incoming(part, `attachments/${received.length}`)));
}

/** A file of a form as the service takes it. */
function incoming(part: MultipartFile, pointer: string): IncomingFile {
  return { fileName: part.filename, stream: part.file, pointer, wasCutOff: () => part.file.truncated };
}

/** JSON as a field, or as a file, which is how browsers send what has a content type. */
async function readRelease(part: Multipart): Promise<unknown> {
  if (part.fieldname !== "release") throw refusedPart(part, "is not a part that is taken");
  const value =
    part.type === "file" ? (await readBytes(part, limits.fieldSize, "release")).toString("utf8") : part.value;
  if (part.type === "field" && part.valueTruncated) throw tooLarge("release", limits.fieldSize);
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw invalidRequest({ pointer: "release", detail: "is not JSON" });
  }
}

/** What a file of a form holds; all of it is taken from the wire, or the request would never end. */
async function readBytes({ file }: MultipartFile, maxBytes: number, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  if (bytes > maxBytes || file.truncated) throw tooLarge(name, maxBytes);
  return Buffer.concat(chunks);
}

function tooLarge(name: string, maxBytes: number): AppError {
  return new AppError("payload-too-large", `The part \`${name}\` is too large.`, { maxBytes });
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
    const part = await request.file({ limits: { ...limits, files: 1 } });
    if (part?.fieldname === "file") return await receiveFile(request.context, incoming(part, "file"));
    if (part) part.file.resume();
    throw invalidRequest({ pointer: "file", detail: "is required, as a part with a file" });
  } catch (error) {
    throw asRefusal(error);
  }
}
