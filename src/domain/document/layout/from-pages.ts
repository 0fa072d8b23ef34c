/** Lines on pages as paragraphs: by their distance, size and indent, without what is repeated on every page. Pure. */

import { phoneIn } from "../contact/reach.ts";
import { isRestraint } from "../embargo/restraint.ts";
import { isEndMark } from "../headings.ts";
import { type Block, paragraph } from "./block.ts";
import { isRule, unwrap } from "./from-text.ts";
import { commonest, fullAt, type Leading, leadingOf, type PageLine } from "./leading.ts";

const bullet = /^(?:[•‣▪●·–*-]|\d{1,2}[.)])\s+(?=[^\s*-])/u;

/** The paragraphs of pages, each a list of lines from the top down. */
export function blocksOfPages(pages: readonly (readonly PageLine[])[]): Block[] {
  const usual = commonest(pages.flat().map(({ size }) => Math.round(size * 2) / 2));
  const bodies = pages
    .map((lines, at) => withoutFooter(withoutMargins(lines, at, pages), usual))
    .map((lines) => lines.filter(({ text }) => !isRule(text)));
  const all = bodies.flat();
  const right = Math.max(0, ...all.map((line) => line.right));
  const left = Math.min(...all.map((line) => line.left));
  const groups: PageLine[][] = [];
  for (const lines of bodies) {
    const leadings = new Map<number, Leading>();
    lines.forEach((line, at) => {
      const size = Math.round(line.size * 2) / 2;
      const leading = leadings.get(size) ?? leadingOf(lines, size, right);
      leadings.set(size, leading);
      if (goesOn(groups.at(-1), lines[at - 1], line, { leading, left, right })) groups.at(-1)?.push(line);
      else groups.push([line]);
    });
  }
  const largest = Math.max(...(pages[0] ?? []).map(({ size }) => size));
  return groups.map((group) => blockOf(group, { usual, largest, right }));
}

interface Setting {
  readonly leading: Leading;
  readonly left: number;
  readonly right: number;
}

/** Whether a line belongs to the paragraph before; `before` is the line above it on its page. */
function goesOn(
  group: readonly PageLine[] = [],
  before: PageLine | undefined,
  line: PageLine,
  setting: Setting,
): boolean {
  // Another column begins higher up, and so does another page.
  if (!before || line.y > before.y + 1) return runsOver(group.at(-1), line);
  if (isEndMark(line.text)) return false;
  const own = { ...setting, right: line.edge ?? setting.right };
  return isSameParagraph(before, line, own) && !isItemAtItsEnd(group, setting.right);
}

function isSameParagraph(before: PageLine, line: PageLine, { leading, left, right }: Setting): boolean {
  const most = (before.right > right * fullAt ? leading.behindFull : leading.smallest) * 1.25;
  if (Math.abs(before.size - line.size) > 0.6 || before.y - line.y > most) return false;
  // A dash or a number may also open the next line of a sentence.
  const isFull = before.right > right * fullAt && /[\p{L}\p{N},)]$/u.test(before.text);
  if (bullet.test(line.text) && !(isFull && /^[-–\d]/.test(line.text))) return false;
  const indent = line.left - before.left;
  const isIndented = before.left < left + 2 && indent > line.size * 0.8 && indent < line.size * 4;
  return !isIndented || bullet.test(before.text);
}

/** An item of a list whose last line had room for more. */
function isItemAtItsEnd(group: readonly PageLine[], right: number): boolean {
  const [first, last] = [group[0], group.at(-1)];
  return first !== undefined && last !== undefined && bullet.test(first.text) && last.right < right * 0.72;
}

