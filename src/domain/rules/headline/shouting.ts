/** Which words in capitals shout, and which are acronyms, tickers or names. Pure. */

import { type Match, matchesOf } from "../reading/words.ts";
import type { ReleaseView } from "../view.ts";

/** The words of at least three letters that are all capitals. */
export function capitalWords(text: string): Match[] {
  return matchesOf(
    text,
    /\p{Lu}(?<![\p{L}\p{N}$#@&.-]\p{Lu})\p{Lu}{2,}(?![\p{L}\p{N}&-]|\.\p{L}|[’']\p{Lu})/gu,
  );
}

/**
 * Whether an ordinary word is in capitals: it is on the list of words that people shout, or the release writes it in
 * small letters elsewhere and never again in capitals.
 */
export function isShouted(word: string, view: ReleaseView, organization: string): boolean {
  if (isName(word, view, organization)) return false;
  const { text } = view.body;
  return isListed(word, view) || (hasWord(text, word.toLowerCase()) && !hasWord(text, word));
}

/** The same of a word in the body; one beside other capitals is of a heading or a name, and a short one an acronym. */
export function isShoutedInBody(word: Match, view: ReleaseView, organization: string): boolean {
  if (isName(word.text, view, organization)) return false;
  if (isListed(word.text, view)) return true;
  const { text } = view.body;
  const { text: capitals, start, end } = word;
  if (capitals.length < 4 || capitalAfter.test(text.slice(end, end + 12))) return false;
  if (capitalBefore.test(text.slice(Math.max(0, start - 12), start))) return false;
  return hasWord(text, capitals.toLowerCase()) && !hasWord(text, capitals, start);
}

const capitalBefore = /\p{Lu}{2}[^\p{L}]{0,3}$/u;
const capitalAfter = /^(?:[^\p{L}]{0,3}\p{Lu}{2}|\s\p{Lu})/u;

function isName(word: string, { copy, words }: ReleaseView, organization: string): boolean {
  const isTicker = copy.tickers.some((ticker) => ticker.endsWith(`:${word}`));
  return isTicker || organization.includes(word) || words.acronyms.includes(word);
}

function isListed(word: string, { words }: ReleaseView): boolean {
  return words.shouted.includes(word.toLowerCase());
}

/** Whether an exclamation mark at the end of a text is part of a name, such as "Yahoo!". */
export function endsWithName(text: string, names: readonly string[]): boolean {
  const small = text.toLowerCase();
  return names.some((name) => /\p{L}!$/u.test(name) && small.endsWith(name.toLowerCase()));
}

/** Whether the text has the word, other than at a place. */
function hasWord(text: string, word: string, except = -1): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at !== except && !/\p{L}/u.test(text.charAt(at - 1)) && !/\p{L}/u.test(text.charAt(at + word.length)))
      return true;
  }
  return false;
}
