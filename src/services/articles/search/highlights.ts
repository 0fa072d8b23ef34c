/** Where an article has what was searched for: its headline and a passage, as HTML with `<mark>`. */

import { Prisma } from "../../../db/generated/client.ts";
import { escapeHtml } from "../../../domain/escape-html.ts";

export interface Highlights {
  /** The headline; null when it has none of the words. */
  readonly headline: string | null;
  /** A passage or two of the text that have the words; where it has none, its beginning. */
  readonly snippet: string;
}

/** The same as PostgreSQL marks it, between characters that no text has. */
export interface Marked {
  readonly markedHeadline: string;
  readonly markedText: string;
}

const [start, stop] = ["\u{e000}", "\u{e001}"];
/** A passage is looked for in so many characters from the beginning. */
const maxRead = 5000;
const options = `StartSel=${start}, StopSel=${stop}, MaxFragments=2, MinWords=8, MaxWords=22, FragmentDelimiter=" … "`;

/** Columns of the tables `a` (articles) and `asked`, for the rows of a page. */
export const highlightColumns = Prisma.sql`
  ts_headline(search_config(a.language)::regconfig, a.headline, (select rank from asked),
    ${`StartSel=${start}, StopSel=${stop}, HighlightAll=true`}) as "markedHeadline",
  ts_headline(search_config(a.language)::regconfig, left(a.body_text, ${maxRead}), (select rank from asked), ${options})
    as "markedText"`;

/** The same columns where nobody asks. */
export const unmarked = Prisma.sql`'' as "markedHeadline", '' as "markedText"`;

/** Text of others is escaped first: of all that comes out, only the marks are markup. */
export function markedUp({ markedHeadline, markedText }: Marked): Highlights {
  return {
    headline: markedHeadline.includes(start) ? html(markedHeadline) : null,
    snippet: html(markedText),
  };
}

const pair = new RegExp(`${start}([^${start}${stop}]*)${stop}`, "g");
const single = new RegExp(`[${start}${stop}]`, "g");

function html(marked: string): string {
  return escapeHtml(marked).replace(pair, "<mark>$1</mark>").replace(single, "");
}
