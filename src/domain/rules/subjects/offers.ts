/** Telling whoever offers what is not printed from whoever quotes it, warns of it, seizes it or treats its victims. Pure. */

import { quotationsIn } from "../../source-text/quotations.ts";
import type { Range } from "../../source-text/source-text.ts";
import { anyOf, matchesOf } from "../reading/words.ts";
import type { ReleaseView } from "../view.ts";

/** Beyond this, nothing in a sentence bears on a term. */
const maxReach = 300;
/** So many different words of reporting are no accident: nothing is offered, whatever else the release says. */
const sureReport = 3;

const price = /[$£€]\s?\d|\d\s?(?:pounds|euros|dollars)\b/i;
const addressed = /\b(?:you|your|yours)\b/i;

export interface OfferWords {
  readonly reporting: readonly string[];
  readonly denials: readonly string[];
  readonly calls: readonly string[];
}

/** The places that stand in no quotation, in a sentence that neither reports nor denies. */
export function unreported<Place extends Range>(
  view: ReleaseView,
  places: readonly Place[],
  { reporting, denials }: Pick<OfferWords, "reporting" | "denials">,
): Place[] {
  if (places.length === 0) return [];
  const quoted = quotedIn(view);
  return places.filter((place) => {
    const sentence = sentenceOf(view.whole.text, place);
    const isQuoted = quoted.some(({ start, end }) => start <= place.start && place.end <= end);
    return !isQuoted && !has(sentence, reporting) && !has(sentence, denials);
  });
}

/** The places where a release speaks for itself: where nothing is reported, whoever is quoted sells as well. */
export function inOwnVoice<Place extends Range>(
  view: ReleaseView,
  places: readonly Place[],
  words: Pick<OfferWords, "reporting" | "denials">,
): Place[] {
  const { text } = view.whole;
  if (places.length === 0 || has(text, words.reporting)) return unreported(view, places, words);
  return places.filter((place) => !has(sentenceOf(text, place), words.denials));
}

/**
 * Whether a release that has terms of an offer makes one. Nobody has to prove it who reports nothing; beside a word of
 * reporting, an offer must speak to the reader or name a price, or its paragraph link or call to act.
 */
export function isOffered(
  view: ReleaseView,
  offers: readonly Range[],
  { reporting, calls }: OfferWords,
): boolean {
  const { text } = view.whole;
  const found = matchesOf(text, anyOf(reporting)).map(({ text: word }) => word.toLowerCase());
  const reports = new Set(found).size;
  if (reports === 0 || reports >= sureReport) return reports === 0;
  const shift = view.copy.headline.length + 2;
  return offers.some((offer) => {
    const start = text.lastIndexOf("\n", offer.start) + 1;
    const end = text.indexOf("\n", offer.end);
    const paragraph = text.slice(start, end < 0 ? undefined : end);
    const isLinked = view.body.links.some(
      (link) => link.start + shift >= start && (end < 0 || link.end + shift <= end),
    );
    const sentence = sentenceOf(text, offer);
    return isLinked || has(paragraph, calls) || price.test(sentence) || addressed.test(sentence);
  });
}

/** The quotations of headline and body, as places in both together. */
function quotedIn({ copy: { headline }, body }: ReleaseView): Range[] {
  const shift = headline.length + 2;
  return [
    ...quotationsIn(headline, [{ kind: "paragraph", start: 0, end: headline.length }]),
    ...body.quotations.map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  ];
}

function sentenceOf(text: string, { start, end }: Range): string {
  const before = text.slice(Math.max(0, start - maxReach), start);
  const from = Math.max(...[". ", "! ", "? ", "\n"].map((mark) => before.lastIndexOf(mark)));
  const behind = text.slice(end, end + maxReach);
  const stop = behind.search(/[.!?](?:\s|$)|\n/);
  return before.slice(from + 1) + text.slice(start, end) + (stop < 0 ? behind : behind.slice(0, stop));
}

function has(text: string, words: readonly string[]): boolean {
  const pattern = anyOf(words);
  pattern.lastIndex = 0;
  return pattern.test(text);
}
