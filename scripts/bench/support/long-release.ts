/**
 * Long releases of made-up issuers: news of their own in the issuer's frame, above an "About" and a legal note that come
 * again. At 400 words two issuers share three of a hundred runs of three words, and two releases of one issuer every
 * fourth: more than real ones do, so that what they are looked for in is no emptier than it would be.
 */

import { type Chance, wideChanceOf } from "../../seed/random.ts";
import { grammar, type Rule } from "./grammar.ts";

export interface Issuer {
  readonly name: string;
  /** Sentences that stand in all its releases, with other words in their places. */
  readonly frame: readonly string[];
  /** Who it is, and a legal note that many have: the same in all its releases. */
  readonly closing: readonly string[];
}

export interface LongRelease {
  readonly headline: string;
  readonly paragraphs: readonly string[];
}

const sentencesInParagraph = 4;
const legalNotes = 6;
/** Numbers that no release has. */
const noteSeeds = 1 << 30;
/** Of the sentences, those that all newspapers of the coast use. */
const worn = 0.08;

/** The issuer with a number, the same whenever it is asked for; another name changes nothing else. */
export function issuerAt(number: number, givenName?: string): Issuer {
  const chance = wideChanceOf(~number);
  const ownName = say(chance, "{name} {firm}");
  const name = givenName ?? ownName;
  const frame = [
    `${name} {past} {what}, ${say(chance, "which {past} {number} {plural} {where}")}, {who} said {when}.`,
    `${say(chance, "The {adj} {noun} is part of a programme that {who} {past} {when}")}, and {number} {plural} {past} it.`,
    `“${say(chance, "We have {past} {what} {where}, and {whose} {noun} shows why it matters")},” said {person}. “{Sentence}”`,
    `${say(chance, "Photographs of the {noun} and a list of {plural}")} from {month} can be had {where}.`,
  ];
  const about = `${name} was founded ${say(chance, "{where}")}. ${sentences(chance, 3)}`;
  const legal = `This text was sent by its issuer. ${sentences(wideChanceOf(noteSeeds + (number % legalNotes)), 4)}`;
  return { name, frame, closing: [about, legal] };
}

/** A release with a number, of about so many words. */
export function longRelease({ name, frame, closing }: Issuer, number: number, words: number): LongRelease {
  const chance = wideChanceOf(number);
  const [lead = "", ...rest] = frame.map((sentence) => say(chance, sentence));
  const news = [lead];
  let left = words - countWords([lead, ...rest, ...closing]);
  while (left > 0) {
    const next = say(chance, chance.next() < worn ? "{phrase}" : "{sentence}");
    news.push(next);
    left -= countWords([next]);
  }
  // In the later half, below what is new, as in a form.
  const half = news.length / 2;
  rest.forEach((sentence, at) => {
    news.splice(Math.round(half + ((at + 1) * half) / rest.length) + at, 0, sentence);
  });
  const paragraphs = Array.from({ length: Math.ceil(news.length / sentencesInParagraph) }, (_, at) =>
    news.slice(at * sentencesInParagraph, (at + 1) * sentencesInParagraph).join(" "),
  );
  return {
    headline: say(chance, `${name} {past} the {adj} {noun} of {name} {where}`),
    paragraphs: [...paragraphs, ...closing],
  };
}

/** As an editor of another paper leaves it: one sentence in so many is gone, and one word in so many another. */
export function edited({ headline, paragraphs }: LongRelease, seed: number, oneIn: number): LongRelease {
  const chance = wideChanceOf(seed);
  const editWord = (word: string) =>
    chance.below(oneIn) === 0 && /^\p{Ll}+$/u.test(word) ? say(chance, "{adj}") : word;
  return {
    headline: headline.split(" ").map(editWord).join(" "),
    paragraphs: paragraphs.map((paragraph) =>
      paragraph
        .split(/(?<=\.”?) /)
        .filter((_, at) => at === 0 || chance.below(oneIn) > 0)
        .join(" ")
        .split(" ")
        .map(editWord)
        .join(" "),
    ),
  };
}

/** The text by which copies are told: the headline in a line of its own. */
export function textOf({ headline, paragraphs }: LongRelease): string {
  return `${headline}\n${paragraphs.join("\n\n")}`;
}

/** A text with words in its places; in a place with a capital they begin with one. */
function say(chance: Chance, text: string): string {
  return text
    .replaceAll(/\{(\w+)\}/g, (_, place: string) => {
      const rule = (place.charAt(0).toLowerCase() + place.slice(1)) as Rule;
      const said = say(chance, chance.pick<string>(grammar[rule]));
      return rule === place ? said : `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
    })
    .replaceAll(/\b([Aa]) (?=[aeiou])/g, "$1n ");
}

function sentences(chance: Chance, count: number): string {
  return Array.from({ length: count }, () => say(chance, "{sentence}")).join(" ");
}

function countWords(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.split(" ").length, 0);
}
