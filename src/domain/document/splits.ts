/** Paragraphs that hold two parts of a release, split where the second begins. Pure. */

import type { Temporal } from "temporal-polyfill";
import { datelineIn } from "./dateline/dateline.ts";
import { isAlone } from "./dateline/opening.ts";
import { headlineBehind } from "./embargo/restraint.ts";
import { type Block, flat, slice, splitLines, textOf } from "./layout/block.ts";
import { signOf } from "./sections.ts";

/** A headline that stands behind the line that releases it begins a block of its own. */
export function splitBehindLabel(block: Block): Block[] {
  const text = textOf(block);
  const offset = text.includes("\n") || signOf(flat(block)) !== "release" ? undefined : headlineBehind(text);
  return offset === undefined ? [block] : [slice(block, 0, offset), slice(block, offset)];
}

/** A dateline that stands below other lines of the same paragraph begins one of its own. */
export function splitBeforeDateline(block: Block, near: Temporal.PlainDate): Block[] {
  const lines = splitLines(block);
  const [first, ...others] = lines;
  if (first && others.length > 0 && isAlone(first, near))
    return [first, slice(block, textOf(block).indexOf("\n") + 1)];
  const at = lines.findIndex(
    (line, index) => index > 0 && datelineIn(flat(line), near)?.sure === true && flat(line).length > 60,
  );
  if (at < 0) return [block];
  const text = textOf(block);
  const offset = text.indexOf(flat(lines[at] ?? block).slice(0, 20));
  return offset > 0 ? [slice(block, 0, offset), slice(block, offset)] : [block];
}

/** "For Immediate Release – SEATTLE, May 4, 2026 – The ..." as two: what releases the text, and the text. */
export function splitBehindRelease(block: Block, near: Temporal.PlainDate): Block[] {
  const text = textOf(block);
  const [release = ""] = /^\s*for immediate (?:release|use|publication)\s*[–—:|-]+\s*/i.exec(text) ?? [];
  const isText = release !== "" && datelineIn(text.slice(release.length), near)?.sure === true;
  return isText && text.length > 100
    ? [slice(block, 0, release.length), slice(block, release.length)]
    : [block];
}
