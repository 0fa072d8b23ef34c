/** Taking a document as a release: its fields as a submitter would have sent them, each of which the sender may replace. */

import { kindOf } from "../../adapters/document/kind.ts";
import { TooBusy } from "../../adapters/document/reader.ts";
import { Unreadable } from "../../adapters/document/unreadable.ts";
import type { Context } from "../../context.ts";
import type { Contact } from "../../domain/document/contact.ts";
import type { Block } from "../../domain/document/layout/block.ts";
import { type ReadDocument, readDocument } from "../../domain/document/read-document.ts";
import { AppError, invalidRequest } from "../../errors.ts";

export interface DocumentFile {
  readonly fileName: string;
  /** What it was declared as. */
  readonly contentType: string;
  readonly bytes: Buffer;
}

/**
 * The body of a submission that a document and what was sent beside it make together; to be validated as any other.
 * An embargo that cannot be understood is refused, unless an `embargoedUntil` beside the document settles it.
 *
 * @throws {AppError} `unsupported-media-type`, `payload-too-large`, `invalid-request`, `unavailable`
 */
export async function releaseOfDocument(ctx: Context, file: DocumentFile, beside: unknown): Promise<unknown> {
  if (!isFields(beside)) return beside;
  const read = readDocument(await blocksOf(ctx, file), ctx.clock.now());
  if (read.embargo.kind === "unclear" && beside.embargoedUntil === undefined) {
    const { text, why, choices } = read.embargo;
    throw invalidRequest({
      pointer: "/embargoedUntil",
      detail: `cannot be told: "${text}" ${why}; give it in the part release, with its zone`,
      ...(choices.length > 0 && { choices }),
    });
  }
  return { ...fieldsOf(read), ...beside };
}

async function blocksOf(
  ctx: Context,
  { fileName, contentType, bytes }: DocumentFile,
): Promise<readonly Block[]> {
  if (bytes.length === 0) throw invalidRequest({ pointer: "document", detail: "is empty" });
  const kind = kindOf(bytes, fileName, contentType);
  if (typeof kind !== "string") throw new AppError("unsupported-media-type", `The document ${kind.refused}.`);
  try {
    return await ctx.documents.read(bytes, kind);
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
    if (error.tooLarge) throw new AppError("payload-too-large", `The document ${error.message}.`);
    throw invalidRequest({ pointer: "document", detail: error.message });
  }
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
