/** Where the text opens: at the first dateline that has a headline above it, or with place and day above both. Pure. */

import type { Temporal } from "temporal-polyfill";
import { saysWhen } from "../embargo/restraint.ts";
import { headlineLabel, isMargin } from "../head/letterhead.ts";
import { type Block, flat, textOf } from "../layout/block.ts";
import { isProse, longestAbove } from "../prose.ts";
import { type Dateline, type DatelineFound, datelineIn } from "./dateline.ts";

/** A sum of what happened, or what the sender asks of the editor, may stand above a dateline, but not the text. */
const mostProseAbove = 2;

export interface OpeningFound {
  readonly dateline: Dateline;
  /** Of the block that opens with a dateline; `undefined` where place and day stand above the headline only. */
  readonly index: number | undefined;
  /** How much of that block the dateline takes up. */
  readonly length: number;
  /** Of the block above the headline that gives place and day. */
  readonly above: number | undefined;
}

/**
 * The first block that opens with a dateline. One that only a dash tells has to be long, and to have a headline above;
 * one that capitals tell has to have the one or the other. Within the text, a place and a dash are no dateline.
 */
export function findOpening(blocks: readonly Block[], near: Temporal.PlainDate): OpeningFound | undefined {
  let above: OpeningFound | undefined;
  let isBelowHeading = false;
  let prose = 0;
  for (const [index, block] of blocks.entries()) {
    const found = datelineOf(block, near);
    if (found && !isBelowHeading && standsAbove(block, blocks[index + 1], near))
      above ??= { dateline: found.dateline, index: undefined, length: 0, above: index };
    else if (found && isOpening(found, { block, prose, hasHeadline: index > 0 }))
      return openingAt(index, found, above);
    if (isProse(block)) prose += 1;
    isBelowHeading ||= isSet(block);
  }
  return above;
}

/** What opens the text says where, and the line above the headline may have said when. */
function openingAt(index: number, found: DatelineFound, above: OpeningFound | undefined): OpeningFound {
  const date = above?.dateline.date;
  const dateline = { ...(date && { date }), ...found.dateline };
  return { dateline, index, length: found.length, above: above?.above };
}

/** Whether a block cannot stand above the text: it has a dateline with a day, or is long, or has both in part. */
export function opensText(block: Block, near: Temporal.PlainDate): boolean {
  const isLong = textOf(block).length > longestAbove && !saysWhen(flat(block));
  return isLong || opensWithDateline(block, near);
}

/** Whether a block opens with a dateline that no line above the text would have. */
export function opensWithDateline(block: Block, near: Temporal.PlainDate): boolean {
  const text = textOf(block);
  const found = datelineIn(text, near);
  return (
    found !== undefined &&
    text.length > found.length &&
    (found.plain || (found.sure && text.length > longestAbove))
  );
}

/** Whether a block is a dateline with a day and nothing else. */
export function isAlone(block: Block, near: Temporal.PlainDate): boolean {
  const text = textOf(block).trimEnd();
  return text.length <= longestAbove && datelineOf(block, near)?.length === text.length;
}

function datelineOf(block: Block, near: Temporal.PlainDate): DatelineFound | undefined {
  const text = textOf(block);
  if (block.kind === "heading" || headlineLabel.test(text)) return undefined;
  const found = datelineIn(text, near);
  return found && !isMargin(text) && !isSenderAbove(text, found) ? found : undefined;
}

/** Above a day on the next line stands a city alone, or with its country; other names are of who sends it. */
function isSenderAbove(text: string, { dateline, length }: DatelineFound): boolean {
  const isBroken = text.slice(0, length).trim().includes("\n") && dateline.date !== undefined;
  return isBroken && dateline.country === undefined && dateline.city.includes(" ");
}

interface Standing {
  readonly block: Block;
  /** How much of a text stands above it. */
  readonly prose: number;
  readonly hasHeadline: boolean;
}

function isOpening({ plain, sure }: DatelineFound, { block, prose, hasHeadline }: Standing): boolean {
  const text = textOf(block);
  if (prose > (plain ? mostProseAbove : 0)) return false;
  // "HEAT PUMPS: NEXT STREET CHOSEN" is a headline.
  if (!plain && text === text.toUpperCase()) return false;
  return plain || (hasHeadline ? sure || text.length > 120 : sure && text.length > longestAbove);
}

/** Whether place and day stand above the headline, as is usual in Europe: alone, and a heading or short line behind. */
function standsAbove(block: Block, next: Block | undefined, near: Temporal.PlainDate): boolean {
  return next !== undefined && isAlone(block, near) && (isSet(next) || isShort(next));
}

function isSet({ kind }: Block): boolean {
  return kind === "heading";
}

function isShort(block: Block): boolean {
  const text = flat(block);
  return block.kind === "paragraph" && text.length <= longestAbove && !/[.:][”"’)]*$/.test(text);
}
