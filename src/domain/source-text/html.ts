/** Readable text of an HTML field, as a browser would show it: no scripts, white space folded. Pure. */

import { Parser } from "htmlparser2";
import { type BlockKind, Readable } from "./readable.ts";

const blockKinds: Record<string, BlockKind> = {
  ...kindsOf(
    "paragraph",
    "address article aside body details div dl dt dd fieldset figcaption figure footer",
  ),
  ...kindsOf("paragraph", "form header hr html main nav ol p section summary table tbody thead tfoot tr ul"),
  ...kindsOf("heading", "h1 h2 h3 h4 h5 h6"),
  ...kindsOf("item", "li"),
  ...kindsOf("quote", "blockquote"),
  ...kindsOf("cell", "td th"),
  ...kindsOf("code", "pre"),
};

/** Elements whose content no reader sees as text. */
export const unreadElements: ReadonlySet<string> = new Set(
  "script style template head title iframe object noscript textarea select svg math audio video".split(" "),
);

/** Reads HTML of any quality; what it does not understand it passes over. */
export function readHtml(source: string): Readable {
  const reader = new HtmlReader(source);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes, parser.startIndex, parser.endIndex + 1),
      onclosetag: (name) => reader.close(name, parser.startIndex, parser.endIndex + 1),
      ontext: (text) => reader.read(text, parser.startIndex, parser.endIndex + 1),
    },
    { decodeEntities: true },
  );
  parser.end(source);
  reader.readable.close();
  return reader.readable;
}

class HtmlReader {
  readonly readable: Readable;
  readonly #source: string;
  #unreadDepth = 0;
  #quoteDepth = 0;
  #qDepth = 0;
  #link: { href: string; start: number } | undefined;

  constructor(source: string) {
    this.#source = source;
    this.readable = new Readable(source.length);
  }

  open(name: string, attributes: Record<string, string>, start: number, end: number): void {
    this.readable.elements.push({ name, attributes, ...this.#within(start, end) });
    if (unreadElements.has(name)) this.#unreadDepth += 1;
    if (name === "blockquote") this.#quoteDepth += 1;
    if (name === "q") this.#addMark("“‘", this.#qDepth++, start, end);
    const kind = blockKinds[name];
    if (kind) this.readable.openBlock(this.#kind(kind));
    if (name === "br") this.#breakLine(start, end);
    const { href } = attributes;
    if (name === "a" && href) this.#link = { href: href.trim(), start: this.readable.length };
    if (name === "img") {
      const { src = "", alt = "" } = attributes;
      this.readable.images.push({ url: src, alt, ...this.#within(start, end) });
    }
  }

  close(name: string, start: number, end: number): void {
    if (unreadElements.has(name)) this.#unreadDepth = Math.max(0, this.#unreadDepth - 1);
    if (name === "blockquote") this.#quoteDepth = Math.max(0, this.#quoteDepth - 1);
    if (name === "q") this.#addMark("”’", --this.#qDepth, start, end);
    if (name === "a") this.#closeLink();
    if (blockKinds[name]) this.readable.openBlock(this.#kind("paragraph"));
  }

  read(text: string, start: number, end: number): void {
    if (this.#unreadDepth > 0) return;
    if (this.#source.slice(start, end) !== text) {
      if (text.trim() !== "" || !this.readable.afterSpace) this.readable.addUnit(text, start, end);
      return;
    }
    for (const { 0: piece, index } of text.matchAll(/\s+|\S+/gu)) {
      if (piece.trim() !== "") this.readable.addLiteral(piece, start + index);
      else if (!this.readable.afterSpace)
        this.readable.addUnit(" ", start + index, start + index + piece.length);
    }
  }

  /** Browsers print the marks of a `q`, double ones outside and single ones within. */
  #addMark(marks: string, depth: number, start: number, end: number): void {
    const range = this.#within(start, end);
    if (this.#unreadDepth === 0) this.readable.addUnit(marks[depth % 2] ?? "", range.start, range.end);
  }

  /** Two in a row part paragraphs, as whoever pastes from a mail means them to. */
  #breakLine(start: number, end: number): void {
    if (this.readable.afterBreak && !this.#link) this.readable.openBlock(this.readable.kind);
    else if (!this.readable.afterSpace) this.readable.addUnit("\n", start, end);
  }

  #closeLink(): void {
    if (!this.#link) return;
    this.readable.links.push({ ...this.#link, end: Math.max(this.#link.start, this.readable.length) });
    this.#link = undefined;
  }

  #kind(kind: BlockKind): BlockKind {
    return kind === "paragraph" && this.#quoteDepth > 0 ? "quote" : kind;
  }

  #within(start: number, end: number) {
    return { start: Math.max(0, start), end: Math.min(Math.max(start, end), this.#source.length) };
  }
}

function kindsOf(kind: BlockKind, names: string): Record<string, BlockKind> {
  return Object.fromEntries(names.split(" ").map((name) => [name, kind]));
}
