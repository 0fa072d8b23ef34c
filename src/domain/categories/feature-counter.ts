/** From text to counted features of one vocabulary, and to the vector that a linear model weighs. Pure. */

import { FeatureReader } from "./features.ts";
import type { HashIndex } from "./hash-index.ts";
import type { Reading } from "./readings.ts";

export interface Text {
  readonly title: string;
  readonly text: string;
}

/** Counts one text at a time; what `count` finds stands until the next `count`. */
export class FeatureCounter {
  readonly reader: FeatureReader;
  /** The occurrences in the reader that the vocabulary knows, and the place of each one's feature in `found`. */
  readonly known: Uint16Array;
  readonly placeOf: Uint16Array;
  knownCount = 0;
  /** The distinct features found, and how often; valid up to `length`. */
  readonly found: Uint32Array;
  readonly counts: Uint16Array;
  length = 0;

  private readonly index: HashIndex;
  /** Of each feature: its place in `found`, plus one; all zero between two texts. */
  private readonly places: Uint16Array;

  constructor(index: HashIndex, reading: Reading) {
    this.index = index;
    this.places = new Uint16Array(index.size);
    this.reader = new FeatureReader(reading);
    const { length } = this.reader.hashes;
    this.known = new Uint16Array(length);
    this.placeOf = new Uint16Array(length);
    this.found = new Uint32Array(length);
    this.counts = new Uint16Array(length);
  }

  count(text: Text): void {
    const { reader, known, index } = this;
    reader.read(text);
    this.length = 0;
    this.knownCount = 0;
    for (let at = 0; at < reader.length; at += 1) {
      const feature = index.find(reader.hashes[at] ?? 0);
      if (feature < 0) continue;
      known[this.knownCount] = at;
      this.placeOf[this.knownCount] = this.countOne(feature);
      this.knownCount += 1;
    }
    for (let at = 0; at < this.length; at += 1) this.places[this.found[at] ?? 0] = 0;
  }

  /** Its place in `found`. */
  private countOne(feature: number): number {
    const { counts, places } = this;
    let place = (places[feature] ?? 0) - 1;
    if (place < 0) {
      place = this.length++;
      this.found[place] = feature;
      counts[place] = 0;
      places[feature] = place + 1;
    }
    counts[place] = (counts[place] ?? 0) + 1;
    return place;
  }
}

const logs = Float32Array.from({ length: 256 }, (_, count) => 1 + Math.log(Math.max(1, count)));

/** What a feature met `count` times weighs; the tenth time says less than the second. */
function damp(count: number): number {
  return logs[Math.min(count, 255)] ?? 1;
}

/** Writes the values of counted features, as one vector of length 1, over the first of `values`. */
export function weigh(
  found: Uint32Array,
  counts: ArrayLike<number>,
  scales: Float32Array,
  values: Float32Array,
): void {
  let squares = 0;
  for (let at = 0; at < found.length; at += 1) {
    const value = damp(counts[at] ?? 0) * (scales[found[at] ?? 0] ?? 0);
    values[at] = value;
    squares += value * value;
  }
  const shrink = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let at = 0; at < found.length; at += 1) values[at] = (values[at] ?? 0) * shrink;
}

/** The share of each label: logits over the temperature, through the exponential, summing to 1. */
export function toShares(logits: Float64Array, temperature: number): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) largest = Math.max(largest, logit);
  let sum = 0;
  const shares = logits.map((logit) => {
    const share = Math.exp((logit - largest) / temperature);
    sum += share;
    return share;
  });
  return shares.map((share) => share / sum);
}
