/** A release as the rules look at it: read once, so that every rule stays small. Pure. */

import type { Copy } from "../releases/release.ts";
import { countWords, type Range, type SourceText, sourceText } from "../source-text/source-text.ts";
import { type Tokens, tokenized } from "./blocked/terms.ts";
import { datesIn, type WrittenDate } from "./reading/calendar.ts";
import type { TypedDateline } from "./reading/dateline.ts";
import { openingOf } from "./reading/opening.ts";
import type { Words } from "./reading/word-lists.ts";
import { blank } from "./reading/words.ts";
import type { Hit } from "./rule.ts";

export interface ReleaseView {
  readonly copy: Copy;
  readonly body: SourceText;
  /** The body's words without the standing matter that ends it: "About ...", contacts, legal notes. */
  readonly story: string;
  /** The story with every quotation blanked: what the organisation says in its own voice. */
  readonly prose: string;
  readonly wordCount: number;
  /** The dates in the body, as an English text writes them. */
  readonly dates: readonly WrittenDate[];
  /** The paragraph that opens the news. */
  readonly lead: Range;
  /** The dateline that was typed before it, and where in the body. */
  readonly typedDateline: TypedDateline | undefined;
  /** Headline and body, and their words, for whoever searches them for a list. */
  readonly whole: { readonly text: string; readonly tokens: Tokens };
  /** Its language as ISO 639-1: the one detected, or else the one declared; a false declaration hides nothing. */
  readonly language: string | undefined;
  readonly words: Words;
}

const standingMatter =
  /^(?:about (?:us$|the |[A-Z0-9])|(?:forward|cautionary)[ -]|safe harbou?r|disclaimer|(?:media |press |investor )?contacts?\b|for (?:more|further|media) |media (?:enquiries|inquiries)|notes? to editors?|#{3}|-\s?(?:30|ends?)\s?-|ends?$|read more)/i;

/** Reads the copy, of which the body was found to be in a language; everything else in the view follows from it. */
export function viewOf(copy: Copy, detectedLanguage: string | null, words: Words): ReleaseView {
  const body = sourceText(copy.body, copy.bodyFormat);
  const { blocks, text } = body;
  const last = blocks.findIndex(
    ({ start, end }, index) => index > 0 && standingMatter.test(text.slice(start, end)),
  );
  const story = text.slice(0, last > 0 ? blocks[last]?.start : undefined);
  const whole = `${copy.headline}\n\n${text}`;
  return {
    copy,
    body,
    story,
    prose: blank(
      story,
      body.quotations.filter(({ end }) => end <= story.length),
    ),
    wordCount: countWords(text),
    dates: datesIn(text),
    ...openingOf(body),
    whole: { text: whole, tokens: tokenized(whole) },
    language: (detectedLanguage ?? copy.language)?.toLowerCase().split("-")[0],
    words,
  };
}

/** A hit on a range of the body's readable text. */
export function inBody(
  view: ReleaseView,
  range: Range,
  rest: Omit<Hit, "pointer" | "span" | "evidence">,
): Hit {
  const evidence = view.body.text.slice(range.start, Math.min(range.end, range.start + 120));
  return { pointer: "/body", span: view.body.spanOf(range), evidence, ...rest };
}

/** A hit on a range of headline and body as `whole` has them. */
export function inWhole(
  view: ReleaseView,
  range: Range,
  rest: Omit<Hit, "pointer" | "span" | "evidence">,
): Hit {
  const { headline } = view.copy;
  if (range.start < headline.length) {
    return inField("/headline", headline, { ...range, end: Math.min(range.end, headline.length) }, rest);
  }
  const shift = headline.length + 2;
  return inBody(view, { start: range.start - shift, end: range.end - shift }, rest);
}

/** A hit on a range of a field without markup. */
export function inField(
  pointer: string,
  field: string,
  { start, end }: Range,
  rest: Omit<Hit, "pointer" | "span" | "evidence">,
): Hit {
  return { pointer, span: { start, end }, evidence: field.slice(start, end), ...rest };
}

/** The fields that are read as text, with the text; the body without markup. */
export function textsOf({ copy, body }: ReleaseView): string[] {
  return [copy.headline, copy.dek, copy.summary, body.text, copy.boilerplate].flatMap((text) => text ?? []);
}
