/** Where the news begins: behind "FOR IMMEDIATE RELEASE", a date, or a dateline on a line of its own. Pure. */

import { isReleaseLine } from "../../document/embargo/restraint.ts";
import type { Range, SourceText } from "../../source-text/source-text.ts";
import { datesIn } from "./calendar.ts";
import { lonelyDateline, type TypedDateline, typedDateline } from "./dateline.ts";
import { blank } from "./words.ts";

/** Longer ones tell something, and no release has more of them. */
const longestLine = 120;
const mostWords = 12;
const mostLines = 6;

const label = /^\W*(?:news|press|media)\s+(?:release|statement|notice|announcement)\b/iu;
const runIn = /^\W*for immediate release\b[\s:.–—-]*/iu;
const wordsBeforeDate = /\b(?:date|dated|issued|released|published|on)\b/giu;

interface Opening {
  readonly lead: Range;
  readonly typedDateline: TypedDateline | undefined;
}

/** The paragraph that opens the news, and the dateline before it; headings and what only announces a release are passed over. */
export function openingOf({ text, blocks }: Pick<SourceText, "text" | "blocks">): Opening {
  const paragraphs = blocks.filter(({ kind }) => kind !== "heading").slice(0, mostLines);
  let alone: TypedDateline | undefined;
  for (const { start: from, end } of paragraphs) {
    const start = from + (runIn.exec(text.slice(from, end))?.[0].length ?? 0);
    const line = text.slice(start, end);
    if (isPreamble(line)) continue;
    const own = placed(lonelyDateline(line), start);
    if (!own) return { lead: { start, end }, typedDateline: alone ?? placed(typedDateline(line), start) };
    alone ??= own;
  }
  return { lead: paragraphs[0] ?? { start: 0, end: 0 }, typedDateline: alone };
}

/** Whether a paragraph says no more than that this is a release, of which day and for when. */
function isPreamble(line: string): boolean {
  if (line.length > longestLine) return false;
  const words = line.split(/\s+/u).length;
  if (words > mostWords || (/[.!?]$/u.test(line) && words > mostWords / 2)) return false;
  return label.test(line) || isReleaseLine(line) || isDate(line);
}

function isDate(line: string): boolean {
  const dates = datesIn(line);
  const rest = blank(line, dates).replace(wordsBeforeDate, "");
  return line.trim() === "" || (dates.length > 0 && !/\p{L}{2}/u.test(rest));
}

function placed(dateline: TypedDateline | undefined, at: number): TypedDateline | undefined {
  return dateline && { ...dateline, start: at + dateline.start, end: at + dateline.end };
}
