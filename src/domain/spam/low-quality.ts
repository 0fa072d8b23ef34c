/** Text that nobody wrote for a reader: the same words over and over, or words in no order. Pure. */

import { HashIndex } from "../categories/hash-index.ts";
import { isFamiliar, pairOf } from "./familiar-pairs.ts";
import type { PassageReader } from "./passage-reader.ts";

export interface Quality {
  /** Of the body, without days, numbers and other words that say nothing of a subject. */
  readonly words: number;
  /** Part of the runs of three words that stood in the text before: 0 to 1. */
  readonly repetition: number;
  /**
   * How much more often neighbours are familiar with each other than words further apart: near 0 in words that were
   * shuffled, 0.3 in prose. `null` where too few words are known to tell, as in another language.
   */
  readonly order: number | null;
}

const distances = [5, 9, 14, 23];
/** Fewer familiar pairs among words that do not stand together: not English, or a list of names. */
const leastKnown = 0.12;
const leastWords = 60;

/** What the words that the reader holds are like, of a text whose body begins at so many units. */
export function qualityOf(reader: PassageReader, pairs: Uint8Array, bodyStart: number): Quality {
  const words = reader.wordHashes.subarray(0, reader.wordCount);
  const inBody = reader.starts.subarray(0, reader.wordCount).filter((start) => start >= bodyStart);
  return { words: inBody.length, repetition: repetitionOf(words), order: orderOf(words, pairs) };
}

function repetitionOf(words: Uint32Array): number {
  if (words.length < 3) return 0;
  const seen = new HashIndex(words.length);
  for (let at = 2; at < words.length; at += 1) {
    seen.add(pairOf(pairOf(words[at - 2] ?? 0, words[at - 1] ?? 0), words[at] ?? 0));
  }
  return 1 - seen.size / (words.length - 2);
}

function orderOf(words: Uint32Array, pairs: Uint8Array): number | null {
  if (words.length < leastWords) return null;
  const apart = distances.reduce((sum, distance) => sum + familiarAt(words, pairs, distance), 0);
  const known = apart / distances.length;
  return known < leastKnown ? null : familiarAt(words, pairs, 1) - known;
}

function familiarAt(words: Uint32Array, pairs: Uint8Array, distance: number): number {
  let familiar = 0;
  for (let at = distance; at < words.length; at += 1) {
    if (isFamiliar(pairs, pairOf(words[at - distance] ?? 0, words[at] ?? 0))) familiar += 1;
  }
  return familiar / Math.max(1, words.length - distance);
}
