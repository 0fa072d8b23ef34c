/** The parts of a document in the order in which they stand, and where its text begins. Pure. */

import { Temporal } from "temporal-polyfill";
import { isHeadingOfContacts } from "./contact/labels.ts";
import { isPerson } from "./contact/names.ts";
import { emailIn, isReachable } from "./contact/reach.ts";
import { isContactLine } from "./contact.ts";
import type { Dateline } from "./dateline/dateline.ts";
import { findOpening, opensText, opensWithDateline } from "./dateline/opening.ts";
import { goesOnWith, saysWhen } from "./embargo/restraint.ts";
import { followHeadings, type Part } from "./following.ts";
import { isMargin } from "./head/letterhead.ts";
import { type Block, flat, linesOf } from "./layout/block.ts";
import { isProse, longestAbove } from "./prose.ts";
import { contactExtent, parted, type Sign, signOf } from "./sections.ts";
import { splitBeforeDateline, splitBehindLabel, splitBehindRelease } from "./splits.ts";

/** Where the text begins, with its dateline. */
interface Opening {
  readonly at: number;
  readonly dateline: Dateline;
  /** How much of the block the dateline takes up. */
  readonly length: number;
}

export interface Parts {
  readonly parts: readonly Part[];
  /** Where its text begins, whether or not a dateline opens it. */
  readonly start: number;
  /** How far a line may yet hold it back in whatever words: as far as the text may be said to begin at the latest. */
  readonly heldAbove: number;
  readonly opening: Opening | undefined;
}

