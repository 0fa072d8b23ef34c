/** Examples as learning sees them: stretches of text, each the sums of its features. Pure. */

import { passageWords } from "../filter.ts";
import { slots } from "../model.ts";
import type { PassageReader } from "../passage-reader.ts";

export interface SpamExample {
  readonly text: string;
  readonly isSpam: boolean;
}

export interface Stretch {
  readonly slots: Uint32Array;
  readonly values: Float32Array;
  readonly isSpam: boolean;
  /** How many examples it counts for. */
  readonly weight: number;
}

/** Longer than what the filter looks at: an example is all of one kind. */
const stretchWords = passageWords * 1.5;

/** An example cut into stretches; a rest too short to say anything stays with what is before it. */
export function stretchesOf(reader: PassageReader, { text, isSpam }: SpamExample, weight = 1): Stretch[] {
  reader.read(text);
  const featuresOf = featuresByWord(reader);
  const stretches: Stretch[] = [];
  for (let from = 0; from < reader.wordCount; ) {
    const rest = reader.wordCount - from - stretchWords;
    const to = rest < stretchWords / 3 ? reader.wordCount : from + stretchWords;
    stretches.push({ ...stretchFrom(reader, featuresOf, from, to), isSpam, weight });
    from = to;
  }
  return stretches;
}

function featuresByWord(reader: PassageReader): number[][] {
  const featuresOf: number[][] = Array.from({ length: reader.wordCount }, () => []);
  for (let at = 0; at < reader.length; at += 1) featuresOf[reader.wordOf[at] ?? 0]?.push(at);
  return featuresOf;
}

function stretchFrom(
  reader: PassageReader,
  featuresOf: readonly number[][],
  from: number,
  to: number,
): Pick<Stretch, "slots" | "values"> {
  const shrink = 1 / Math.sqrt(to - from);
  const sums = new Map<number, number>();
  for (let word = from; word < to; word += 1) {
    for (const feature of featuresOf[word] ?? []) {
      const slot = (reader.hashes[feature] ?? 0) & (slots - 1);
      sums.set(slot, (sums.get(slot) ?? 0) + (reader.factors[feature] ?? 0) * shrink);
    }
  }
  return { slots: Uint32Array.from(sums.keys()), values: Float32Array.from(sums.values()) };
}
