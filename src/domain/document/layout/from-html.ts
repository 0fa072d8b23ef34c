/** The paragraphs of HTML, as Word, Markdown and the web make it: words, links, how they are set, and nothing else. Pure. */

import { Parser } from "htmlparser2";
import { unreadElements } from "../../source-text/html.ts";
import { isContactLabel } from "../contact/labels.ts";
import { isReachable } from "../contact/reach.ts";
import { isFieldName } from "../contact.ts";
import { isReleaseLine, isRestraint, releaseLabel } from "../embargo/restraint.ts";
import { tableLabel } from "../head/letterhead.ts";
import { isAboutHeading } from "../headings.ts";
import type { Block, Span } from "./block.ts";

const blockNames = new Set(
  (
    "address article aside body blockquote center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
    "header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
  ).split(" "),
);

/** The paragraphs of a page or fragment; cells of a table stand one after the other, by columns or by rows as they read. */
export function blocksOfHtml(html: string): Block[] {
  const reader = new Reader();
  const parser = new Parser(
    {
      onopentag: (name, { href }) => reader.open(name, href),
      onclosetag: (name) => reader.close(name),
      ontext: (text) => reader.read(text),
    },
    { decodeEntities: true },
  );
  parser.end(html);
  reader.end();
  return reader.blocks;
}

class Reader {
  blocks: Block[] = [];
  #spans: Span[] = [];
  #depth: Record<string, number> = {};
  #href: string | undefined;
  /** Rows of cells of the table in hand, each cell a list of blocks. */
  #rows: Block[][][] | undefined;
  #outside: Block[] = [];
  /** How many blocks stand above the footer in hand. */
  #aboveFooter = 0;

  open(name: string, href: string | undefined): void {
    if (blockNames.has(name)) this.#finish();
    this.#depth[name] = this.#in(name) + 1;
    if (name === "footer") this.#aboveFooter = this.blocks.length;
    if (name === "br") this.#spans.push({ text: "\n" });
    if (name === "a") this.#href = href;
    if (name === "table" && !this.#rows) {
      this.#rows = [];
      this.#outside = this.blocks;
    }
    if (name === "tr") this.#rows?.push([]);
    if ((name === "td" || name === "th") && this.#rows) this.blocks = [];
  }

  close(name: string): void {
    if (blockNames.has(name)) this.#finish();
    this.#depth[name] = Math.max(0, this.#in(name) - 1);
    if (name === "a") this.#href = undefined;
    if (name === "footer" && !this.blocks.slice(this.#aboveFooter).some(matters))
      this.blocks = this.blocks.slice(0, this.#aboveFooter);
    if (!this.#rows) return;
    if (name === "td" || name === "th") this.#rows.at(-1)?.push(this.blocks);
    if (name === "table" && this.#in("table") === 0) {
      this.blocks = [...this.#outside, ...cellsInOrder(this.#rows)];
      this.#rows = undefined;
    }
  }

  read(text: string): void {
    if ([...unreadElements].some((name) => this.#in(name) > 0)) return;
    const words = this.#in("pre") > 0 ? text : text.replace(/\s+/g, blankOf);
    const span: { -readonly [Field in keyof Span]: Span[Field] } = { text: words };
    if (this.#href) span.href = this.#href;
    if (this.#in("strong") + this.#in("b") > 0) span.bold = true;
    if (this.#in("em") + this.#in("i") > 0) span.italic = true;
    this.#add(span);
  }

  /** An entity ends a piece of text, and no way of setting it. */
  #add(span: Span): void {
    const before = this.#spans.at(-1);
    const isAlike =
      before?.href === span.href && before?.bold === span.bold && before?.italic === span.italic;
    if (before && isAlike && before.text !== "\n")
      this.#spans[this.#spans.length - 1] = { ...span, text: before.text + span.text };
    else this.#spans.push(span);
  }

  end(): void {
    this.#finish();
    if (this.#rows) this.blocks = [...this.#outside, ...cellsInOrder(this.#rows)];
  }

  #in(name: string): number {
    return this.#depth[name] ?? 0;
  }

  #finish(): void {
    const spans = this.#spans;
    this.#spans = [];
    if (spans.every(({ text }) => text.trim() === "")) return;
    const level = [1, 2, 3, 4, 5, 6].find((number) => this.#in(`h${number}`) > 0) ?? 0;
    this.blocks.push({ kind: this.#kind(level), level, spans });
  }

  #kind(level: number): Block["kind"] {
    if (level > 0) return "heading";
    if (this.#in("li") > 0) return "item";
    return this.#in("blockquote") > 0 ? "quote" : "paragraph";
  }
}

/** Whether the footer of a page is part of the release: whom to reach, about whom it is, or when it may appear. */
function matters(block: Block): boolean {
  const words = wordsOf([block]).trim();
  return isReachable(words) || isRestraint(words) || isAboutHeading(words);
}

/** Word parts columns by a tab; beside the end of a line of the page it only indents. */
function blankOf(space: string): string {
  return space.includes("\t") && !space.includes("\n") ? "\t" : " ";
}

/** Columns of equal standing are read downwards; a table of labels and values, row by row, or as the labels stand. */
function cellsInOrder(rows: readonly Block[][][]): Block[] {
  const [head = [], values = [], ...others] = rows;
  if (others.length === 0 && areLabels(head) && head.length === values.length)
    return head.flatMap((label, at) => withLabel(label, values[at] ?? []));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const labelled = rows.filter(([cell]) => cell?.length === 1 && isLabel(wordsOf(cell)));
  if (columns !== 2 || labelled.length * 2 >= rows.length) return rows.flatMap(rowAsBlocks);
  return [0, 1].flatMap((column) => rows.flatMap((row) => row[column] ?? []));
}

/** Whether a row names what stands below: "Release date", "Embargo", "Contact". */
function areLabels(cells: readonly Block[][]): boolean {
  const words = cells.map((cell) => wordsOf(cell).trim());
  const known = words.filter(
    (word) => releaseLabel.test(word) || isReleaseLine(word) || isContactLabel(word),
  );
  return known.length >= 2 && words.every((word) => word.length <= 40 && !/\d|@/.test(word));
}

function rowAsBlocks(cells: readonly Block[][]): Block[] {
  const [label, value, ...rest] = cells;
  if (rest.length > 0 || label?.length !== 1 || !value?.[0]) return cells.flat();
  const [first, ...others] = value;
  const words = wordsOf(label).trim();
  // Only a mark tells the office from its holder: "Press officer".
  const gap = !isContactLabel(words) && isContactLabel(`${words}:`) ? ":\t" : "\t";
  return [{ ...first, spans: [...(label[0]?.spans ?? []), { text: gap }, ...first.spans] }, ...others];
}

/** What stands below a label, with the label before it. */
function withLabel(label: readonly Block[], [first, ...others]: readonly Block[]): Block[] {
  if (!first) return [...label];
  const name = wordsOf(label).trim().replace(/:$/, "");
  return [{ ...first, spans: [{ text: `${name}: ` }, ...first.spans] }, ...others];
}

function isLabel(words: string): boolean {
  const word = words.trim();
  return (
    /:$/.test(word) ||
    isFieldName(word) ||
    (word.length <= 40 && (releaseLabel.test(word) || tableLabel.test(word) || isContactLabel(`${word}:`)))
  );
}

function wordsOf(blocks: readonly Block[]): string {
  return blocks.flatMap(({ spans }) => spans.map(({ text }) => text)).join("");
}
