/** Taking a document as a release: its fields as a submitter would have sent them, each of which the sender may replace. */

import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { kindOf } from "../../adapters/document/kind.ts";
import { TooBusy } from "../../adapters/document/reader.ts";
import { Unreadable } from "../../adapters/document/unreadable.ts";
import type { Context } from "../../context.ts";
import type { Contact } from "../../domain/document/contact.ts";
import type { ReadDocument } from "../../domain/document/read-document.ts";
import { AppError, type Fault, invalidRequest } from "../../errors.ts";
import { type IncomingFile, maxFileBytes } from "../assets/receive.ts";

/** A document that lies on the disk until it was read; whoever took it removes it. */
export interface DocumentFile {
  readonly fileName: string;
  /** What it was declared as. */
  readonly contentType: string;
  readonly path: string;
  readonly sha256: string;
}

/** Strangers' documents leave room for those of submitters. */
const strangersBehind = 10;

/**
 * Streams a document to the disk: how many are sent at once, and how slowly, is up to who sends them.
 *
 * @throws {AppError} `payload-too-large`
 */
export async function receiveDocument(
  ctx: Context,
  { fileName, contentType, stream, wasCutOff }: Omit<IncomingFile, "pointer">,
): Promise<DocumentFile> {
  const path = await ctx.media.incoming();
  const hash = createHash("sha256");
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  try {
    await pipeline(stream, hashed, createWriteStream(path, { flags: "wx", mode: 0o600 }));
    if (wasCutOff()) throw tooLarge("is too large", { maxBytes: maxFileBytes });
    return { fileName, contentType, path, sha256: hash.digest("hex") };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Removes a document that was read. */
export async function removeDocument({ path }: DocumentFile): Promise<void> {
  await rm(path, { force: true });
}

/**
 * The body of a submission that a document and what was sent beside it make together, to be validated as any other, and
 * what is wrong with the document: an embargo that cannot be understood is, unless an `embargoedUntil` beside it settles it.
 *
 * @throws {AppError} `unsupported-media-type`, `payload-too-large`, `invalid-request` where it cannot be read, `unavailable`
 */
export async function releaseOfDocument(
  ctx: Context,
  file: DocumentFile,
  beside: unknown,
): Promise<{ readonly body: unknown; readonly faults: readonly Fault[] }> {
  if (!isFields(beside)) return { body: beside, faults: [] };
  const read = await readIn(ctx, file);
  const faults = beside.embargoedUntil === undefined ? faultsOfEmbargo(read.embargo) : [];
  return { body: { ...fieldsOf(read), ...beside }, faults };
}

function faultsOfEmbargo(embargo: ReadDocument["embargo"]): Fault[] {
  if (embargo.kind !== "unclear") return [];
  const { text, why, choices } = embargo;
  const detail = `cannot be told: "${text}" ${why}; give it in the part release, with its zone`;
  return [{ pointer: "/embargoedUntil", detail, ...(choices.length > 0 && { choices }) }];
}

async function readIn(ctx: Context, file: DocumentFile): Promise<ReadDocument> {
  const behind = ctx.actor.role === "anonymous" ? strangersBehind : undefined;
  try {
    return await ctx.documents.read(async () => ({ ...(await load(file)), now: ctx.clock.now() }), behind);
  } catch (error) {
    if (error instanceof TooBusy) {
      throw new AppError(
        "unavailable",
        "Too many documents wait to be read; try again.",
        {},
        { "retry-after": "10" },
      );
    }
    if (!(error instanceof Unreadable)) throw error;
    if (error.tooLarge) throw tooLarge(error.message);
    throw invalidRequest({ pointer: "document", detail: error.message });
  }
}

async function load({ path, fileName, contentType }: DocumentFile) {
  const bytes = await readFile(path);
  if (bytes.length === 0) throw invalidRequest({ pointer: "document", detail: "is empty" });
  const kind = kindOf(bytes, fileName, contentType);
  if (typeof kind !== "string") throw new AppError("unsupported-media-type", `The document ${kind.refused}.`);
  return { bytes, kind };
}

function tooLarge(how: string, members = {}): AppError {
  return new AppError("payload-too-large", `The document ${how}.`, members);
}

function fieldsOf({ headline, dek, dateline, body, boilerplate, contact, embargo }: ReadDocument): object {
  return {
    ...(headline !== null && { headline }),
    ...(dek !== null && { dek }),
    ...(dateline !== null && { dateline }),
    body,
    bodyFormat: "markdown",
    ...(boilerplate !== null && { boilerplate }),
    ...(contact !== null && { mediaContact: mediaContactOf(contact) }),
    ...(embargo.kind === "until" && { embargoedUntil: embargo.until }),
  };
}

function mediaContactOf({ name, role, organization, email, phone }: Contact): object {
  return { name: name ?? role ?? organization ?? email, email, ...(phone !== undefined && { phone }) };
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
