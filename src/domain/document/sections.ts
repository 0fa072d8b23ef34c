/** Telling the parts of a release apart: which lines release it, name a contact, say about whom it is, or end it. Pure. */

import { columnsOf, rowsJoined } from "./columns.ts";
import { isContactLabel } from "./contact/labels.ts";
import { isRoleBelow } from "./contact/names.ts";
import { isReachable } from "./contact/reach.ts";
import { isContactLine } from "./contact.ts";
import { isReleaseLine } from "./embargo/restraint.ts";
import { isAboutHeading, isEndMark, isNotes, splitAbout, splitNotes } from "./headings.ts";
import { type Block, flat, isAll, join, linesOf, splitLines, textOf } from "./layout/block.ts";

export type Sign = "release" | "end" | "contact" | "about" | "notes" | "legal" | "noise" | "text";

const legal =
  /^(?:(?:cautionary\s+)?(?:note|statement)s?\s+(?:on|regarding|about|concerning)\s+)?(?:forward[-\s]looking\s+statements?|safe\s+harbou?r|(?:legal\s+)?disclaimer|non-gaap)\b/i;
const noise =
  /^(?:\W*(?:story|copy|body(?:\s+text)?|text)\s*:\W*|\W*(?:news|press|media)\s+(?:release|statement|notice|announcement)\W*(?:no\.?\s*\S+)?|\W*(?:page\s+)?\d{1,3}(?:\s*(?:of|\/)\s*\d{1,3})?[^\w.]*|\W*page\s+\d+.*|\W*\(?more(?:\s+follows)?\)?\W*|\W*\[?(?:company\s+)?logo\]?\W*|\W*(?:news|press|media)\s*room\W*|[_=*~–—-]{3,}|\W*continued\W*|\W*view original content.*|\W*peer-reviewed\b.{0,80}|to view the (?:source|original) version.*|\W*(?:©|\(c\)|copyright)\W{0,6}\d{4}\b.{0,120}|.{0,80}\ball rights reserved\W*|\W*source:?\s.{1,80}|(?:\d{1,2}[.)]\s*)?(?:high[-\s]res(?:olution)?\s+|press\s+)?(?:photo(?:graph)?s|images|pictures)(?:\s+and\s+\p{L}+)?\s+(?:are|is)\s+available\s+(?:up)?on\s+request\W*|(?:visit|follow|find|join|connect\s+with)\s+us\s+(?:on|at|via)\s+(?:social\s+media|linkedin|facebook|instagram|twitter|x|bluesky|youtube)\b.{0,40}|(?:(?:linkedin|facebook|instagram|twitter|x|bluesky|youtube|tiktok|other)\W*){1,7})$/iu;

/** What wires and press offices set below what is said of the organisation: where pictures and the original are to be had. */
const standing =
  /^\W*(?:(?:a|the)\s+(?:photo|picture|image|video|infographic)s?\s+(?:accompanying|to\s+accompany)\b|(?:(?:high|hi)[-\s]res(?:olution)?\s+)?(?:images?|photo(?:graph)?s?|pictures?|video|footage|b-roll|logos?)\b.{0,60}\b(?:available|downloaded|obtained|found|had)\b|(?:view|read|see)\s+(?:the\s+)?(?:original|source|full)\b|the\s+full\s+(?:report|study|paper|results|text)\b.{0,60}\b(?:available|downloaded|found|read|seen)\b|(?:follow|find|like|join)\s+(?:us\b|.{0,60}@\w)|(?:photo(?:graph)?s?|pictures?|images?)\s+(?:are\s+|is\s+)?attached\b|(?:key\s+facts|fact\s*(?:file|sheet)|facts\s+and\s+figures)\W*$|this\s+(?:information|announcement|(?:press|news)\s+release)\s+(?:is|was)\s+(?:provided|distributed|issued)\s+by\b|primary\s+logo\b|[^|]{2,60}\s\|\s(?:www\.)?[\w-]+(?:\.[\w-]+)+\W*$)/i;

/** Whether a paragraph is one that stands below what is said of an organisation, and is not of it. */
export function isStanding(text: string): boolean {
  return text.length <= 240 && standing.test(text);
}

/** How a mail begins that has the release below. */
const greeting =
  /^(?:(?:dear|hi|hello|good\s+(?:morning|afternoon))\b.{0,40},|(?:please\s+(?:find|see)\b.{0,60}\b(?:below|attached|enclosed)|(?:i|we)\s+(?:would|[’']d)\s+be\s+grateful\s+if\s+you|(?:i|we)\s+(?:hope|am|are|attach|enclose)\b.{0,80}\b(?:press|news|media)\s+release)\b.{0,160})$/i;

/** What a line says it is; the longest a heading of a section may be is a short line. */
export function signOf(line: string): Sign {
  if (isEndMark(line)) return "end";
  if (isReleaseLine(line)) return "release";
  if (isAboutHeading(line)) return "about";
  if (isNotes(line)) return "notes";
  if (line.length <= 120 && legal.test(line)) return "legal";
  if (isContactLabel(line)) return "contact";
  return noise.test(line) || greeting.test(line) ? "noise" : "text";
}

/** Blocks of which each belongs to one part: lines that say what they are stand alone, columns are read downwards. */
export function parted(blocks: readonly Block[]): Block[] {
  return rowsJoined(blocks.flatMap(splitNotes).flatMap(splitAbout)).flatMap((block) => {
    if (block.kind === "item" || !/\n|\S\t/.test(textOf(block).trim())) return [block];
    return regrouped(columnsOf(splitLines(block)));
  });
}

/** Lines that go on belong to the block before; a sign, or the line behind a heading, begins another. */
function regrouped(lines: readonly Block[]): Block[] {
  const groups: [Block, ...Block[]][] = [];
  let open = false;
  for (const line of lines) {
    const sign = signOf(flat(line));
    const before = groups.at(-1)?.at(-1);
    const goesOn = open && (sign === "text" || (before && isRoleBelow(flat(line), flat(before))));
    if (goesOn) groups.at(-1)?.push(line);
    else groups.push([line]);
    open = sign === "text" || sign === "contact";
  }
  return groups.map(join);
}

/** How many blocks from `start` on are the contact block that begins there. */
export function contactExtent(blocks: readonly Block[], start: number, until: number): number {
  let end = start + 1;
  let reachable = linesOf(blocks[start] ?? { kind: "paragraph", level: 0, spans: [] }).some(isReachable);
  while (end < until && end - start < 12) {
    const block = blocks[end];
    if (!block || !belongs(block, reachable)) break;
    reachable ||= linesOf(block).some(isReachable);
    end += 1;
  }
  return reachable ? end - start : 1;
}

/** Once somebody can be reached, only what reaches somebody still belongs, or a short name of a place or company. */
function belongs(block: Block, reachable: boolean): boolean {
  const lines = linesOf(block);
  if (block.kind === "heading" || lines.some((line) => signOf(line) !== "text" && signOf(line) !== "contact"))
    return false;
  if (signOf(lines[0] ?? "") === "contact") return !reachable && !/:$/.test(flat(block));
  if (!lines.every(isContactLine)) return false;
  if (!reachable) return true;
  return lines.some((line) => isReachable(line) || /^(?:https?:|www\.)/i.test(line));
}

/** A heading by its level, or by being loud and short. */
export function isHeading(block: Block): boolean {
  const text = flat(block);
  if (block.kind === "heading") return true;
  return (
    text.length <= 200 && (isAll("bold", block) || (text === text.toUpperCase() && /\p{Lu}{3}/u.test(text)))
  );
}
