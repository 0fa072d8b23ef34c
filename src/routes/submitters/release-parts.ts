/** A release that comes as `multipart/form-data`: the part `release` as JSON, a `document` to read, and files beside it. */

import { isUtf8 } from "node:buffer";
import type { Multipart, MultipartFile } from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import { maxAttachments } from "../../domain/releases/release.ts";
import { AppError, type Fault, invalidRequest, noting } from "../../errors.ts";
import { maxFileBytes, type ReceivedFile, receiveFile } from "../../services/assets/receive.ts";
import {
  type DocumentFile,
  receiveDocument,
  releaseOfDocument,
  removeDocument,
} from "../../services/releases/read-document.ts";
import { asRefusal, discardLeftFiles, incoming, refusedPart } from "./received-files.ts";

const maxReleaseBytes = 1024 * 1024;
const limits = {
  fileSize: maxFileBytes,
  // Two more: the document, and the part `release`.
  files: maxAttachments + 2,
  fields: 5,
  parts: maxAttachments + 5,
};

/** The part `release` is always read in bytes: of a field, what is not UTF-8 would be made into other characters. */
function isPartAFile(
  name: string | undefined,
  type: string | undefined,
  fileName: string | undefined,
): boolean {
  return name === "release" || type === "application/octet-stream" || fileName !== undefined;
}

/**
 * Reads the parts before validation: `release` becomes the body, and files are streamed into the store. They are
 * taken out again at once when the sender has gone, since nothing of the request is run after that.
 */
export async function readReleaseParts(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!request.isMultipart()) return;
  request.receivedFiles = [];
  try {
    const document = await readBody(request, (part, at) => takeFile(request, part, at));
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
    await readBody(request, async (part) => {
      throw refusedPart(part, "is not a part that is taken; a check is of a release or a document alone");
    });
  } catch (error) {
    throw asRefusal(error);
  }
}

/** Takes a file, of which so many came before it. */
type TakeFile = (part: MultipartFile, at: number) => Promise<void>;

interface Parts {
  release?: unknown;
  document?: DocumentFile;
  files: number;
}

/**
 * Makes the body of what the parts hold; returns the document that was among them, which is gone by then. What is wrong
 * with a part waits for what is wrong with the body, unless there is none to be read.
 */
async function readBody(request: FastifyRequest, take: TakeFile): Promise<DocumentFile | undefined> {
  const parts: Parts = { files: 0 };
  const faults: Fault[] = [];
  try {
    for await (const part of request.parts({ limits, isPartAFile }))
      await noting(faults, () => readPart(request, part, parts, take));
    const { release, document } = parts;
    const isUnread = faults.some(({ pointer }) => pointer === "release");
    if (release === undefined && (isUnread || !document)) throw invalidRequest(...withMissing(faults));
    request.body = document ? (release ?? {}) : release;
    if (document)
      request.lacksDocument = !(await noting(faults, () => readDocument(request, document, faults)));
    request.partFaults = faults;
    return document;
  } finally {
    if (parts.document) await removeDocument(parts.document);
  }
}

function withMissing(faults: readonly Fault[]): readonly Fault[] {
  const isThere = faults.some(({ pointer }) => pointer === "release" || pointer === "document");
  if (isThere) return faults;
  return [...faults, { pointer: "release", detail: "is required, as a part with JSON, or a document" }];
}

async function readDocument(request: FastifyRequest, document: DocumentFile, faults: Fault[]): Promise<void> {
  const read = await releaseOfDocument(request.context, document, request.body);
  request.body = read.body;
  faults.push(...read.faults);
}

/** The two parts of which there is one each, or else a file. */
async function readPart(
  { context }: FastifyRequest,
  part: Multipart,
  parts: Parts,
  take: TakeFile,
): Promise<void> {
  if (part.type === "field") throw refusedPart(part, "is not a part that is taken without a file");
  const { fieldname } = part;
  if (fieldname !== "document" && fieldname !== "release") {
    const at = parts.files;
    if (fieldname === "attachments") parts.files += 1;
    return take(part, at);
  }
  if (parts[fieldname] !== undefined) throw refusedPart(part, "is there twice");
  if (fieldname === "document") parts.document = await receiveDocument(context, incoming(part, "document"));
  else parts.release = await readRelease(part);
}

function digestsOf(received: readonly ReceivedFile[], document: DocumentFile | undefined): string[] {
  const digests = received.map(({ fileName, sha256 }) => `${fileName} ${sha256}`);
  if (!document) return digests;
  return [...digests, `document ${document.fileName} ${document.sha256}`];
}

async function takeFile(request: FastifyRequest, part: MultipartFile, at: number): Promise<void> {
  if (part.fieldname !== "attachments") {
    throw refusedPart(part, "is not a part that is taken; send files as attachments");
  }
  if (at >= maxAttachments) throw refusedPart(part, `are more than the ${maxAttachments} files taken`);
  request.receivedFiles?.push(await receiveFile(request.context, incoming(part, `attachments/${at}`)));
}

/** JSON in UTF-8. */
async function readRelease(part: MultipartFile): Promise<unknown> {
  const bytes = await readBytes(part);
  if (!isUtf8(bytes)) throw new AppError("malformed-request", "The part `release` is not UTF-8.");
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw invalidRequest({ pointer: "release", detail: "is not JSON" });
  }
}

/** What the part holds; all of it is taken from the wire, or the request would never end. */
async function readBytes({ file }: MultipartFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxReleaseBytes) chunks.push(chunk);
  }
  if (bytes > maxReleaseBytes || file.truncated) throw tooLarge();
  return Buffer.concat(chunks);
}

function tooLarge(): AppError {
  return new AppError("payload-too-large", "The part `release` is too large.", { maxBytes: maxReleaseBytes });
}
