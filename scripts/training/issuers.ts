/** Which releases come from one hand. Issuers repeat themselves, and a model must not be praised for remembering them. */

import type { GoldLine } from "./sources.ts";

const phraseWords = 4;
/** Two releases with this many phrases in common share a template, not only a turn of speech. */
const sharedPhrases = 12;

/** Groups of releases that share a template, directly or through others; each release is in one. */
export function groupBySharedPhrases(lines: readonly GoldLine[]): GoldLine[][] {
  const groups: { lines: GoldLine[]; phrases: Set<string>[] }[] = [];
  for (const line of lines) {
    const phrases = phrasesOf(line);
    const joined = { lines: [line], phrases: [phrases] };
    for (const group of groups.filter((known) => known.phrases.some((other) => resemble(phrases, other)))) {
      joined.lines.push(...group.lines);
      joined.phrases.push(...group.phrases);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(joined);
  }
  return groups.map((group) => group.lines);
}

function phrasesOf({ title, text }: GoldLine): Set<string> {
  const words = `${title} ${text}`.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return new Set(words.slice(phraseWords - 1).map((_, at) => words.slice(at, at + phraseWords).join(" ")));
}

function resemble(phrases: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const phrase of phrases) if (others.has(phrase)) shared += 1;
  return shared >= sharedPhrases;
}
