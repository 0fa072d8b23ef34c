/** The parts of a document in the order in which they stand, and where its text begins. Pure. */

import { Temporal } from "temporal-polyfill";
import { isReachable } from "./contact.ts";
import { type Dateline, datelineIn } from "./dateline.ts";
import { goesOnWith, saysWhen } from "./embargo/restraint.ts";
import { type Block, flat, linesOf, slice, splitLines, textOf } from "./layout/block.ts";
import { contactExtent, parted, type Sign, signOf } from "./sections.ts";

export interface Part {
  readonly block: Block;
  /** What it says it is, or belongs to. */
  sign: Sign;
}

/** Where the text begins, with its dateline. */
interface Opening {
  readonly at: number;
  readonly dateline: Dateline;
  /** How much of the block the dateline takes up. */
  readonly length: number;
}

/** Longer ones are paragraphs of a text. */
const longestAbove = 140;

/** The parts of a document; `start` is where its text begins, whether or not a dateline opens it. */
export function partsOf(
  blocks: readonly Block[],
  now: Date,
): { readonly parts: readonly Part[]; readonly start: number; readonly opening: Opening | undefined } {
  const near = Temporal.PlainDate.from(now.toISOString().slice(0, 10));
  const parts = signed(parted(blocks).flatMap((block) => splitBeforeDateline(block, near)));
  holdAbove(parts, near);
  const opening = openingOf(parts, near);
  const start = opening?.at ?? firstText(parts);
  mark(parts, start);
  return { parts, start, opening };
}

/** A dateline that stands below other lines of the same paragraph begins one of its own. */
function splitBeforeDateline(block: Block, near: Temporal.PlainDate): Block[] {
  const lines = splitLines(block);
  const at = lines.findIndex(
    (line, index) => index > 0 && datelineIn(flat(line), near)?.sure === true && flat(line).length > 60,
  );
  if (at < 0) return [block];
  const text = textOf(block);
  const offset = text.indexOf(flat(lines[at] ?? block).slice(0, 20));
  return offset > 0 ? [slice(block, 0, offset), slice(block, offset)] : [block];
}

/** Each block with what it says it is; a line that withholds the text takes the day and the hour below with it. */
function signed(blocks: readonly Block[]): Part[] {
  const parts: Part[] = [];
  for (const block of blocks) {
    const before = parts.at(-1);
    if (before?.sign === "release" && goesOnWith(flat(before.block), flat(block))) {
      parts[parts.length - 1] = {
        sign: "release",
        block: { ...before.block, spans: [...before.block.spans, { text: " " }, ...block.spans] },
      };
    } else {
      parts.push({ block, sign: signOf(linesOf(block)[0] ?? "") });
    }
  }
  return parts;
}

/** Above the text, a line that says when it may come out holds it back in whatever words; in the text, it is text. */
function holdAbove(parts: readonly Part[], near: Temporal.PlainDate): void {
  for (const part of parts) {
    if (part.sign === "text" && opensText(part.block, near)) return;
    if (isLine(part.sign) && saysWhen(flat(part.block))) part.sign = "release";
  }
}

function isLine(sign: Sign): boolean {
  return sign === "text" || sign === "noise";
}

/** Whether a block cannot stand above the text: it has a dateline with a day, or is long, or has both in part. */
function opensText(block: Block, near: Temporal.PlainDate): boolean {
  const text = textOf(block);
  if (text.length > longestAbove && !saysWhen(flat(block))) return true;
  const found = datelineIn(text, near);
  return found !== undefined && (found.plain || (found.sure && text.length > longestAbove));
}

/** The first block that opens with a dateline; one that only a dash tells has to be long, and to have a headline above. */
function openingOf(parts: readonly Part[], near: Temporal.PlainDate): Opening | undefined {
  const texts = parts.flatMap(({ block, sign }, at) => (sign === "text" ? [{ at, block }] : []));
  for (const [index, { at, block }] of texts.entries()) {
    const text = textOf(block);
    const found = block.kind === "heading" ? undefined : datelineIn(text, near);
    if (found && (found.sure || (index > 0 && text.length > 120))) {
      return { at, dateline: found.dateline, length: found.length };
    }
  }
  return undefined;
}

/** Where the text begins when no dateline says so: the first paragraph of a sentence or more behind a headline. */
function firstText(parts: readonly Part[]): number {
  const texts = parts.flatMap(({ sign, block }, at) => (sign === "text" ? [{ at, block }] : []));
  const long = texts.find(
    ({ block }, index) => index > 0 && block.kind !== "heading" && flat(block).length > longestAbove,
  );
  return long?.at ?? texts[1]?.at ?? parts.length;
}

/** Gives the lines behind a label to its contact block, and the blocks behind a heading to its part. */
function mark(parts: readonly Part[], start: number): void {
  const blocks = parts.map(({ block }) => block);
  for (const [at, part] of parts.entries()) {
    if (part.sign !== "contact") continue;
    const extent = contactExtent(blocks, at, at < start ? start : parts.length);
    const sign = isContact(parts.slice(at, at + extent)) ? "contact" : "text";
    for (const taken of parts.slice(at, at + extent)) taken.sign = sign;
  }
  followHeadings(parts.slice(start));
}

function followHeadings(parts: readonly Part[]): void {
  let current: Sign = "text";
  for (const part of parts) {
    current = nextSign(current, part.sign);
    if (part.sign === "text") part.sign = current;
  }
}

/** A sentence such as "For more information, visit our page" is text: it names nobody to write to or call. */
function isContact(parts: readonly Part[]): boolean {
  return parts.some(({ block }) => isReachable(flat(block)) || flat(block).split(" ").length <= 3);
}

/** What text belongs to behind a sign; what follows the end is for editors. */
function nextSign(current: Sign, sign: Sign): Sign {
  if (sign === "about" || sign === "notes") return sign;
  if (sign === "legal") return "text";
  return sign === "end" ? "notes" : current;
}
