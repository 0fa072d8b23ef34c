/** Words that sell, told from the phrases in which the same words do not. Pure. */

import type { Words } from "../reading/word-lists.ts";
import { anyOf, blank, type Match, matchesOf } from "../reading/words.ts";

/** The selling words in a text, such as "free", but not in "free concert" or "smoke-free". */
export function sellingWordsIn(text: string, words: Words): Match[] {
  const innocent = matchesOf(text, anyOf(words.sellingExceptions));
  return matchesOf(blank(text, innocent), anyOf(words.selling));
}
