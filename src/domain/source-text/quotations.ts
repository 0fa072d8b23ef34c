/** Which stretches of a text somebody is quoted in, by their quotation marks. Pure. */

import type { Block, Range } from "./readable.ts";

const closers: Record<string, string> = { '"': '"”', "“": '”"', "„": "“”", "«": "»", "»": "«", "「": "」" };

/**
 * The quoted stretches, marks included, in order. A quotation that a block leaves open runs to the block's
 * end, as newspapers set a quotation of several paragraphs; a block quote is one as a whole.
 */
export function quotationsIn(text: string, blocks: readonly Block[]): Range[] {
  return blocks.flatMap((block) =>
    block.kind === "quote" ? [{ start: block.start, end: block.end }] : quotationsOf(text, block),
  );
}

function quotationsOf(text: string, block: Block): Range[] {
  const found: Range[] = [];
  let open: { start: number; closing: string } | undefined;
  for (let at = block.start; at < block.end; at += 1) {
    if (!open) open = openingAt(text, at, block);
    else if (open.closing.includes(text[at] ?? "")) {
      found.push({ start: open.start, end: at + 1 });
      open = undefined;
    }
  }
  if (open) found.push({ start: open.start, end: block.end });
  return found;
}

/** Inches and a stray closing mark follow a digit or a letter; an opening mark does not. */
function openingAt(text: string, at: number, block: Block) {
  const closing = closers[text[at] ?? ""];
  // A curly opening mark opens wherever it stands.
  const opens =
    /[“„「]/u.test(text[at] ?? "") || at === block.start || !/[\p{L}\p{N}.,!?]/u.test(text[at - 1] ?? " ");
  return closing && opens ? { start: at, closing } : undefined;
}
