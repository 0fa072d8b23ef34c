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
 * Whether an ordinary word is in capitals: it is on the list of words that advertisements shout, or the
 * release writes it in small letters elsewhere and never again in capitals.
 */
export function isShouted(word: string, { copy, body, words }: ReleaseView, organization: string): boolean {
  const isName = copy.tickers.some((ticker) => ticker.endsWith(`:${word}`)) || organization.includes(word);
  if (isName || words.acronyms.includes(word)) return false;
  const small = word.toLowerCase();
  if (words.shouted.includes(small)) return true;
  return hasWord(body.text, small) && !hasWord(body.text, word);
}

/** Whether an exclamation mark at the end of a text is part of a name, such as "Yahoo!". */
export function endsWithName(text: string, names: readonly string[]): boolean {
  const small = text.toLowerCase();
  return names.some((name) => /\p{L}!$/u.test(name) && small.endsWith(name.toLowerCase()));
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/\p{L}/u.test(text.charAt(at - 1)) && !/\p{L}/u.test(text.charAt(at + word.length))) return true;
  }
  return false;
}