/** A sentence that goes on at the top of the next page. */
function runsOver(before: PageLine | undefined, line: PageLine): boolean {
  return (
    before !== undefined &&
    Math.abs(before.size - line.size) <= 0.6 &&
    !/[.!?:”"]$/.test(before.text) &&
    /^[\p{Ll}“"(]/u.test(line.text)
  );
}

interface Sizes {
  /** Of most lines. */
  readonly usual: number;
  /** Of any line of the first page. */
  readonly largest: number;
  /** Where the widest line ends. */
  readonly right: number;
}

function blockOf(group: readonly PageLine[], { usual, largest, right }: Sizes): Block {
  const [first] = group;
  const texts = group.map(({ text }) => text);
  const size = first?.size ?? usual;
  if (size >= usual + 1.5) {
    const level = size >= usual * 1.35 && size >= largest - 0.6 ? 1 : 2;
    return { kind: "heading", level, spans: [{ text: unwrap(texts) }] };
  }
  if (first && bullet.test(first.text))
    return { kind: "item", level: 0, spans: [{ text: unwrap(texts).replace(bullet, "") }] };
  const filled = group.every((line, at) => isFilled(line, group[at + 1], right));
  return paragraph(filled ? unwrap(texts) : inColumns(group).join("\n"));
}

/** Whether a line is the last one, or has no room for the next word, or for more than a long one. */
function isFilled(line: PageLine, next: PageLine | undefined, right: number): boolean {
  if (!next) return true;
  const [word = ""] = /^\S*[\p{L}\d]\S*/u.exec(next.text) ?? [];
  const width = (word.length * (line.right - line.left)) / line.text.length;
  const edge = line.edge ?? right;
  return (line.right > edge * 0.72 || line.right + width > edge - line.size) && !line.text.includes("\t");
}

/** The lines of a group; one that stands in the right of two columns has a tab before it. */
function inColumns(group: readonly PageLine[]): readonly string[] {
  const left = Math.min(...group.map((line) => line.left));
  const ends = group.flatMap((line) =>
    line.left < left + 9 ? [line.text.includes("\t") ? left : line.right] : [],
  );
  const right = Math.max(left + 100, Math.min(...ends));
  return labelFirst(group.map((line) => (line.left > right ? `\t${line.text}` : line.text)));
}

/** A label that stands beside the middle of its value, as tables of pages set it, comes before the value. */
function labelFirst(lines: readonly string[]): readonly string[] {
  const labelled = lines.filter((line) => !line.startsWith("\t"));
  const [label = "", value] = labelled[0]?.split("\t") ?? [];
  if (labelled.length !== 1 || value === undefined || !lines[0]?.startsWith("\t")) return lines;
  return lines.map((line, at) => (line === labelled[0] ? `\t${value}` : at === 0 ? label + line : line));
}

/** What stands at the same place of two pages, and numbers of pages; but never a line that holds the text back. */
function withoutMargins(
  lines: readonly PageLine[],
  page: number,
  pages: readonly (readonly PageLine[])[],
): readonly PageLine[] {
  const printed = stampsOf(lines);
  return lines.filter((line, at) => {
    if (printed.includes(line)) return false;
    const isEdge = at < 3 || at >= lines.length - 3;
    if (!isEdge) return true;
    if (isRestraint(line.text)) return page === 0 || !repeats(line, page, pages);
    return !isPageNumber(line.text) && !repeats(line, page, pages);
  });
}

/** What a browser prints on a page: the hour and the title above, address and number below; an embargo stays. */
function stampsOf(lines: readonly PageLine[]): readonly PageLine[] {
  const [first, last] = [lines[0], lines.at(-1)];
  const isStamped =
    /^\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d{2}/.test(first?.text ?? "") &&
    /^\S+:\/\/\S+\s+\d+\/\d+$/.test(last?.text ?? "");
  return isStamped
    ? lines.filter((line) => (line === first || line === last) && !/embargo/i.test(line.text))
    : [];
}

/** How far above the edge of the page a footer may begin, in points: an inch and a bit. */
const footerHeight = 90;

/** Without the small type at the foot of the page that stands far below the text: an address, "Press office | Page 1". */
function withoutFooter(lines: readonly PageLine[], usual: number): readonly PageLine[] {
  const isSmall = ({ text, y, size }: PageLine) =>
    y < footerHeight && size <= usual * 0.9 && !isRestraint(text);
  const last = lines.findLastIndex((line) => !isSmall(line));
  const [text, footer] = [lines[last], lines[last + 1]];
  const isFar = text !== undefined && footer !== undefined && text.y - footer.y > text.size * 2.2;
  return isFar ? lines.slice(0, last + 1) : lines;
}

function isPageNumber(text: string): boolean {
  return (
    /^\W*(?:page\s*)?\d{1,3}(?:\s*(?:of|\/)\s*\d{1,3})?\W*$/i.test(text) &&
    text.length < 20 &&
    !/\d\.$/.test(text)
  );
}

/** Numbers of pages may differ, but two telephone numbers are two lines. */
function unnumbered(text: string): string {
  return phoneIn(text) === undefined ? text.replace(/\d+/g, "#") : text;
}

function repeats({ text, y }: PageLine, page: number, pages: readonly (readonly PageLine[])[]): boolean {
  const words = unnumbered(text);
  return pages.some(
    (lines, other) =>
      other !== page && lines.some((line) => Math.abs(line.y - y) < 3 && unnumbered(line.text) === words),
  );
}
