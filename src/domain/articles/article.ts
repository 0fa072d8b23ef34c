/** From the copy of a release to what readers are shown of it. Pure. */

import { printDateline } from "../dateline.ts";
import type { Copy } from "../releases/release.ts";
import { openingOf } from "../rules/reading/opening.ts";
import { keywordsOf } from "../search/keywords.ts";
import { countWords, readableText, sourceText } from "../source-text/source-text.ts";
import { bodyHtml } from "./body-html.ts";
import { excerpt, summaryLength, teaserLength } from "./excerpt.ts";

/** The parts of an article that are made from its copy. */
export interface ArticleText {
  readonly headline: string;
  readonly dek: string | null;
  readonly summary: string;
  readonly teaser: string;
  readonly dateline: Copy["dateline"];
  readonly datelineText: string | null;
  readonly bodyHtml: string;
  readonly bodyText: string;
  readonly keywords: string[];
  readonly wordCount: number;
}

/** What readers are shown of a copy. A dateline typed into the body is taken out, since it is printed from the field. */
export function articleText(copy: Copy): ArticleText {
  const { body, dateline } = withoutTypedDateline(copy);
  const bodyText = readableText(body, copy.bodyFormat);
  const summary = copy.summary ?? excerpt(bodyText, summaryLength);
  return {
    headline: copy.headline,
    dek: copy.dek,
    summary,
    teaser: excerpt(copy.summary ?? copy.dek ?? bodyText, teaserLength),
    dateline,
    datelineText: dateline && printDateline(dateline),
    bodyHtml: bodyHtml(body, copy.bodyFormat),
    bodyText,
    keywords: keywordsOf(copy.headline, bodyText),
    wordCount: countWords(bodyText),
  };
}

/** How far into the source a typed dateline may begin, behind the tags that open the body. */
const openingUnits = 300;

function withoutTypedDateline({ body, bodyFormat, dateline }: Copy): Pick<Copy, "body" | "dateline"> {
  const read = sourceText(body, bodyFormat);
  const { typedDateline: typed } = openingOf(read);
  if (!typed) return { body, dateline };
  const words = read.text.slice(typed.start, typed.end);
  const at = body.indexOf(words);
  if (at < 0 || at > openingUnits) return { body, dateline };
  const rest = body.slice(at + words.length).trimStart();
  return { body: body.slice(0, at) + rest, dateline: dateline ?? { city: typed.city } };
}
