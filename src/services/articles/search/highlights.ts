/** Where an article has what was searched for: its headline and a passage, as HTML with `<mark>`. */

import { Prisma } from "../../../db/generated/client.ts";
import { escapeHtml } from "../../../domain/escape-html.ts";
import { markEnd, markStart, type Passage, passageEnd, passagesOf } from "../../../domain/search/passages.ts";

export interface Highlights {
  /** The headline; null when it has none of the words. */
  readonly headline: string | null;
  /** A passage or two of the text that have the words; where it has none, its beginning. */
  readonly snippet: string;
}

/** The same as PostgreSQL marks it in what it searches, and as it was written. */
export interface Marked {
  readonly markedHeadline: string;
  readonly writtenHeadline: string;
  readonly markedText: string;
  readonly writtenText: string;
}

/** A passage is looked for in so many characters from the beginning. */
const maxRead = 5000;
/** Of a passage: more than two dozen words of most languages have. */
const maxUnits = 240;
const marks = `StartSel=${markStart}, StopSel=${markEnd}`;
const options = `${marks}, MaxFragments=2, MinWords=8, MaxWords=22, FragmentDelimiter=${passageEnd}`;

/** Columns of the tables `a` (articles) and `asked`, for the rows of a page. */
export const highlightColumns = Prisma.sql`
  ts_headline(search_config(a.language)::regconfig, search_text(a.headline), (select rank from asked),
    ${`${marks}, HighlightAll=true`}) as "markedHeadline",
  ts_headline(search_config(a.language)::regconfig, search_text(left(a.body_text, ${maxRead})),
    (select rank from asked), ${options}) as "markedText",
  a.headline as "writtenHeadline", left(a.body_text, ${maxRead}) as "writtenText"`;

/** The same columns where nobody asks. */
export const unmarked = Prisma.sql`'' as "markedHeadline", '' as "markedText", '' as "writtenHeadline",
  '' as "writtenText"`;

/** Text of others is escaped: of all that comes out, only the marks are markup. */
export function markedUp(marked: Marked): Highlights {
  const headline = passagesOf(marked.markedHeadline, marked.writtenHeadline);
  return {
    headline: headline.some((passage) => passage.marks.length > 0) ? headline.map(html).join("") : null,
    snippet: passagesOf(marked.markedText, marked.writtenText, maxUnits).map(html).join(" … "),
  };
}

function html({ text, marks: spans }: Passage): string {
  let [written, from] = ["", 0];
  for (const { start, end } of spans) {
    written += `${escapeHtml(text.slice(from, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`;
    from = end;
  }
  return written + escapeHtml(text.slice(from));
}
