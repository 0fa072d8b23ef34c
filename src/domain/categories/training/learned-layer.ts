/** Learns a publication's layer from its editors' decisions, in steps small enough to do other work between. Pure. */

import { applyLayer, type LearnedLayer, type Lesson, wordValue } from "../learned-layer.ts";
import { seededRandom, shuffle } from "./random.ts";

/** A text and where an editor put it. */
export interface Decided {
  readonly lesson: Lesson;
  /** The place of the section among the layer's; -1 for one that there is no more. */
  readonly chosen: number;
  /** A change of the machine's choice counts more than its approval. */
  readonly weight: number;
}

const epochs = 20;
const step = 0.3;
const firstSquares = 0.5;
/** How strongly weights are drawn back to nothing, so that a few decisions change little. */
const pull = 0.002;
const seed = 20_261_126;

/** Yields after every decision that was looked at; returns the layer. */
export function* learnLayer(
  sections: readonly string[],
  decisions: readonly Decided[],
): Generator<void, LearnedLayer> {
  const width = sections.length + 1;
  const points = decisions[0]?.lesson.point.length ?? 0;
  const dense = new Float32Array((points + 1) * width);
  const sparse = new Map<number, Float32Array>();
  const squares = { dense: new Float32Array(dense.length).fill(firstSquares), sparse: new Map() };
  const order = Uint32Array.from(decisions.keys());
  const random = seededRandom(seed);
  const layer = { sections, dense, sparse };
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    for (const at of order) {
      const decided = decisions[at];
      if (decided) learnOne(layer, squares, decided);
      yield;
    }
  }
  return layer;
}

interface Squares {
  readonly dense: Float32Array;
  readonly sparse: Map<number, Float32Array>;
}

function learnOne(
  layer: LearnedLayer & { sparse: Map<number, Float32Array> },
  squares: Squares,
  one: Decided,
) {
  const { lesson, chosen, weight } = one;
  const errors = applyLayer(layer, lesson).map((share, of) => (share - (of === chosen ? 1 : 0)) * weight);
  const width = errors.length;
  for (let at = 0; at <= lesson.point.length; at += 1) {
    const value = at < lesson.point.length ? (lesson.point[at] ?? 0) : 1;
    const [from, to] = [at * width, (at + 1) * width];
    descend(layer.dense.subarray(from, to), squares.dense.subarray(from, to), errors, value);
  }
  const each = wordValue(lesson);
  for (const bucket of lesson.buckets) {
    descend(
      rowOf(layer.sparse, bucket, width, 0),
      rowOf(squares.sparse, bucket, width, firstSquares),
      errors,
      each,
    );
  }
}

function rowOf(rows: Map<number, Float32Array>, bucket: number, width: number, first: number): Float32Array {
  const row = rows.get(bucket) ?? new Float32Array(width).fill(first);
  rows.set(bucket, row);
  return row;
}

function descend(weights: Float32Array, squares: Float32Array, errors: Float64Array, value: number): void {
  for (let of = 0; of < weights.length; of += 1) {
    const slope = (errors[of] ?? 0) * value + pull * (weights[of] ?? 0);
    const square = (squares[of] ?? 0) + slope * slope;
    squares[of] = square;
    weights[of] = (weights[of] ?? 0) - (step * slope) / Math.sqrt(square);
  }
}
