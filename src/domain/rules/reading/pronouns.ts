/** First and second person in English, told from names and numerals. Pure. */

import { type Match, matchesOf } from "./words.ts";

export interface Pronoun extends Match {
  readonly person: "first" | "second";
}

const pronouns =
  /(?<![\p{L}\p{N}'’.@/-])(?:I|we|us|our|ours|my|me|you|your|yours)(?:[’'](?:m|re|ve|ll|d))?(?![\p{L}\p{N}@/-]|\.\p{L})/giu;

/** Roman numerals and letters that name: "Phase I", "Vitamin I", "I Street". */
const numeralBefore = /(?:\p{Lu}[\p{L}.]*|\d)\s$/u;

/**
 * The pronouns of first and second person in a text whose quotations and names are blanked. In prose, a capital
 * within a sentence marks a name ("Our Lady") and is left alone; in a title every word may have one.
 */
export function pronounsIn(text: string, style: "prose" | "title"): Pronoun[] {
  return matchesOf(text, pronouns).flatMap((match) => {
    const counts = /^I/i.test(match.text) ? isSpeaker(text, match) : isPronoun(text, match, style);
    const person = /^you/i.test(match.text) ? ("second" as const) : ("first" as const);
    return counts ? [{ ...match, person }] : [];
  });
}

function isSpeaker(text: string, { text: word, start, end }: Match): boolean {
  // Small, it is "to" in Welsh, "and" or "the" elsewhere, and a speaker's hardly ever.
  if (word.startsWith("i")) return false;
  if (word.length > 1) return true;
  const before = text.slice(Math.max(0, start - 20), start);
  return !numeralBefore.test(before) && /^\s(?:\p{Ll}|[’'])/u.test(text.slice(end, end + 2));
}

function isPronoun(text: string, { text: word, start }: Match, style: "prose" | "title"): boolean {
  // "US" is a country, and "ME" or "MY" in capitals a code.
  if (word.length > 1 && word === word.toUpperCase()) return false;
  if (style === "title" || /^\p{Ll}/u.test(word)) return true;
  return /(?:^|[.!?:]["”’)]?\s+|\n)$/u.test(text.slice(Math.max(0, start - 4), start));
}
