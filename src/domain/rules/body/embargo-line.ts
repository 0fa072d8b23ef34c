/** Lines in the text that hold the release back, which only the field `embargoedUntil` does. Pure. */

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

/** The lines of a body that hold it back, wherever they stand. */
export function embargoLinesIn({ blocks, text }: SourceText): Range[] {
  return blocks.flatMap(({ start, end, kind }) => {
    const line =
      kind === "quote" ? undefined : embargoLine(text.slice(start, Math.min(end, start + maxLine)));
    return line ? [{ start, end: start + line.end }] : [];
  });
}
