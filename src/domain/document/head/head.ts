/** What stands above the text: the headline, and the line below it. Pure. */

import { isOnlyWhen, withoutWhen } from "../embargo/written-time.ts";
import { type Block, flat, isAll, linesOf, splitLines } from "../layout/block.ts";
import { isHeading } from "../sections.ts";
import {
  headlineLabel,
  isAddress,
  isLeadToSender,
  isMargin,
  withoutKind,
  withoutNews,
} from "./letterhead.ts";
import { behindSender, isCapitalLine, isCapitals, plain } from "./sender.ts";

export interface Head {
  readonly headline: string | null;
  readonly dek: string | null;
}

const dekLabel = /^(?:sub-?head(?:line|ing)?|dek|deck|strap(?:line)?|subtitle|summary|standfirst)\s*:\s*/i;

/**
 * Chooses among the blocks above the text. `begins` counts those that stand above the line that releases it, where a
 * letterhead stands; `names` are the names that the document itself says it is about, and `said` is what it says below.
 */
export function readHead(
  blocks: readonly Block[],
  begins: number,
  names: readonly string[],
  said: string,
): Head {
  const placed = blocks.map((block, at) => ({ block, isAbove: at < begins }));
  const kept = placed.flatMap(({ block, isAbove }, at) => {
    const rest = withoutMargins(block);
    const above = blocks[at - 1];
    const isSender = above !== undefined && isLeadToSender(flat(above));
    return rest ? [{ block: rest, isAbove, isSender }] : [];
  });
  const unsigned = kept.filter(({ isSender }) => !isSender);
  // Whatever the only line above the text looks like, it is the headline, unless it is a day.
  const worded = placed.filter(({ block }) => isWorded(flat(block)));
  const known = [unsigned, kept, worded].find(({ length }) => length > 0) ?? [];
  const isSet = ({ block }: { readonly block: Block }) => block.kind === "heading";
  const below = known.filter(({ isAbove }) => !isAbove);
  const isBelow = below.length > 0 && (below.some(isSet) || !known.some(isSet));
  const lines = (isBelow ? below : known).flatMap(({ block }) => separated(block));
  const named = new Set(names.map(plain));
  const candidates = lines.filter(
    (block) => lines.length === 1 || !named.has(plain(withoutNews(flat(block)))),
  );
  return choose(behindSender(candidates.length > 0 ? candidates : lines, said));
}

/** A block without its lines that are no headline; `undefined` where none is left, or somebody's address is in it. */
function withoutMargins(block: Block): Block | undefined {
  const lines = splitLines(block);
  if (block.kind !== "heading" && lines.some((line) => isAddress(flat(line)))) return undefined;
  const kept = lines.filter((line, at) => {
    const before = lines[at - 1];
    return !isMargin(flat(line)) && !(before && isLeadToSender(flat(before)));
  });
  if (kept.length === lines.length) return block;
  const [first, ...rest] = kept;
  if (!first) return undefined;
  return { ...first, spans: [...first.spans, ...rest.flatMap(({ spans }) => [{ text: "\n" }, ...spans])] };
}

function isWorded(line: string): boolean {
  return /\p{L}{2}/u.test(withoutWhen(line)) && !isOnlyWhen(line);
}

function choose(candidates: readonly Block[]): Head {
  const labelled = candidates.findIndex((block) => headlineLabel.test(flat(block)));
  const at = labelled >= 0 ? labelled : loudest(candidates);
  const chosen = candidates[at];
  if (!chosen) return { headline: null, dek: null };
  const more = labelled >= 0 ? 0 : continuation(candidates, at);
  const headline = [chosen, ...candidates.slice(at + 1, at + 1 + more)].map(flat).join(" ");
  const dek = candidates
    .slice(at + 1 + more)
    .map((block) => flat(block).replace(dekLabel, ""))
    .join(" ")
    .replace(/^(?:--\s*|[•‣▪●·]\s+)|\s*--$/g, "");
  return { headline: withoutKind(headline).replace(headlineLabel, ""), dek: dek || null };
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
    if (!before || !block || !isSetAlike(before, block) || !goesOn(before, block)) break;
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

/** Capitals that fill a line go on in the next ones; other lines say themselves that they do. */
function goesOn(one: Block, other: Block): boolean {
  const [before, after] = [flat(one), flat(other)];
  if (/[.!?:]$/.test(before)) return false;
  if (isCapitals(one) && isCapitals(other) && before.length >= 30) return true;
  return /^\p{Ll}/u.test(after) || isUnfinished(before);
}

/** A line that cannot end a headline. */
function isUnfinished(line: string): boolean {
  return /(?:\b(?:a|an|the|of|for|to|in|on|at|and|or|with|by|from|as|its|their|after|over|into)|[,–—-])$/i.test(
    line,
  );
}

/**
 * Whether the first of two lines is whole: the next word would have fitted, or it is written as a sentence is; and the
 * second tells more in small letters.
 */
function isTold([first = "", second = "", ...others]: readonly string[]): boolean {
  const [next = ""] = second.split(" ", 1);
  const hasRoom = first.length + 1 + next.length < second.length - 3;
  const isSentence = (line: string) => (line.match(/(?<=\s)\p{Ll}{5}/gu)?.length ?? 0) >= 2;
  if (others.length > 0 || !(hasRoom || isSentence(first)) || first.split(" ").length < 4) return false;
  return /^\p{Lu}/u.test(second) && isSentence(second) && !isUnfinished(first);
}

/** Lines of one block as one headline, unless they are set apart: by a mark, or capitals or a whole line above a sentence. */
function separated(block: Block): Block[] {
  const lines = linesOf(block);
  const upper = lines.filter((line) => isCapitalLine(line)).length;
  const isShouted = upper > 0 && upper < lines.length && lines.slice(0, upper).every(isCapitalLine);
  const marked = lines.findIndex((line, at) => at > 0 && /^(?:--|[•‣▪●])\s*\p{L}/u.test(line));
  const first = marked > 0 ? marked : isShouted ? upper : isTold(lines) ? 1 : lines.length;
  const groups = [lines.slice(0, first), lines.slice(first)].filter(({ length }) => length > 0);
  return groups.map((group) => ({ ...block, spans: [{ ...block.spans[0], text: group.join(" ") }] }));
}
