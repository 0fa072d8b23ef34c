/** Plain text as paragraphs: blank lines part them, hard-wrapped lines are joined, lists and short lines are kept. Pure. */

import { type Block, paragraph } from "./block.ts";

const bullet = /^\s*(?:[-*•‣▪●·–]|o(?=\s{2})|\d{1,2}[.)])\s+(?=[^\s*-])/u;

/** The paragraphs of a text. */
export function blocksOfText(text: string): Block[] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?|[\u2028\u2029\u0085\f]/g, "\n")
    .replace(/[\u00A0\u202F]/g, " ")
    .split("\n")
    .map((line) => line.trimEnd());
  const groups: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === "") groups.push([]);
    else groups.at(-1)?.push(line);
  }
  const filled = groups.filter((group) => group.length > 0);
  const width = wrapOf(filled);
  return (filled.length === 1 ? unspaced(filled[0] ?? []) : filled)
    .flatMap(betweenRules)
    .flatMap((group) => blocksOfGroup(group, width));
}

/** No text is wrapped that has longer lines. */
const widestWrap = 120;

/** Where the text was wrapped, by its paragraphs of three lines and more; `undefined` where none tells. */
function wrapOf(groups: readonly (readonly string[])[]): number | undefined {
  const widest = (lines: readonly string[]) => Math.max(...lines.map(({ length }) => length));
  if (groups.some((group) => widest(group) > widestWrap)) return Number.POSITIVE_INFINITY;
  const wrapped = groups.filter((group) => group.length >= 3 && isWrapped(group, undefined));
  return wrapped.map(widest).toSorted((a, b) => a - b)[Math.floor(wrapped.length / 2)];
}

/** A line of strokes, under a headline or around a box. */
export function isRule(line: string): boolean {
  return /^\s*[=_~–—-]{4,}\s*$/.test(line);
}

/** A rule parts what is above it from what is below, and is part of neither. */
function betweenRules(group: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  for (const line of group) {
    if (isRule(line)) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  const worded = parts.filter((part) => part.length > 0);
  return worded.length > 0 ? worded : [[...group]];
}

/** Where no line is blank, each line is a paragraph, unless the text was wrapped. */
function unspaced(lines: readonly string[]): string[][] {
  const groups: string[][] = [];
  lines.forEach((line, at) => {
    if (at > 0 && continues(lines[at - 1] ?? "", line)) groups.at(-1)?.push(line);
    else groups.push([line]);
  });
  return groups;
}

/** A line that was filled, and another that goes on in the middle of its sentence. */
function continues(before: string, line: string): boolean {
  return before.length >= 50 && before.length <= 100 && /^\s?\p{Ll}/u.test(line) && !/[.!?:]$/.test(before);
}

function blocksOfGroup(group: readonly string[], width: number | undefined): Block[] {
  const parts: { item: boolean; lines: string[] }[] = [];
  for (const line of group) {
    const isMark = /^\s*[-–]\s*(?:\d+|[a-z]+)\s*[-–]\s*$/i.test(line);
    const item = bullet.test(line) && !isMark && !goesOnFrom(parts.at(-1)?.lines.at(-1), line);
    if (item || parts.length === 0) parts.push({ item, lines: [item ? line.replace(bullet, "") : line] });
    else parts.at(-1)?.lines.push(line);
  }
  return parts.map(({ item, lines }) => {
    const block = paragraph(item || isWrapped(lines, width) ? unwrap(lines) : inColumns(lines).join("\n"));
    return item ? { ...block, kind: "item" } : block;
  });
}

/** Lines of which all but the last are so full that the next word would not have fitted; two do not tell how much fits. */
function isWrapped(lines: readonly string[], width: number | undefined): boolean {
  const trimmed = lines.map((line) => line.trim());
  const widest = Math.max(...trimmed.map(({ length }) => length));
  if (lines.length < 2 || widest < 50 || trimmed.some((line) => columnGap.test(line))) return false;
  // A headline in capitals goes on in capitals.
  const [first = "", second = ""] = trimmed;
  if (isShouted(first) && !isShouted(second)) return false;
  // "Media: ...", "Investors: ...": each line says what it is.
  if (trimmed.slice(1).some((line) => /^\p{Lu}\p{L}*:\s/u.test(line))) return false;
  // What is wider than the text was wrapped was not.
  if (lines.length === 2 && width !== undefined && widest > width + 2) return false;
  const tells = lines.length > 2 || width === undefined || /[-–—]$/.test(first);
  const full = tells ? widest - 3 : width + 1;
  return trimmed.slice(0, -1).every((line, at) => {
    const [next = ""] = (trimmed[at + 1] ?? "").split(/\s/, 1);
    return line.length + 1 + next.length >= full;
  });
}

function isShouted(line: string): boolean {
  return line === line.toUpperCase() && /\p{Lu}{2}.*\p{Lu}{2}/u.test(line);
}

/** Whether a line that opens like an item goes on with the sentence of the line before. */
function goesOnFrom(before: string | undefined, line: string): boolean {
  return (
    before !== undefined &&
    before.trim().length >= 45 &&
    /[\p{L}\p{N},)”"]$/u.test(before) &&
    /^\s*[-–\d]/.test(line)
  );
}

/** Between two columns that spaces or a tab keep apart. */
export const columnGap = /(?<=\S)(?: {3,}|\s*\t\s*)(?=\S)/;

/** Halves of words that are written with a hyphen wherever they stand. */
const hyphenated =
  /(?:^|[^\p{L}])(?:great|vice|step|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|well|self|non|co|ex|half|high|low|long|short|full|part|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|old|new|mid|cross|all|hard|open|free|user|world|award|family|year|day|week|state|community|town|city|off|on|up|down|in|out|over|ever|far|near|cost|energy|data|time|tax|north|south|east|west|multi|single|double|re|e)-$/iu;

/** Lines as one, without the hyphen that a line end made. */
export function unwrap(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).reduce(continued, "");
}

function continued(text: string, line: string): string {
  if (text.endsWith("\u00AD")) return text.slice(0, -1) + line;
  if (text === "" || /https?:\/\/\S*[/_=?&-]$/.test(text)) return text + line;
  // A dash between two words has no blank beside it.
  if (/[\p{L}\d][–—]$/u.test(text)) return text + line;
  // An e-mail address keeps its hyphens.
  if (/-$/.test(text) && (/\S@\S*$/.test(text) || /^\S*@/.test(line))) return text + line;
  if (!/[\p{L}\d]-$/u.test(text)) return `${text} ${line}`;
  const isWhole = hyphenated.test(text) || !/\p{Ll}{2}-$/u.test(text) || !/^\p{Ll}{2}/u.test(line);
  return (isWhole ? text : text.slice(0, -1)) + line;
}

/** Lines without their blanks; one that begins where the right column does has a tab before it. */
function inColumns(lines: readonly string[]): string[] {
  const starts = lines.flatMap((line) => {
    const gap = columnGap.exec(line);
    return gap ? [gap.index + gap[0].length] : [];
  });
  const right = Math.min(...starts) - 2;
  const isRight = (line: string) =>
    line.search(/\S/) >= right || (starts.length > 0 && line.startsWith("\t"));
  return lines.map((line) => (isRight(line) ? "\t" : "") + tidy(line));
}

/** Gaps between columns stay as one tab. */
function tidy(line: string): string {
  return line.trim().replace(new RegExp(columnGap, "g"), "\t").replace(/ {2,}/g, " ");
}
