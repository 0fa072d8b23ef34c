/** The words and phrases by which topics are told, and finding them in a text. Pure. */

import type { Topic } from "./media-topics.ts";

/** How often and where a term stands in a text. */
export interface Sighting {
  readonly qcode: string;
  readonly phrase: string;
  readonly words: number;
  count: number;
  readonly inTitle: boolean;
}

/**
 * Signs of each topic: its name, unless that means other things as often, and our own words.
 *
 * @param words as `models/topic-words.txt` keeps them
 */
export function termsOf(topics: readonly Topic[], words: string): Map<string, readonly string[]> {
  const own = new Map(words.split("\n").map((line) => [line.slice(0, 8), line.slice(9)] as const));
  return new Map(
    topics.map(({ qcode, name, parent }) => {
      const said = own.get(qcode.slice("medtop:".length)) ?? "";
      const isNoSign = said.startsWith("=") || parent === null;
      const names = isNoSign ? [] : name.replace(/\s*\(.*\)/, "").split("/");
      const phrases = [...names, ...said.replace("=", "").split(",")].map(fold).filter(Boolean);
      return [qcode, [...new Set(phrases)]];
    }),
  );
}

/** Finds the terms that it was made for. */
export class TermFinder {
  /** By phrase: the topics that it is a sign of. */
  private readonly topicsOf = new Map<string, string[]>();
  /** By first word: how many words the longest phrase has. */
  private readonly longest = new Map<string, number>();

  constructor(terms: ReadonlyMap<string, readonly string[]>) {
    for (const [qcode, phrases] of terms) {
      for (const phrase of phrases) {
        const words = phrase.split(" ");
        const first = words[0] ?? "";
        this.topicsOf.set(phrase, [...(this.topicsOf.get(phrase) ?? []), qcode]);
        this.longest.set(first, Math.max(this.longest.get(first) ?? 0, words.length));
      }
    }
  }

  find(title: string, text: string): Sighting[] {
    const found = new Map<string, Sighting>();
    const titleWords = wordsOf(title);
    const words = [...titleWords, ...wordsOf(text)];
    for (let at = 0; at < words.length; ) at += this.see(words, at, at < titleWords.length, found);
    return [...found.values()];
  }

  /** Takes the longest phrase that begins here, so that `art gallery` is no `gallery`; returns how far to go on. */
  private see(words: readonly string[], at: number, inTitle: boolean, found: Map<string, Sighting>): number {
    for (let length = this.longest.get(words[at] ?? "") ?? 0; length > 0; length -= 1) {
      const phrase = length === 1 ? (words[at] ?? "") : words.slice(at, at + length).join(" ");
      const topics = this.topicsOf.get(phrase);
      if (!topics) continue;
      for (const qcode of topics) note(found, { qcode, phrase, words: length, count: 1, inTitle });
      return length;
    }
    return 1;
  }
}

function note(found: Map<string, Sighting>, sighting: Sighting): void {
  const key = `${sighting.qcode} ${sighting.phrase}`;
  const before = found.get(key);
  if (before) before.count += 1;
  else found.set(key, sighting);
}

function fold(phrase: string): string {
  return wordsOf(phrase).join(" ");
}

/** In small letters, without possessive and plural endings. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}&]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []).map(singular);
}

function singular(word: string): string {
  const own = word.replace(/['’]s$/, "");
  if (own.length < 4 || !own.endsWith("s") || /(ss|us|is)$/.test(own)) return own;
  if (own.endsWith("ies")) return `${own.slice(0, -3)}y`;
  return /(ch|sh|x|ss|z)es$/.test(own) ? own.slice(0, -2) : own.slice(0, -1);
}