/** The parts of a document. */
export function partsOf(blocks: readonly Block[], now: Date): Parts {
  const near = Temporal.PlainDate.from(now.toISOString().slice(0, 10));
  const parts = signed(
    parted(blocks.flatMap((block) => splitBehindRelease(block, near)))
      .flatMap(splitBehindLabel)
      .flatMap((block) => splitBeforeDateline(block, near)),
  );
  const end = holdAbove(parts, near);
  keepHeadline(parts, near);
  const opening = openingOf(parts, near);
  const start = opening?.at ?? firstText(parts);
  mark(parts, start);
  return { parts, start, heldAbove: Math.max(start, end), opening };
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

/**
 * Above the text, a line that says when it may come out holds it back in whatever words; in the text, it is text. Returns
 * where that ends: a short sentence may be the text, or stand above such a line.
 */
function holdAbove(parts: readonly Part[], near: Temporal.PlainDate): number {
  const opens = (isOpening: typeof opensText) =>
    parts.findIndex(({ block, sign }) => sign === "text" && isOpening(block, near));
  // A line below the headline may be long; only where no dateline tells, the first long paragraph is the text.
  const dated = opens(opensWithDateline);
  const end = dated >= 0 ? dated : opens(opensText);
  for (const part of parts.slice(0, end >= 0 ? end : parts.length)) {
    if (isLine(part.sign) && saysWhen(flat(part.block))) part.sign = "release";
  }
  return Math.max(0, end);
}

/** Whether a block may yet be a headline, or a line about the release. */
export function isLine(sign: Sign): boolean {
  return sign === "text" || sign === "noise";
}

/** A headline may look like the heading of another part: "Source of river found"; where it is all there is, it is none. */
function keepHeadline(parts: readonly Part[], near: Temporal.PlainDate): void {
  const begins = parts.findIndex(({ block, sign }) => sign === "text" && opensText(block, near));
  const above = parts.slice(0, Math.max(0, begins));
  if (above.some(({ block, sign }) => sign === "text" && !isMargin(flat(block)))) return;
  const headline = above.find(
    ({ block, sign }) => !["text", "release", "contact", "end"].includes(sign) && isSentence(flat(block)),
  );
  if (headline) headline.sign = "text";
}

function isSentence(line: string): boolean {
  return line.split(" ").length >= 4 && !isMargin(line);
}

/** The opening among the parts that are text; a line of place and day above the headline is part of neither. */
function openingOf(parts: readonly Part[], near: Temporal.PlainDate): Opening | undefined {
  const until = closingOf(parts);
  const texts = parts.flatMap((part, at) => (part.sign === "text" && at < until ? [{ at, part }] : []));
  const found = findOpening(
    texts.map(({ part }) => part.block),
    near,
  );
  if (!found) return undefined;
  const { index, above, dateline, length } = found;
  const placed = above === undefined ? undefined : texts[above]?.part;
  if (placed) placed.sign = "noise";
  const opened = index === undefined ? undefined : texts[index];
  return { at: opened?.at ?? firstText(parts), dateline, length };
}

/** The text of an invitation is a list of these. */
const ofInvitation = /^(?:who|what|when|where|why)\s*:/i;

/** Where the text ends: at the first sign of an end that has text above it. */
function closingOf(parts: readonly Part[]): number {
  const prose = parts.findIndex(({ sign, block }) => sign === "text" && isProse(block));
  const closing = parts.findIndex(({ sign }, at) => at > prose && ["about", "end", "notes"].includes(sign));
  return prose < 0 || closing < 0 ? parts.length : closing;
}

/** Where the text begins when no dateline says so: the first paragraph of a sentence or more behind a headline. */
function firstText(parts: readonly Part[]): number {
  const until = closingOf(parts);
  const texts = parts.flatMap(({ sign, block }, at) =>
    sign === "text" && at < until ? [{ at, block }] : [],
  );
  const headline = texts.findIndex(({ block }) => !isMargin(flat(block)));
  const behind = texts.slice(Math.max(0, headline) + 1).filter(({ block }) => block.kind !== "heading");
  const proses = behind.filter(({ block }, at) => isProse(block, at > 0) || ofInvitation.test(flat(block)));
  const prose = proses.find(({ block }, at) => !(at === 0 && isDek(block, proses[1]?.block)));
  const long = prose ?? behind.find(({ block }) => flat(block).length > longestAbove);
  const sentence = texts.find(({ block }, index) => index > 0 && /[.!?][”"]?$/.test(flat(block)));
  return (long ?? sentence ?? texts[1])?.at ?? parts.length;
}

/** Shorter than any first sentence, and above one that is long. */
function isDek(block: Block, next: Block | undefined): boolean {
  return flat(block).length <= 100 && next !== undefined && flat(next).length > longestAbove;
}

/** Gives the lines behind a label to its contact block, and the blocks behind a heading to its part. */
function mark(parts: readonly Part[], start: number): void {
  const blocks = parts.map(({ block }) => block);
  const closing = parts.findIndex(({ sign }) => sign === "about" || sign === "end");
  const unlabelled = parts.filter((_, at) =>
    closing >= start ? at > closing && isUnlabelled(parts, at) : at > start && isSignature(parts, at),
  );
  for (const part of unlabelled) part.sign = "contact";
  for (const [at, part] of parts.entries()) {
    if (part.sign !== "contact") continue;
    const extent = contactExtent(blocks, at, at < start ? start : parts.length);
    const sign = isContact(parts.slice(at, at + extent)) ? "contact" : "text";
    for (const taken of parts.slice(at, at + extent)) taken.sign = sign;
  }
  followHeadings(parts, start);
}

/** Who signs a letter that nothing else ends: a name, and nothing behind it but how to reach whom it names. */
function isSignature(parts: readonly Part[], at: number): boolean {
  const rest = parts.slice(at);
  return (
    rest.length <= 6 &&
    isUnlabelled(parts, at) &&
    rest.every(({ sign, block }) => sign === "text" && linesOf(block).every(isContactLine))
  );
}

/** A name on a line of its own, and an e-mail address within the next few lines. */
function isUnlabelled(parts: readonly Part[], at: number): boolean {
  const [name = "", ...rest] = parts.slice(at, at + 6).flatMap(({ block }) => linesOf(block));
  if (parts[at]?.sign !== "text" || !isPerson(name)) return false;
  const until = rest.findIndex((line) => emailIn(line) !== undefined);
  return until >= 0 && until < 5 && rest.slice(0, until).every(isContactLine);
}

/**
 * A sentence such as "For more information, visit our page" is text: it names nobody to write to or call. An address on
 * the web that was taken for the last line of a contact block stays in it.
 */
function isContact(parts: readonly Part[]): boolean {
  return parts
    .map(({ block }) => flat(block))
    .some((text) => isReachable(text) || isHeadingOfContacts(text) || /^(?:https?:|www\.)\S+$/i.test(text));
}
