/**
 * Readable text of a Markdown field. The parser tells lines, not columns, so a state of its own notes where
 * in its line each piece of text began. Raw HTML is text here, as it is when the release is printed. Pure.
 */

import MarkdownIt, { type Token } from "markdown-it";
import { type Line, linesOf } from "./plain.ts";
import { type BlockKind, Readable } from "./readable.ts";

/** Where in the inline content a token began; kept in the parser's environment. */
type Places = Map<Token, number>;

class PlacedState extends MarkdownIt.StateInline {
  override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    const token = super.push(type, tag, nesting);
    this.#places.set(token, this.pos);
    return token;
  }

  /** Pending text is a slice of the content that ends at the position, or a few units of markup before it. */
  override pushPending(): Token {
    const token = super.pushPending();
    const latest = Math.max(0, this.pos - token.content.length);
    this.#places.set(token, Math.max(0, this.src.lastIndexOf(token.content, latest)));
    return token;
  }

  get #places(): Places {
    return (this.env as { places: Places }).places;
  }
}

const markdown = new MarkdownIt({ html: false, linkify: false });
// Both join pieces of text that need not touch in the source.
markdown.disable(["text_join", "fragments_join"]);
markdown.inline.State = PlacedState;

const blockKinds: Record<string, BlockKind> = {
  paragraph_open: "paragraph",
  heading_open: "heading",
  td_open: "cell",
  th_open: "cell",
};

const containers: Record<string, BlockKind> = { blockquote_open: "quote", list_item_open: "item" };
const containerEnds = new Set(["blockquote_close", "list_item_close"]);

/** Reads Markdown; whatever is not Markdown is a paragraph. */
export function readMarkdown(source: string): Readable {
  const places: Places = new Map();
  const tokens = markdown.parse(source, { places });
  const reader = new MarkdownReader(source, places);
  for (const token of tokens) reader.readBlock(token);
  reader.readable.close();
  return reader.readable;
}

class MarkdownReader {
  readonly readable: Readable;
  readonly #lines: Line[];
  readonly #places: Places;
  #within: BlockKind[] = [];
  /** Links that are open. */
  readonly #links: { href: string; start: number }[] = [];
  #line = 0;
  /** How much of a table row's line its cells have used. */
  #column = 0;
  /** The content in hand, and the offset in the source of each of its lines. */
  #content = "";
  /** The content on one line, as code is printed. */
  #flat = "";
  #lineStarts: { at: number; from: number }[] = [];
  #lineIndex = 0;
  #cursor = 0;

  constructor(source: string, places: Places) {
    this.readable = new Readable(source.length);
    this.#lines = linesOf(source);
    this.#places = places;
  }

  readBlock(token: Token): void {
    if (token.map) this.#turnTo(token.map[0]);
    const container = containers[token.type];
    if (container) this.#within.push(container);
    if (containerEnds.has(token.type)) this.#within.pop();
    const kind = blockKinds[token.type];
    if (kind) this.readable.openBlock(kind === "paragraph" ? (this.#within.at(-1) ?? kind) : kind);
    if (token.type === "inline") this.#readInline(token);
    if (token.type === "fence" || token.type === "code_block") this.#readCode(token);
  }

  #turnTo(line: number): void {
    if (line !== this.#line) this.#column = 0;
    this.#line = line;
  }

  #readCode(token: Token): void {
    this.readable.openBlock("code");
    const content = token.content.trimEnd();
    this.#hold(content, this.#line + (token.type === "fence" ? 1 : 0));
    this.#add(content, 0);
  }

  #readInline(token: Token): void {
    this.#hold(token.content, this.#line);
    for (const child of token.children ?? []) this.#readPiece(child);
  }

  #readPiece(child: Token): void {
    const place = Math.max(this.#places.get(child) ?? 0, this.#cursor);
    if (child.type === "link_open") {
      this.#links.push({ href: String(child.attrGet("href") ?? ""), start: this.readable.length });
    } else if (child.type === "link_close") this.#closeLink();
    else if (child.type === "image") this.#addImage(child, place);
    else if (child.type === "softbreak") this.#addAs(" ", place, place + 1);
    else if (child.type === "hardbreak") this.#addAs("\n", place, place + 1);
    else if (child.type === "text_special") this.#addAs(child.content, place, place + child.markup.length);
    else if (child.content !== "") this.#addText(child, place);
  }

  #closeLink(): void {
    const link = this.#links.pop();
    if (link) this.readable.links.push({ ...link, end: this.readable.length });
  }

  #addText(child: Token, place: number): void {
    const at = child.type === "code_inline" ? place + child.markup.length : place;
    // An address between angle brackets begins one further, code may lose one space.
    const found = [at, at + 1].find((start) => this.#flat.startsWith(child.content, start));
    if (found !== undefined) this.#add(child.content, found);
    else this.#addAs(child.content, at, at + child.content.length);
    this.#cursor = (found ?? at) + child.content.length;
  }

  #addImage(child: Token, place: number): void {
    const closing = this.#content.indexOf(")", place);
    const end = closing < 0 ? this.#content.length : closing + 1;
    const [start, until] = [this.#sourceOf(place), this.#sourceOf(end)];
    this.readable.images.push({
      url: String(child.attrGet("src") ?? ""),
      alt: child.content,
      start,
      end: Math.max(start, until),
    });
  }

  /** Notes where each line of a block's content stands in the source: it is the end of a source line. */
  #hold(content: string, firstLine: number): void {
    this.#content = content;
    this.#flat = content.replaceAll("\n", " ");
    this.#lineIndex = 0;
    this.#cursor = 0;
    this.#lineStarts = [];
    let at = 0;
    for (const [index, text] of content.split("\n").entries()) {
      this.#lineStarts.push({ at, from: this.#place(text, this.#lines[firstLine + index]) });
      at += text.length + 1;
    }
  }

  #place(text: string, line: Line = this.#lines.at(-1) ?? { text: "", at: 0 }): number {
    const words = text.trim();
    const inRow = line.text.indexOf(words, this.#column);
    const isCell = this.#column > 0 || line.text.trimStart().startsWith("|");
    const column = isCell && inRow >= 0 ? inRow : Math.max(0, line.text.lastIndexOf(words));
    if (isCell) this.#column = column + words.length;
    return line.at + column - text.indexOf(words);
  }

  #add(text: string, at: number): void {
    for (const { 0: piece, index } of text.matchAll(/[^\n]+|\n/g)) {
      this.readable.addLiteral(piece, this.#sourceOf(at + index));
    }
  }

  #addAs(text: string, at: number, until: number): void {
    const start = this.#sourceOf(at);
    this.readable.addUnit(text, start, Math.max(start, this.#sourceOf(until)));
    this.#cursor = Math.max(this.#cursor, until);
  }

  #sourceOf(at: number): number {
    // Places come nearly in order, so the line is the last one asked for or one beside it.
    while (at < (this.#lineStarts[this.#lineIndex]?.at ?? 0)) this.#lineIndex -= 1;
    while (at >= (this.#lineStarts[this.#lineIndex + 1]?.at ?? Infinity)) this.#lineIndex += 1;
    const line = this.#lineStarts[this.#lineIndex];
    const last = this.#lines.at(-1) ?? { text: "", at: 0 };
    const source = Math.max(0, (line?.from ?? 0) + at - (line?.at ?? 0));
    return Math.min(source, last.at + last.text.length);
  }
}
