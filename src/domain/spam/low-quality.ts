/** Text that nobody wrote for a reader: the same words over and over, or words in no order. Pure. */

import { HashIndex } from "../categories/hash-index.ts";
import { finish } from "../duplicates/words.ts";
import type { PassageReader } from "./passage-reader.ts";

export interface Quality {
  /** Of the body, without days, numbers and other words that say nothing of a subject. */
  readonly words: number;
  /** Part of the runs of three words that stood in the text before: 0 to 1. */
  readonly repetition: number;
  /**
   * How much better than by chance each word follows the one before it: 0.4 in prose, below 0 in words that were shuffled.
   * `null` where too few words are known to tell, as in another language.
   */
  readonly order: number | null;
  /** Part of its words that an English text may have: 0 to 1; `null` where there are too few to tell. */
  readonly known: number | null;
}

/** Of English releases and spam no less is known, of Welsh and Irish a quarter to a half. */
const leastEnglish = 0.55;
/** Fewer known words: not English, or a list of names. */
const leastKnown = 0.7;
const leastWords = 60;

/** What the words that the reader holds are like, of a text whose body begins at so many units. */
export function qualityOf(reader: PassageReader, bodyStart: number): Quality {
  const words = reader.wordHashes.subarray(0, reader.wordCount);
  const inBody = reader.starts.subarray(0, reader.wordCount).filter((start) => start >= bodyStart);
  const { written, knownWritten } = reader.cues;
  return {
    words: inBody.length,
    repetition: repetitionOf(words),
    order: orderOf(reader),
    known: written < leastWords ? null : knownWritten / written,
  };
}

/** Whether a text of which nobody could tell the language may be English. */
export function mayBeEnglish({ known }: Pick<Quality, "known">): boolean {
  return known === null || known >= leastEnglish;
}

function repetitionOf(words: Uint32Array): number {
  if (words.length < 3) return 0;
  const seen = new HashIndex(words.length);
  for (let at = 2; at < words.length; at += 1) {
    seen.add(pairOf(pairOf(words[at - 2] ?? 0, words[at - 1] ?? 0), words[at] ?? 0));
  }
  return 1 - seen.size / (words.length - 2);
}

function orderOf({ wordCount, cues: { written, knownWritten, fit, pairs } }: PassageReader): number | null {
  if (wordCount < leastWords || knownWritten < leastKnown * written) return null;
  return fit / Math.max(1, pairs);
}

/** Two neighbours as one number. */
function pairOf(first: number, second: number): number {
  return finish(Math.imul(first, 0x9e3779b1) ^ second);
}
