/** Measures the reading of documents, with the code that reads those that are sent. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { convert } from "../../src/adapters/document/convert.ts";
import { type DocumentKind, documentKinds } from "../../src/adapters/document/kind.ts";
import { instantOf } from "../../src/domain/document/embargo/embargo.ts";
import { type ReadDocument, readDocument } from "../../src/domain/document/read-document.ts";
import { round } from "./clock.ts";
import { InputError, readLines } from "./json-lines.ts";
import { agrees } from "./parse-agreement.ts";
import { shareOf } from "./scores.ts";
import type { Files } from "./tasks.ts";

const line = z.object({
  document: z.string(),
  format: z.enum(documentKinds).optional(),
  expected: z.record(z.string(), z.unknown()),
});
type Line = z.output<typeof line>;

/** Rules read documents, so there is nothing to train. */
export async function evaluateParse({ train, test }: Files) {
  if (train !== undefined) throw new InputError("--task parse takes no --train: documents are read by rules");
  const lines = readLines(test, line);
  const now = new Date();
  const startedAt = performance.now();
  const read: ReadDocument[] = [];
  for (const given of lines) {
    const { bytes, kind } = bytesOf(given, dirname(test));
    read.push(readDocument(await convert(bytes, kind), now));
  }
  const microseconds = ((performance.now() - startedAt) * 1000) / lines.length;
  const names = [...new Set(lines.flatMap(({ expected }) => Object.keys(expected)))];
  return {
    documents: lines.length,
    microsecondsPerDocument: round(microseconds, 1),
    modelBytes: 0,
    trainSeconds: 0,
    fields: Object.fromEntries(
      names.map((name) => {
        const asked = [...lines.keys()].filter((at) => name in (lines[at]?.expected ?? {}));
        return [
          name,
          shareOf(asked, (at) => agrees(name, lines[at]?.expected[name], readAs(name, read[at]))),
        ];
      }),
    ),
  };
}

/** A text; or a data URL, Base64 of a Word document or PDF, or the name of a file beside the test. */
function bytesOf({ document, format }: Line, folder: string): { bytes: Uint8Array; kind: DocumentKind } {
  const url = /^data:([^,]*),/.exec(document);
  if (url) {
    const rest = document.slice(url[0].length);
    const isBase64 = /;base64$/i.test(url[1] ?? "");
    return told(isBase64 ? Buffer.from(rest, "base64") : Buffer.from(decodeURIComponent(rest)), format);
  }
  if (/^(?:UEsDB|JVBERi0)[\w+/=\s]+$/.test(document)) return told(Buffer.from(document, "base64"), format);
  const named = /^[^\n]{1,200}\.(docx|pdf|txt|md|html)$/.exec(document);
  if (named && existsSync(resolve(folder, document))) {
    return { bytes: readFileSync(resolve(folder, document)), kind: named[1] as DocumentKind };
  }
  return told(Buffer.from(document), format);
}

function told(bytes: Buffer, format: DocumentKind | undefined): { bytes: Uint8Array; kind: DocumentKind } {
  const start = bytes.subarray(0, 200).toString("latin1");
  if (format) return { bytes, kind: format };
  if (start.startsWith("PK")) return { bytes, kind: "docx" };
  if (start.startsWith("%PDF")) return { bytes, kind: "pdf" };
  return { bytes, kind: /^\s*<(?:!doctype|html|body|p|h1)\b/i.test(start) ? "html" : "txt" };
}

/** What was read under a name of the contract, or one that people use for it. */
function readAs(name: string, read: ReadDocument | undefined): unknown {
  if (!read) return null;
  const { embargo } = read;
  const until =
    embargo.kind === "until" ? instantOf(embargo.until) : embargo.kind === "unclear" ? "unclear" : null;
  if (/embargo/i.test(name)) return until;
  if (/contact/i.test(name)) return read.contact;
  return (read as unknown as Record<string, unknown>)[name] ?? null;
}
