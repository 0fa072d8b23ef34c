/**
 * Quotations between single marks, as newspapers in Britain set them, told from apostrophes: the same sign closes the
 * one and is the other. Pure.
 */

import type { Range } from "./readable.ts";

const closers: Record<string, string> = { "‘": "’", "'": "'" };

/** "’90s", "’n’", "’em": an apostrophe at the head of a word, which is often typed as an opening mark. */
const cutAtHead =
  /(?:\d\ds|n|em|til|till|bout|cause|cos|round|un|uns|[Tt]is|[Tt]was|[Tt]were)(?![\p{L}\p{N}])/uy;
/** "dogs’", "goin’", "o’": an apostrophe at the tail of a word. After a digit it stands for feet or minutes. */
const cutAtTail = /(?:s|in|\d|(?<!\p{L})(?:o|n|an|th|wi))$/iu;

/**
 * Where the quotation ends that a single mark opens, or `undefined` where the mark is an apostrophe or opens none. One
 * that is left open runs to the block's end if it opens the block or follows a colon, as speech does.
 */
export function endOfSingle(text: string, start: number, block: Range): number | undefined {
  if (!opens(text, start, block)) return undefined;
  let perhaps: number | undefined;
  for (const at of tailsFrom(text, start, block)) {
    if (!cutAtTail.test(text.slice(Math.max(start + 1, at - 3), at))) return at + 1;
    perhaps ??= at + 1;
  }
  // "Class of ‘98 beat the boys’ team".
  if (perhaps !== undefined && !/\d/.test(text[start + 1] ?? "")) return perhaps;
  return isSpeech(text, start, block) ? block.end : undefined;
}

/** The marks at the tail of a word up to the next opening one; what is quoted within has apostrophes of its own. */
function* tailsFrom(text: string, start: number, block: Range): Generator<number> {
  const closing = closers[text[start] ?? ""];
  let at = start + 1;
  while (at < block.end && !opens(text, at, block)) {
    if (text[at] === closing && isAtTail(text, at, block)) yield at;
    at = behindInner(text, at, block);
  }
}

/** A curly mark opens unless it stands within a word; a straight one only where nothing else can be meant. */
function opens(text: string, at: number, block: Range): boolean {
  if (!((text[at] ?? "") in closers)) return false;
  cutAtHead.lastIndex = at + 1;
  if (cutAtHead.test(text)) return false;
  const before = at === block.start ? " " : (text[at - 1] ?? " ");
  if (text[at] === "‘") return !/[\p{L}\p{N}]/u.test(before);
  return /[\s([—–“"]/u.test(before) && /[\p{L}“"$£€]/u.test(text[at + 1] ?? "");
}

/** Nothing of a word follows, and no space stands before. */
function isAtTail(text: string, at: number, block: Range): boolean {
  const behind = at + 1 < block.end ? (text[at + 1] ?? " ") : " ";
  return /\S/u.test(text[at - 1] ?? " ") && !/[\p{L}\p{N}]/u.test(behind);
}

/** The next place, or that behind what double marks enclose here. */
function behindInner(text: string, at: number, block: Range): number {
  const closing = { "“": "”", '"': '"' }[text[at] ?? ""];
  const end = closing === undefined ? -1 : text.indexOf(closing, at + 1);
  return (end < 0 || end >= block.end ? at : end) + 1;
}

/** A sentence that opens the block, or follows a colon or comma, begins with a capital; a cut word seldom does. */
function isSpeech(text: string, start: number, block: Range): boolean {
  const opening = text.slice(Math.max(block.start, start - 2), start);
  return /^$|[:,]\s$/u.test(opening) && /\p{Lu}/u.test(text[start + 1] ?? "");
}
