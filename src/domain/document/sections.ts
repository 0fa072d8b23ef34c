/** Telling the parts of a release apart: which lines release it, name a contact, say about whom it is, or end it. Pure. */

import { isContactLabel, isContactLine, isReachable } from "./contact.ts";
import { isReleaseLine } from "./embargo/restraint.ts";
import { type Block, flat, isAll, linesOf, slice, splitLines, textOf } from "./layout/block.ts";
import { columnGap } from "./layout/from-text.ts";

export type Sign = "release" | "end" | "contact" | "about" | "notes" | "legal" | "noise" | "text";

const endMark =
  /^[\s"“(*_~=–—-]*(?:#(?:\s*#)+|-?\s*30\s*-?|ends?(?:\s+of\s+(?:press\s+|news\s+|media\s+)?release)?|fin|x{3,}|-\s*0\s*-|\*(?:\s*\*){2,})[\s"”)*_~=–—.-]*$/i;
const about = /^about\s+(?:the\s+)?[\p{Lu}\d“"‘']|^ABOUT\s+\p{L}|^about us\b|^boilerplate:?$/iu;
const notes =
  /^(?:additional\s+|further\s+)?(?:notes?\s+(?:to|for)\s+(?:the\s+)?(?:news\s+|picture\s+)?(?:editors?|journalists?|media|newsrooms?|reporters?|press)|editors?[’']?s?\s+notes?|notes?)\b\s*[:.–-]?\s*/i;
const legal =
  /^(?:(?:cautionary\s+)?(?:note|statement)s?\s+(?:on|regarding|about|concerning)\s+)?(?:forward[-\s]looking\s+statements?|safe\s+harbou?r|disclaimer|non-gaap)\b/i;
const noise =
  /^(?:\W*(?:news|press|media)\s+(?:release|statement|notice|announcement)\W*(?:no\.?\s*\S+)?|\W*(?:page\s+)?\d{1,3}(?:\s*(?:of|\/)\s*\d{1,3})?\W*|\W*page\s+\d+.*|\W*\(?more(?:\s+follows)?\)?\W*|\W*\[?(?:company\s+)?logo\]?\W*|\W*(?:news|press|media)\s*room\W*|[_=*~–—-]{3,}|\W*continued\W*|\W*view original content.*|\W*source:?\s.{1,80})$/i;

/** What a line says it is; the longest a heading of a section may be is a short line. */
export function signOf(line: string): Sign {
  if (endMark.test(line)) return "end";
  if (isReleaseLine(line)) return "release";
  if (isAboutHeading(line)) return "about";
  if (isNotes(line)) return "notes";
  if (line.length <= 120 && legal.test(line)) return "legal";
  if (isContactLabel(line)) return "contact";
  return noise.test(line) ? "noise" : "text";
}

/** A heading of its own, or one that runs into its text: "About Acme: Acme makes ...". */
function isAboutHeading(line: string): boolean {
  if (!about.test(line) || /^about\s+\d[\d,.]*\s+\p{Ll}/iu.test(line)) return false;
  return (
    (line.length <= 100 && !/[.!?]$/.test(line.replace(/\b(?:inc|ltd|co|corp)\.$/i, ""))) || runIn.test(line)
  );
}

const runIn = /^about\s+(?:[^:.–—\n]|\.(?!\s)){2,90}?(?:\s*[:–—]|\s-)\s+\S/i;

function isNotes(line: string): boolean {
  const rest = line.replace(notes, "");
  return (
    rest !== line &&
    (/editor|journalist|media|newsroom|reporter|press/i.test(line.slice(0, line.length - rest.length)) ||
      rest === "")
  );
}

/** Blocks of which each belongs to one part: lines that say what they are stand alone, columns are read downwards. */
export function parted(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    if (block.kind === "item" || !textOf(block).includes("\n")) return [block];
    return regrouped(columnsOf(splitLines(block)));
  });
}

/** Lines that go on belong to the block before; a sign, or the line behind a heading, begins another. */
function regrouped(lines: readonly Block[]): Block[] {
  const groups: Block[][] = [];
  let open = false;
  for (const line of lines) {
    const sign = signOf(flat(line));
    const goesOn = open && sign === "text";
    if (goesOn) groups.at(-1)?.push(line);
    else groups.push([line]);
    open = sign === "text" || sign === "contact";
  }
  return groups.map((group) => join(group));
}

function join(group: readonly Block[]): Block {
  const [first, ...rest] = group;
  if (!first) throw new Error("A group of lines is empty");
  return { ...first, spans: [...first.spans, ...rest.flatMap(({ spans }) => [{ text: "\n" }, ...spans])] };
}

/** Two contacts side by side become two, one below the other. */
function columnsOf(lines: readonly Block[]): readonly Block[] {
  const halves = lines.map((line) => cut(line));
  const split = halves.filter(([, right]) => right !== undefined);
  const labels = split.some(
    ([left, right]) => isSideLabel(left) && (!right || isSideLabel(right) || isContactLine(flat(right))),
  );
  if (split.length < 2 || !labels) return lines;
  return [...halves.map(([left]) => left), ...halves.flatMap(([, right]) => right ?? [])].filter(
    (half) => flat(half) !== "",
  );
}

function isSideLabel(block: Block): boolean {
  return isContactLabel(flat(block));
}

function cut(line: Block): [Block, Block | undefined] {
  const text = textOf(line);
  const gap = columnGap.exec(text);
  // A label with what it labels is one line, but two labels are two.
  const isValue = gap && /:$/.test(text.slice(0, gap.index)) && !isContactLabel(text.slice(gap.index).trim());
  if (!gap || isValue) return [line, undefined];
  return [slice(line, 0, gap.index), slice(line, gap.index + gap[0].length)];
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
