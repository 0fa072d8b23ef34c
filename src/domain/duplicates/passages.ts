/** The passages that two texts share, side by side. Pure. */

import { rangeOf, shinglesOf, type Words, wordsOf } from "./words.ts";

export interface Passage {
  readonly here: Excerpt;
  readonly there: Excerpt;
}

interface Excerpt {
  /** UTF-16 units of the text that was compared. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A run of fewer shingles is a phrase that anybody may use. */
const leastRun = 4;
const maxPassages = 20;

/**
 * What stands in both texts, in the order of the first, the longest twenty.
 *
 * @param shared of each shingle of the first text: whether it counts, as `compareWith` says
 */
export function passagesOf(text: string, other: string, shared: Uint8Array): Passage[] {
  const here = wordsOf(text);
  const there = wordsOf(other);
  const own = shinglesOf(here.numbers);
  const places = placesOf(shinglesOf(there.numbers));
  const runs: Run[] = [];
  let at = 0;
  while (at < own.length) {
    const run = shared[at] === 1 ? longestRun(own, at, places) : undefined;
    if (run && run.length >= leastRun) runs.push(run);
    at += Math.max(1, run?.length ?? 1);
  }
  return runs
    .sort((a, b) => b.length - a.length)
    .slice(0, maxPassages)
    .sort((a, b) => a.from - b.from)
    .map(({ from, to, length }) => ({
      here: excerpt(text, here, from, length),
      there: excerpt(other, there, to, length),
    }));
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

interface Places {
  readonly shingles: Uint32Array;
  readonly of: ReadonlyMap<number, readonly number[]>;
}

/** Of a shingle that comes again and again, the first few places suffice. */
const maxPlaces = 8;

function placesOf(shingles: Uint32Array): Places {
  const of = new Map<number, number[]>();
  shingles.forEach((shingle, at) => {
    const known = of.get(shingle);
    if (!known) of.set(shingle, [at]);
    else if (known.length < maxPlaces) known.push(at);
  });
  return { shingles, of };
}

function longestRun(own: Uint32Array, from: number, { shingles, of }: Places): Run | undefined {
  let best: Run | undefined;
  for (const to of of.get(own[from] ?? 0) ?? []) {
    let length = 1;
    while (
      from + length < own.length &&
      to + length < shingles.length &&
      own[from + length] === shingles[to + length]
    ) {
      length += 1;
    }
    if (!best || length > best.length) best = { from, to, length };
  }
  return best;
}

function excerpt(text: string, words: Words, first: number, length: number): Excerpt {
  const { start, end } = rangeOf(words, first, first + length - 1);
  return { start, end, text: text.slice(start, end) };
}
