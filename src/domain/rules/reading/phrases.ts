/** How often a text repeats its phrases. Pure. */

import type { Range } from "../../source-text/source-text.ts";
import type { Token } from "../blocked/terms.ts";

interface Phrase extends Range {
  readonly text: string;
  readonly times: number;
  /** Of all words, those that belong to the phrase. */
  readonly share: number;
}

/** Words that are part of no phrase worth counting: all short ones, and a few long ones. */
const passing = new Set(
  "that this with from have been were will their they which when more than also into about would could there these those other your said says such only most some over after between through while being where what each both very well many much like make made".split(
    " ",
  ),
);

/** The phrase of two neighbouring words that takes up most of a text. */
export function densestPhrase(words: readonly Token[]): Phrase | undefined {
  const counts = new Map<string, { times: number } & Range>();
  for (const [index, { folded, end }] of words.entries()) {
    const before = words[index - 1];
    if (!before || !isContent(folded) || !isContent(before.folded)) continue;
    const key = `${before.folded} ${folded}`;
    const known = counts.get(key);
    if (known) known.times += 1;
    else counts.set(key, { times: 1, start: before.start, end });
  }
  const [best] = [...counts].sort(([, a], [, b]) => b.times - a.times);
  return best && { text: best[0], ...best[1], share: (best[1].times * 2) / words.length };
}

function isContent(word: string): boolean {
  return word.length > 3 && !passing.has(word);
}
