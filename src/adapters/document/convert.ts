/** From the bytes of a document to its paragraphs. Runs in the child that `reader.ts` keeps, since the bytes are a stranger's. */

import type { Block } from "../../domain/document/layout/block.ts";
import { blocksOfHtml } from "../../domain/document/layout/from-html.ts";
import { blocksOfPages } from "../../domain/document/layout/from-pages.ts";
import { blocksOfText } from "../../domain/document/layout/from-text.ts";
import type { DocumentKind } from "./kind.ts";
import { decodeText } from "./text.ts";
import { Unreadable } from "./unreadable.ts";

/** More than a release can hold, with all that stands around it. */
const maxCharacters = 200_000;

/** The paragraphs of a document. @throws {Unreadable} */
export async function convert(bytes: Uint8Array, kind: DocumentKind): Promise<Block[]> {
  const blocks = await read(bytes, kind);
  let characters = 0;
  for (const { spans } of blocks) for (const { text } of spans) characters += text.length;
  if (characters > maxCharacters)
    throw new Unreadable(`has more than ${maxCharacters} characters of text`, { tooLarge: true });
  if (blocks.length === 0) throw new Unreadable("has no text");
  return blocks;
}

/** The libraries of a format are loaded with its first document. */
async function read(bytes: Uint8Array, kind: DocumentKind): Promise<Block[]> {
  if (kind === "docx") return blocksOfHtml(await (await import("./docx.ts")).htmlOfDocx(bytes));
  if (kind === "pdf") return blocksOfPages(await (await import("./pdf.ts")).linesOfPdf(bytes));
  if (bytes.length > maxCharacters * 10)
    throw new Unreadable("has more text than a release", { tooLarge: true });
  const text = decodeText(bytes);
  if (kind === "txt") return blocksOfText(text);
  return blocksOfHtml(kind === "md" ? await htmlOfMarkdown(text) : text);
}

async function htmlOfMarkdown(text: string): Promise<string> {
  const { default: markdownIt } = await import("markdown-it");
  return markdownIt({ html: false, linkify: false, breaks: true }).render(unwrapMarkdown(text));
}

/** Lines of Markdown that were wrapped at a width are one paragraph, as they would be without `breaks`. */
function unwrapMarkdown(text: string): string {
  return text.replace(/(?<=\S.{50,100}\S)\r?\n(?=[\p{Ll}\p{N}“"(*_[])(?!\d+[.)]\s|[*+-]\s)/gu, " ");
}
