/** Words that look like a name with one letter wrong. Pure. */

import { type Match, matchesOf } from "./words.ts";

/**
 * The capitalised words of a text that differ from a name by one letter added, dropped, changed or swapped,
 * where the text also has the name itself; plurals and possessives are not misspellings.
 */
export function nearMisses(text: string, names: readonly string[]): NearMiss[] {
  const words = matchesOf(text, capitalised);
  return missesAmong(words, new Set(words.map(({ text: word }) => word)), names);
}

/**
 * The same of a headline, where the body has the name itself. In title case any word may have a capital, so one that the
 * body writes too is a word of its own.
 */
export function nearMissesInHeadline(headline: string, body: string, names: readonly string[]): NearMiss[] {
  const slips = missesAmong(matchesOf(headline, capitalised), new Set(names), names);
  if (slips.length === 0) return [];
  const written = new Set(body.match(/\p{L}+/gu));
  const isWord = (word: string) => written.has(word) || written.has(word.toLowerCase());
  return slips.filter(({ text, name }) => written.has(name) && !isWord(text));
}

const capitalised = /\p{Lu}(?<!\p{L}\p{Lu})\p{Ll}{3,}(?!\p{L})/gu;

type NearMiss = Match & { readonly name: string };

function missesAmong(words: readonly Match[], written: ReadonlySet<string>, names: readonly string[]) {
  return [...new Set(names)]
    .filter((name) => written.has(name))
    .flatMap((name) =>
      words.filter(({ text: word }) => isSlip(word, name)).map((word) => ({ ...word, name })),
    );
}

function isSlip(word: string, name: string): boolean {
  if (word === name || word[0] !== name[0] || `${word}s` === name || `${name}s` === word) return false;
  return Math.abs(word.length - name.length) <= 1 && isOneEdit(word, name);
}

function isOneEdit(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  const swapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return swapped || a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1);
}
