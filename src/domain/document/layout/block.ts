/** A paragraph of a document, whatever format it came in: what is read, and how it was set. Pure. */

/** Words that are set alike; a line feed is a line break. */
export interface Span {
  readonly text: string;
  readonly href?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export interface Block {
  readonly kind: "paragraph" | "heading" | "item" | "quote";
  /** Of a heading, 1 for the largest; 0 of everything else. */
  readonly level: number;
  readonly spans: readonly Span[];
}

/** A paragraph of plain words. */
export function paragraph(text: string): Block {
  return { kind: "paragraph", level: 0, spans: [{ text }] };
}

/** The words of a block, with its line breaks. */
export function textOf({ spans }: Block): string {
  return spans.map(({ text }) => text).join("");
}

/** The lines of a block that have words. */
export function linesOf(block: Block): string[] {
  return textOf(block)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The words of a block as one line. */
export function flat(block: Block): string {
  return textOf(block).replace(/\s+/g, " ").trim();
}

/** Whether all the words of a block are set so. */
export function isAll(style: "bold" | "italic", { spans }: Block): boolean {
  return spans.every((span) => span[style] === true || span.text.trim() === "");
}

/** The part of a block between two places in its text; the rest of its setting stays. */
export function slice(block: Block, start: number, end = Number.POSITIVE_INFINITY): Block {
  let at = 0;
  const spans = block.spans.flatMap((span) => {
    const from = Math.max(0, start - at);
    const until = Math.min(span.text.length, end - at);
    at += span.text.length;
    return until > from ? [{ ...span, text: span.text.slice(from, until) }] : [];
  });
  return { ...block, spans };
}

/** Its lines as blocks of their own, in one go over its spans: a stranger's paragraph may have thousands of both. */
export function splitLines(block: Block): Block[] {
  const lines: Span[][] = [[]];
  for (const span of block.spans) {
    for (const [at, text] of span.text.split("\n").entries()) {
      if (at > 0) lines.push([]);
      if (text !== "") lines.at(-1)?.push({ ...span, text });
    }
  }
  return lines.map((spans) => ({ ...block, spans })).filter((line) => textOf(line).trim() !== "");
}

/** Blocks as the lines of one, set as the first of them. */
export function join([first, ...rest]: readonly [Block, ...Block[]]): Block {
  return { ...first, spans: [...first.spans, ...rest.flatMap(({ spans }) => [{ text: "\n" }, ...spans])] };
}
