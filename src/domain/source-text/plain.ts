/** Readable text of a field without markup: paragraphs between blank lines. Pure. */

import { Readable } from "./readable.ts";

/** A line with the offset where it begins; the line end is not part of it. */
export interface Line {
  readonly text: string;
  readonly at: number;
}

/** The lines of a text, whichever of the three line ends it uses. */
export function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  let at = 0;
  for (const end of source.matchAll(/\r\n?|\n/g)) {
    lines.push({ text: source.slice(at, end.index), at });
    at = end.index + end[0].length;
  }
  lines.push({ text: source.slice(at), at });
  return lines;
}

/** Reads plain text; where no line is blank, every line is a paragraph. */
export function readPlain(source: string): Readable {
  const readable = new Readable(source.length);
  const lines = linesOf(source);
  const spaced = lines.some(({ text }) => text.trim() === "");
  for (const { text, at } of lines) {
    const words = text.trim();
    if (words === "" || !spaced) readable.openBlock("paragraph");
    if (words === "") continue;
    if (!readable.afterSpace) readable.addUnit("\n", at, at);
    readable.addLiteral(words, at + text.indexOf(words));
  }
  readable.close();
  return readable;
}
