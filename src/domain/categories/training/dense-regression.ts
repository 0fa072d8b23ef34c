/** Multinomial logistic regression over dense vectors of few numbers, by stochastic gradient descent (AdaGrad). Pure. */

import { addDenseLogits, type DenseWeights } from "../dense.ts";
import { toShares } from "../feature-counter.ts";
import type { Targets } from "./logistic-regression.ts";
import { seededRandom, shuffle } from "./random.ts";

const epochs = 20;
const firstStep = 0.5;
const firstSquares = 0.1;
const seed = 20_260_401;

/** Learns from one vector per text, in the order of the targets. */
export function learnDense(points: readonly Float32Array[], targets: Targets): DenseWeights {
  const { width } = targets;
  const row = (points[0]?.length ?? 0) + 1;
  const weights = new Float32Array(width * row);
  const squares = new Float32Array(width * row).fill(firstSquares);
  const order = Uint32Array.from(points, (_, text) => text);
  const random = seededRandom(seed);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    const step = firstStep * (1 - epoch / (epochs + 1));
    for (const text of order) {
      const point = points[text] ?? new Float32Array(0);
      descend(weights, squares, point, errorsOf(weights, point, targets, text), step);
    }
  }
  return weights;
}

function errorsOf(weights: DenseWeights, point: Float32Array, targets: Targets, text: number): Float64Array {
  const logits = new Float64Array(targets.width);
  addDenseLogits(weights, point, logits);
  const counts = targets.weights[text] ?? 1;
  return toShares(logits, 1).map(
    (share, label) => (share - (targets.shares[text * targets.width + label] ?? 0)) * counts,
  );
}

function descend(
  weights: DenseWeights,
  squares: Float32Array,
  point: Float32Array,
  errors: Float64Array,
  step: number,
): void {
  const row = point.length + 1;
  errors.forEach((error, label) => {
    const from = label * row;
    for (let at = 0; at < row; at += 1) {
      const slope = error * (at < point.length ? (point[at] ?? 0) : 1);
      const square = (squares[from + at] ?? 0) + slope * slope;
      squares[from + at] = square;
      weights[from + at] = (weights[from + at] ?? 0) - (step * slope) / Math.sqrt(square);
    }
  });
}
