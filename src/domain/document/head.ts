/** What stands above the text: the headline, and the line below it. Pure. */

import { type Block, flat, isAll, linesOf } from "./layout/block.ts";
import { isHeading } from "./sections.ts";

export interface Head {
  readonly headline: string | null;
  readonly dek: string | null;
}

const onlyDate =
  /^\W*(?:date|issued|released|published)?\s*:?\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+\p{L}{3,9}\.?,?\s+\d{4}|\p{L}{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})\W*$/iu;
const letterhead =
  /@|\bwww\.|https?:|\b(?:tel|phone|fax)\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s*\d[A-Z]{2}\b|\b\d{5}(?:-\d{4})?$|^\d+\s+\p{Lu}\p{L}+.*(?:street|road|avenue|lane|square|quay|house)/iu;
const headlineLabel = /^(?:headline|title|subject|heading)\s*:\s*/i;
const dekLabel = /^(?:sub-?head(?:line|ing)?|dek|deck|strap(?:line)?|subtitle|summary|standfirst)\s*:\s*/i;

/**
 * Chooses among the blocks above the text. `begins` counts those that stand above the line that releases it, where a
 * letterhead stands; `names` are the names that the document itself says it is about.
 */
export function readHead(blocks: readonly Block[], begins: number, names: readonly string[]): Head {
  const known = blocks
    .map((block, at) => ({ block, isAbove: at < begins }))
    .filter(
      ({ block }) =>
        !onlyDate.test(flat(block)) && !letterhead.test(flat(block)) && /\p{L}{2}/u.test(flat(block)),
    );
  const below = known.filter(({ isAbove }) => !isAbove);
  const lines = (below.length > 0 ? below : known).flatMap(({ block }) => separated(block));
  const named = new Set(names.map(plain));
  const candidates = lines.filter((block) => lines.length === 1 || !named.has(plain(flat(block))));
  return choose(candidates.length > 0 ? candidates : lines);
}

function choose(candidates: readonly Block[]): Head {
  const labelled = candidates.findIndex((block) => headlineLabel.test(flat(block)));
  const at = labelled >= 0 ? labelled : loudest(candidates);
  const chosen = candidates[at];
  if (!chosen) return { headline: null, dek: null };
  const more = continuation(candidates, at);
  const headline = [chosen, ...candidates.slice(at + 1, at + 1 + more)].map(flat).join(" ");
  const dek = candidates
    .slice(at + 1 + more)
    .map((block) => flat(block).replace(dekLabel, ""))
    .join(" ");
  return { headline: headline.replace(headlineLabel, ""), dek: dek || null };
}

/** The first of the largest headings; where none is set as one, the first line. */
function loudest(candidates: readonly Block[]): number {
  const rank = (block: Block) => (block.kind === "heading" ? block.level : isHeading(block) ? 7 : 8);
  const best = Math.min(...candidates.map(rank));
  return candidates.findIndex((block) => rank(block) === best);
}

/** How many of the next headings are the same headline's further lines: set alike, and the line before is not whole. */
function continuation(candidates: readonly Block[], at: number): number {
  let more = 0;
  for (let next = at + 1; next < candidates.length; next += 1) {
    const [before, block] = [candidates[next - 1], candidates[next]];
    if (!before || !block || !isSetAlike(before, block) || !goesOn(flat(before), flat(block))) break;
    more += 1;
  }
  return more;
}

function isSetAlike(one: Block, other: Block): boolean {
  if (one.kind !== other.kind || one.level !== other.level) return false;
  return (
    isCapitals(one) === isCapitals(other) &&
    isAll("bold", one) === isAll("bold", other) &&
    isAll("italic", one) === isAll("italic", other)
  );
}

function goesOn(before: string, after: string): boolean {
  if (/[.!?:]$/.test(before)) return false;
  return (
    /^\p{Ll}/u.test(after) ||
    /(?:\b(?:a|an|the|of|for|to|in|on|at|and|or|with|by|from|as|its|their|after|over|into)|[,–—-])$/i.test(
      before,
    )
  );
}

/** Lines of one block as one headline, unless they are set apart: capitals above, a sentence below. */
function separated(block: Block): Block[] {
  const lines = linesOf(block);
  const upper = lines.filter((line) => isCapitalLine(line)).length;
  const groups =
    upper > 0 && upper < lines.length && lines.slice(0, upper).every(isCapitalLine)
      ? [lines.slice(0, upper), lines.slice(upper)]
      : [lines];
  return groups.map((group) => ({ ...block, spans: [{ ...block.spans[0], text: group.join(" ") }] }));
}

function isCapitals(block: Block): boolean {
  return isCapitalLine(flat(block));
}

function isCapitalLine(line: string): boolean {
  return line === line.toUpperCase() && /\p{Lu}{2}/u.test(line);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
