/** Lines in the text that hold the release back, which only the field `embargoedUntil` does. Pure. */

import { instantOf, readEmbargo } from "../../document/embargo/embargo.ts";
import { isRestraint } from "../../document/embargo/restraint.ts";
import type { Range, SourceText } from "../../source-text/source-text.ts";

const preamble =
  "(?:(?:strictly|strict|under|news|press|media|release|note|notice|private|confidential|and|please|this|the|text|is|in|confidence|now|strictly)\\b[\\s:,–—-]*){0,9}";
const moment =
  "(?:\\d|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\b)";
/** "Embargo until 2027": of trade, since nobody holds a release for a year; "until 2000 hrs" is an hour. */
const ofTrade =
  "(?!\\W*(?:until|till)\\s+(?:19|20)\\d\\d\\b(?!\\s*(?:h|hrs?|hours|on|gmt|bst|utc|[ecmp]t)\\b))";
/** "EMBARGOED UNTIL", "Under embargo: 9 am", "Embargoed" on a line alone. A sentence on an embargo goes on with a verb. */
const embargo = new RegExp(
  `^\\W*${preamble}embargo(?:ed)?\\b${ofTrade}(?:\\W*$|,\\s*(?:strictly\\s+)?(?:not|do not|no)\\b|\\W*(?:for\\s+(?:release|publication|use|broadcast)\\b\\W*)?(?:(?:until|till?|to|before|for|at|on|date|time|ends|lifts)\\b)?\\W{0,3}(?:the\\s+)?${moment}|\\W*(?:until|till?)\\b)`,
  "iu",
);
const notBefore = new RegExp(
  `^\\W*(?:strictly\\s+)?(?:not\\s+(?:for|to\\s+be)\\s+(?:release|publication|publish|broadcast|use)|hold\\s+(?:for|until|till|release)|do\\s+not\\s+(?:publish|release|broadcast))[^.!?\\n]{0,40}\\b(?:until|till|before)\\W{1,3}(?:the\\s+)?${moment}`,
  "iu",
);

/** Longer is no line above a release, and no pattern has to look further. */
const maxLine = 240;

/** The line that holds back what follows it, if a text opens so. */
export function embargoLine(text: string): Range | undefined {
  const [line = ""] = text.slice(0, maxLine).split("\n");
  const holds = embargo.test(line) || notBefore.test(line);
  return holds ? { start: 0, end: Math.min(line.length, 120) } : undefined;
}

/** The lines of a body that hold it back: in words of an embargo wherever they stand, by day and hour above the news. */
export function embargoLinesIn({ blocks, text }: SourceText, lead: Range, now: Date): Range[] {
  return blocks.flatMap(({ start, end, kind }) => {
    if (kind === "quote") return [];
    const opening = text.slice(start, Math.min(end, start + maxLine));
    const line = embargoLine(opening) ?? (start <= lead.start ? dayOfRelease(opening, now) : undefined);
    return line ? [{ start, end: start + line.end }] : [];
  });
}

/** Longer ones tell the news. */
const longestDay = 120;

/** "FOR RELEASE 9 a.m. 12 December" as a document would be held by it: until an hour to come, or until nobody knows when. */
function dayOfRelease(text: string, now: Date): Range | undefined {
  const [line = ""] = text.split("\n");
  if (line.length > longestDay || !isRestraint(line)) return undefined;
  const embargo = readEmbargo([line], now, undefined);
  const isOver = embargo.kind === "until" && new Date(instantOf(embargo.until)) <= now;
  return embargo.kind === "none" || isOver ? undefined : { start: 0, end: line.length };
}
