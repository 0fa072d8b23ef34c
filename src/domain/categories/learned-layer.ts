/**
 * What a publication's editors taught: a layer over the chances that what ships gives to sections, or to spam, so thin
 * that it changes nothing where it knows nothing. Pure.
 */

import type { Look } from "./classifier.ts";
import { toShares } from "./feature-counter.ts";

/** Words fall into so many buckets; a local name has one of its own more often than not. */
const bucketBits = 14;
/** A chance of nothing would have a logarithm without an end. */
const leastChance = 0.002;

/** What the layer sees of a text. */
export interface Lesson {
  /** The chance of each section, and last that of none of them. */
  readonly chances: Float64Array;
  readonly point: Float32Array;
  /** The distinct buckets of its words. */
  readonly buckets: Uint16Array;
}

/** Rows of one number for each section and one for none. */
export interface LearnedLayer {
  /** Ids of the sections, in the order of the rows' numbers; of spam, its name alone. */
  readonly sections: readonly string[];
  /** A row for each number of the point, and a last one that always counts. */
  readonly dense: Float32Array;
  /** Of each bucket that it knows: its row. */
  readonly sparse: ReadonlyMap<number, Float32Array>;
}

export function lessonOf(look: Pick<Look, "words" | "point">, chances: Float64Array): Lesson {
  const buckets = new Set(Array.from(look.words, (hash) => hash >>> (32 - bucketBits)));
  return { chances, point: look.point.slice(), buckets: Uint16Array.from(buckets) };
}

/** The chances as the layer sees them, which for a layer of zeros are those that went in. */
export function applyLayer(layer: LearnedLayer, lesson: Lesson): Float64Array {
  const shifts = shiftsOf(layer, lesson);
  const logits = lesson.chances.map(
    (chance, of) => Math.log(Math.max(chance, leastChance)) + (shifts[of] ?? 0),
  );
  return toShares(logits, 1);
}

/** What the layer adds to the logit of each chance. */
export function shiftsOf(layer: LearnedLayer, lesson: Lesson): Float64Array {
  const { chances, point, buckets } = lesson;
  const width = chances.length;
  const shifts = new Float64Array(width);
  const addRow = (row: Float32Array, value: number) => {
    for (let of = 0; of < width; of += 1) shifts[of] = (shifts[of] ?? 0) + value * (row[of] ?? 0);
  };
  for (let at = 0; at <= point.length; at += 1) {
    addRow(layer.dense.subarray(at * width, (at + 1) * width), at < point.length ? (point[at] ?? 0) : 1);
  }
  const each = wordValue(lesson);
  for (const bucket of buckets) {
    const row = layer.sparse.get(bucket);
    if (row) addRow(row, each);
  }
  return shifts;
}

/** All words of a text together weigh the same, however many there are. */
export function wordValue({ buckets }: Lesson): number {
  return 1 / Math.sqrt(Math.max(1, buckets.length));
}

/** As bytes: how many rows of buckets there are, their buckets, the dense rows, the sparse ones. Little-endian. */
export function writeLayer({ dense, sparse }: LearnedLayer): Uint8Array {
  const numbers = [
    sparse.size,
    ...sparse.keys(),
    ...dense,
    ...[...sparse.values()].flatMap((row) => [...row]),
  ];
  return new Uint8Array(Float32Array.from(numbers).buffer);
}

/** @param sections those that it was learned for */
export function readLayer(bytes: Uint8Array, sections: readonly string[]): LearnedLayer {
  const numbers = new Float32Array(new Uint8Array(bytes).buffer);
  const width = sections.length + 1;
  const rows = numbers[0] ?? 0;
  const firstRow = numbers.length - rows * width;
  return {
    sections,
    dense: numbers.subarray(1 + rows, firstRow),
    sparse: new Map(
      Array.from(numbers.subarray(1, 1 + rows), (bucket, at) => [
        bucket,
        numbers.subarray(firstRow + at * width, firstRow + (at + 1) * width),
      ]),
    ),
  };
}
