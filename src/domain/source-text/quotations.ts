/** Which stretches of a text somebody is quoted in, by their quotation marks. Pure. */

import type { Block, Range } from "./readable.ts";
import { endOfSingle } from "./single-quotations.ts";

const closers: Record<string, string> = { '"': '"”', "“": '”"', "„": "“”", "«": "»", "»": "«", "「": "」" };

/**
 * The quoted stretches, marks included, in order. A quotation that a block leaves open runs to the block's
 * end, as newspapers set a quotation of several paragraphs; a block quote is one as a whole. A quotation within
 * another is part of it.
 */
export function quotationsIn(text: string, blocks: readonly Block[]): Range[] {
  return blocks.flatMap((block) =>
    block.kind === "quote" ? [{ start: block.start, end: block.end }] : quotationsOf(text, block),
  );
}

function quotationsOf(text: string, block: Block): Range[] {
  const found: Range[] = [];
  let at = block.start;
  while (at < block.end) {
    const isSingle = text[at] === "‘" || text[at] === "'";
    const end = isSingle ? endOfSingle(text, at, block) : endOfDouble(text, at, block);
    if (end !== undefined) found.push({ start: at, end });
    at = end ?? at + 1;
  }
  return found;
}

function endOfDouble(text: string, start: number, block: Block): number | undefined {
  const closing = closingAt(text, start, block);
  if (closing === undefined) return undefined;
  let at = start + 1;
  while (at < block.end && !closing.includes(text[at] ?? "")) at += 1;
  return Math.min(at + 1, block.end);
}

/** Inches and a stray closing mark follow a digit or a letter; an opening mark does not. */
function closingAt(text: string, at: number, block: Block): string | undefined {
  const closing = closers[text[at] ?? ""];
  if (!closing) return undefined;
  // A curly opening mark opens wherever it stands.
  const opens =
    /[“„「]/u.test(text[at] ?? "") || at === block.start || !/[\p{L}\p{N}.,!?]/u.test(text[at - 1] ?? " ");
  return opens ? closing : undefined;
}
