/** Which words and phrases of a text spoke for a label, as a reader would recognise them. Pure. */

import type { FeatureCounter } from "./feature-counter.ts";
import { kinds } from "./features.ts";

const maxPhrases = 5;
/** What adds less than this part of what the strongest adds is not among the five; passing it by saves time. */
const leastPart = 0.1;

/** Words that carry grammar rather than subject; they may weigh, but they explain nothing. */
const emptyWords = new Set(
  `a about after all also an and any are as at be been before being but by can could did do does for from had has
  have he her here his how i if in into is it its just like may me more most my new no not now of on one or other our
  out over said says she should so some than that the their them then there these they this those through to too two
  under up us use very was we were what when where which while who whom why will with within would you your com
  www http https`.split(/\s+/),
);

/** A word, or a pair of neighbours: all its occurrences together. */
interface Candidate {
  readonly firstWord: number;
  readonly lastWord: number;
  score: number;
}

/**
 * The words and neighbouring pairs that added most, best first, each at most once and no word within two phrases.
 * `added` says what one occurrence of a feature added to the score of the label, by the feature's place in
 * `counter.found`. The character runs of a word count for the word.
 */
export function findEvidence(counter: FeatureCounter, added: Float32Array): string[] {
  const { reader, known, placeOf, knownCount } = counter;
  const words = new Float64Array(reader.wordCount);
  const pairs = new Float64Array(reader.wordCount);
  for (let at = 0; at < knownCount; at += 1) {
    const occurrence = known[at] ?? 0;
    const scores = reader.kindOf[occurrence] === kinds.pair ? pairs : words;
    const word = reader.wordOf[occurrence] ?? 0;
    scores[word] = (scores[word] ?? 0) + (added[placeOf[at] ?? 0] ?? 0);
  }
  return pick(counter, [...gather(counter, words, 0), ...gather(counter, pairs, 1)]);
}

/** Adds up the occurrences of the same word or pair; what spoke against the label, or hardly for it, falls away. */
function gather({ reader }: FeatureCounter, scores: Float64Array, wordsBefore: number): Candidate[] {
  const candidates = new Map<number, Candidate>();
  const hashOf = (word: number) => reader.wordHashes[word] ?? 0;
  const least = scores.reduce((largest, score) => Math.max(largest, score), 0) * leastPart;
  scores.forEach((score, word) => {
    if (score <= least) return;
    const key = hashOf(word) + (wordsBefore === 0 ? 0 : hashOf(word - 1) * 2 ** 20);
    const candidate = candidates.get(key);
    if (candidate) candidate.score += score;
    else candidates.set(key, { firstWord: word - wordsBefore, lastWord: word, score });
  });
  return [...candidates.values()];
}

function pick({ reader }: FeatureCounter, candidates: Candidate[]): string[] {
  const taken = new Set<string>();
  const phrases: string[] = [];
  for (const { firstWord, lastWord } of candidates.sort((a, b) => b.score - a.score)) {
    if (phrases.length === maxPhrases) break;
    const words: string[] = [];
    for (let at = firstWord; at <= lastWord; at += 1) {
      words.push(reader.source.slice(reader.starts[at], reader.ends[at]));
    }
    if (words.some((word) => taken.has(word) || explainsNothing(word))) continue;
    for (const word of words) taken.add(word);
    phrases.push(words.join(" "));
  }
  return phrases;
}

function explainsNothing(word: string): boolean {
  return word.length < 3 || emptyWords.has(word) || /^\d/.test(word);
}
