/** The lines of a PDF, from where its words stand on the page. */

import { getDocumentProxy } from "unpdf";
import { type PlacedWord, readings } from "../../domain/document/layout/flows.ts";
import type { PageLine } from "../../domain/document/layout/leading.ts";
import { Unreadable } from "./unreadable.ts";

/** A release has a few; a book would keep the desk waiting. */
const maxPages = 60;

interface Word {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** The lines of each page, from the top down. @throws {Unreadable} */
export async function linesOfPdf(bytes: Uint8Array): Promise<PageLine[][]> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((error: unknown) => {
    const locked = error instanceof Error && error.name === "PasswordException";
    throw new Unreadable(locked ? "is locked with a password" : "is broken, or no PDF", { cause: error });
  });
  if (document.numPages > maxPages)
    throw new Unreadable(`has more than ${maxPages} pages`, { tooLarge: true });
  const pages: PageLine[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const words = items.filter((item) => "str" in item);
    pages.push(linesOfWords(words.map((word) => ({ ...word, str: unspaced(word.str) }))));
    page.cleanup();
  }
  if (pages.every((lines) => lines.length === 0))
    throw new Unreadable("has no text; it may be a picture of a page");
  return pages;
}

/** "V e l o r y n" as "Veloryn": letters that are set apart are a word, and more than one blank parts two. */
function unspaced(text: string): string {
  return text
    .split(/ {2,}/)
    .map((word) => {
      const letters = word.trim().split(" ");
      const isApart =
        letters.length >= 3 && letters.every((letter) => /^[\p{L}\d’'.,:!?&-]{1,2}$/u.test(letter));
      const single = letters.filter(({ length }) => length === 1).length;
      return isApart && /\p{L}/u.test(word) && single >= letters.length * 0.6 ? letters.join("") : word;
    })
    .join(" ");
}

function placed({ str, transform, width, height }: Word): PlacedWord {
  const [left = 0, y = 0] = transform.slice(4);
  const size = height || Math.abs(transform[3] ?? 0) || 10;
  return { text: str, left, right: left + width, y, size };
}

/** The lines of a page from the top down, but for columns, which are read one after the other. */
function linesOfWords(words: readonly Word[]): PageLine[] {
  const { words: main, beside, edges } = readings(words.filter(({ str }) => str.trim() !== "").map(placed));
  return rowsOf(main).flatMap((row) => {
    const columns = row.words.flatMap((word) => rowsOf(beside.get(word) ?? []));
    return [row, ...columns].map((one) => lineOf(one, edges));
  });
}

interface Row {
  readonly y: number;
  readonly words: PlacedWord[];
}

/** Words that stand on one height. */
function rowsOf(words: readonly PlacedWord[]): Row[] {
  const rows: Row[] = [];
  for (const word of words) {
    const row = rows.findLast((other) => Math.abs(other.y - word.y) < word.size * 0.4);
    if (row) row.words.push(word);
    else rows.push({ y: word.y, words: [word] });
  }
  return rows.sort((a, b) => b.y - a.y);
}

/** A row as a line; a wide gap between two words becomes a tab. */
function lineOf({ y, words: inRow }: Row, edges: ReadonlyMap<PlacedWord, number>): PageLine {
  const words = inRow.toSorted((a, b) => a.left - b.left);
  let text = "";
  let end = Number.NaN;
  for (const { text: str, left, right, size } of words) {
    const gap = left - end;
    if (gap > size * 2.2) text = `${text.trimEnd()}\t`;
    else if (gap > size * 0.15 && !/\s$/.test(text)) text += " ";
    text += str;
    end = right;
  }
  const [first] = words;
  const edge = first && edges.get(first);
  const size = Math.max(...words.map((word) => word.size));
  return { text: text.trim(), y, size, left: first?.left ?? 0, right: end, ...(edge && { edge }) };
}
