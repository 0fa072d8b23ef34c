/**
 * From a field in Markdown, HTML or plain text to what a reader reads, with the way back: every range of the
 * readable text can be pointed to in the field as it was sent. Pure.
 */

import type { BodyFormat } from "../releases/release.ts";
import { readHtml } from "./html.ts";
import { readMarkdown } from "./markdown.ts";
import { readPlain } from "./plain.ts";
import { quotationsIn } from "./quotations.ts";
import type { Block, Element, Image, Link, Range, Readable } from "./readable.ts";

export type { Element, Range };

/** A field as a reader sees it. Ranges of blocks, links and quotations are in `text`, the others in the field. */
export interface SourceText {
  /** Paragraphs separated by blank lines; no markup. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Marked-up links and addresses that stand in the text, in order. */
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  /** Elements of HTML; in the other formats, those that were typed although they do nothing. */
  readonly elements: readonly Element[];
  readonly quotations: readonly Range[];
  /** The range of the field that a range of `text` stands for; always within the field. */
  spanOf(range: Range): Range;
}

const readers = { markdown: readMarkdown, html: readHtml, text: readPlain };

/** Reads a field; never throws, whatever the field holds. */
export function sourceText(field: string, format: BodyFormat): SourceText {
  const readable = read(field, format);
  const { text, blocks, images } = readable;
  return {
    text,
    blocks,
    images,
    links: [...readable.links, ...addressesIn(text, readable.links)].sort((a, b) => a.start - b.start),
    elements: format === "html" ? readable.elements : typedElements(field),
    quotations: quotationsIn(text, blocks),
    spanOf: (range) => readable.spanOf(range),
  };
}

/** What a reader reads of a field: paragraphs separated by blank lines, without markup. */
export function readableText(field: string, format: BodyFormat): string {
  return read(field, format).text;
}

let last: { readonly field: string; readonly format: BodyFormat; readonly readable: Readable } | undefined;

/** Whoever judges a release asks for its text several times in a row. */
function read(field: string, format: BodyFormat): Readable {
  if (last?.field !== field || last.format !== format)
    last = { field, format, readable: readers[format](field) };
  return last.readable;
}

/** Scripts that put no spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** The number of words, also of a text in a script without spaces; numbers are words. */
export function countWords(text: string): number {
  if (!unspaced.test(text)) return text.match(/[\p{L}\p{N}][^\s/—–]*/gu)?.length ?? 0;
  let count = 0;
  // In pieces, since the segmenter's time grows with the square of what it is given; a word cut in two is no harm.
  for (const [piece] of text.matchAll(/[\s\S]{1,500}/gu)) {
    for (const { isWordLike } of segmenter.segment(piece)) count += isWordLike ? 1 : 0;
  }
  return count;
}

/** With a scheme, with "www.", or a host with a path. Bounded, so that a text full of stops costs no more. */
const typedAddress = /\b(?:https?:\/\/|www\.|(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}\/)[^\s<>"“”]+/giu;

/** Addresses that are typed out and not within a marked-up link; a stop at the end belongs to the sentence. */
export function addressesIn(text: string, links: readonly Link[] = []): Link[] {
  return [...text.matchAll(typedAddress)].flatMap(({ 0: typed, index }) => {
    const address = typed.replace(/[).,;:!?'’\]*_]+$/u, "");
    const inLink = links.some(({ start, end }) => start <= index && index < end);
    if (inLink || address.length < 6) return [];
    const href = /^http/i.test(address) ? address : `https://${address}`;
    return [{ href, start: index, end: index + address.length }];
  });
}

function typedElements(field: string): Element[] {
  return [...field.matchAll(/<([a-z][a-z0-9]{0,15})(?:\s[^<>]{0,500})?\/?>/giu)].map(
    ({ 0: tag, 1: name = "", index }) => ({
      name: name.toLowerCase(),
      attributes: {},
      start: index,
      end: index + tag.length,
    }),
  );
}
