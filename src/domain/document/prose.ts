/** Which paragraphs are of a text, and no lines above it. Pure. */

import { saysWhen } from "./embargo/restraint.ts";
import { isMargin } from "./head/letterhead.ts";
import { type Block, flat, isAll } from "./layout/block.ts";

/** Longer ones are paragraphs of a text. */
export const longestAbove = 140;
/** So long a line below the headline may be that ends like one. */
const longestDek = 240;
/** Shorter sentences are also headlines; a line of names and titles has fewer words in small letters. */
const shortestProse = 60;
const fewestSmallWords = 5;

/**
 * Whether a paragraph is whole sentences, set as text is set, or in any way where `isBelowDek`; a long one need not end as
 * a sentence does.
 */
export function isProse(block: Block, isBelowDek = false): boolean {
  const text = flat(block);
  if (block.kind === "heading" || block.kind === "item" || text.length < shortestProse) return false;
  if (text.length > longestDek) return true;
  const isWhole =
    /[.!?…][”"’')\]]*$/.test(text) && (text.match(/(?<=\s)\p{Ll}/gu)?.length ?? 0) >= fewestSmallWords;
  if (text.length > longestAbove) return isWhole || /[:;,]$/.test(text);
  const isSetSo = isBelowDek || !(isAll("bold", block) || isAll("italic", block));
  return isWhole && isSetSo && !isMargin(text) && !saysWhen(text);
}
