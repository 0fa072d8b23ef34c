/** A release that comes as `multipart/form-data`: the part `release` as JSON, a `document` to read, and files beside it. */

import type { Multipart, MultipartFile } from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import { maxAttachments } from "../../domain/releases/release.ts";
import { AppError, invalidRequest } from "../../errors.ts";
import { maxFileBytes, type ReceivedFile, receiveFile } from "../../services/assets/receive.ts";
import {
  type DocumentFile,
  receiveDocument,
  releaseOfDocument,
  removeDocument,
} from "../../services/releases/read-document.ts";
import { asRefusal, discardLeftFiles, incoming } from "./received-files.ts";

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
    const document = await readBody(request, (part, received) => takeFile(request, part, received));
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
    await readBody(request, (part) => {
      throw refusedPart(part, "is not a part that is taken; a check is of a release or a document alone");
    });
  } catch (error) {
    throw asRefusal(error);
  }
}

type TakeFile = (part: MultipartFile, received: ReceivedFile[]) => Promise<void>;

interface Parts {
  release?: unknown;
  document?: DocumentFile;
}

/** Makes the body of what the parts hold; returns the document that was among them, which is gone by then. */
async function readBody(request: FastifyRequest, take: TakeFile): Promise<DocumentFile | undefined> {
  const parts: Parts = {};
  try {
    for await (const part of request.parts({ limits }))
      await readPart(request, part, parts, () => take(part as MultipartFile, request.receivedFiles ?? []));
    const { release, document } = parts;
    if (release === undefined && !document)
      throw invalidRequest({ pointer: "release", detail: "is required, as a part with JSON, or a document" });
    request.body = document ? await releaseOfDocument(request.context, document, release ?? {}) : release;
    return document;
  } finally {
    if (parts.document) await removeDocument(parts.document);
  }
}

/** The two parts of which there is one each, or else a file. */
async function readPart(
  { context }: FastifyRequest,
  part: Multipart,
  parts: Parts,
  takeIt: () => Promise<void>,
): Promise<void> {
  const { fieldname, type } = part;
  const isDocument = type === "file" && fieldname === "document";
  if (type === "file" && !isDocument && fieldname !== "release") return takeIt();
  if (parts[isDocument ? "document" : "release"] !== undefined) throw refusedPart(part, "is there twice");
  if (isDocument) parts.document = await receiveDocument(context, incoming(part, "document"), part.mimetype);
  else parts.release = await readRelease(part);
}

function digestsOf(received: readonly ReceivedFile[], document: DocumentFile | undefined): string[] {
  const digests = received.map(({ fileName, sha256 }) => `${fileName} ${sha256}`);
  if (!document) return digests;
  return [...digests, `document ${document.fileName} ${document.sha256}`];
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

/** JSON as a field, or as a file, which is how browsers send what has a content type. */
async function readRelease(part: Multipart): Promise<unknown> {
  if (part.fieldname !== "release") throw refusedPart(part, "is not a part that is taken");
  const value = part.type === "file" ? (await readBytes(part)).toString("utf8") : part.value;
  if (part.type === "field" && part.valueTruncated) throw tooLarge();
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw invalidRequest({ pointer: "release", detail: "is not JSON" });
  }
}

/** What a release that came as a file holds; all of it is taken from the wire, or the request would never end. */
async function readBytes({ file }: MultipartFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= limits.fieldSize) chunks.push(chunk);
  }
  if (bytes > limits.fieldSize || file.truncated) throw tooLarge();
  return Buffer.concat(chunks);
}

function tooLarge(): AppError {
  return new AppError("payload-too-large", "The part `release` is too large.", {
    maxBytes: limits.fieldSize,
  });
}
