/**
 * Multinomial logistic regression by stochastic gradient descent, a step size for each weight (AdaGrad). Pure, and
 * the same for the same seed.
 */

import { toShares } from "../feature-counter.ts";
import type { Corpus } from "./corpus.ts";
import { seededRandom, shuffle } from "./random.ts";

export interface Targets {
  readonly width: number;
  /** `shares[text * width + label]`; each row sums to 1. */
  readonly shares: Float32Array;
  /** Of each text: how much it counts. */
  readonly weights: Float32Array;
}

export interface Weights {
  /** `weights[feature * width + label]`. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface LearningPlan {
  readonly epochs: number;
  readonly step: number;
  /** Part of each target that goes to all labels alike: labels err, and no text is of one label only. */
  readonly smoothing: number;
  readonly seed: number;
}

export const usualPlan: LearningPlan = { epochs: 4, step: 1, smoothing: 0.15, seed: 20_250_101 };

/** What AdaGrad starts from; without it the first step of a rare feature would be a leap. */
const firstSquares = 1;
const biasStep = 0.02;

/** Adds a text's logits, as these weights see them, to `logits`. */
export function addLogits(corpus: Corpus, text: number, { weights }: Weights, logits: Float64Array): void {
  const width = logits.length;
  const end = corpus.offsets[text + 1] ?? 0;
  for (let at = corpus.offsets[text] ?? 0; at < end; at += 1) {
    const row = (corpus.features[at] ?? 0) * width;
    const value = corpus.values[at] ?? 0;
    for (let label = 0; label < width; label += 1) {
      logits[label] = (logits[label] ?? 0) + (weights[row + label] ?? 0) * value;
    }
  }
}

/** Learns weights for as many features as the corpus may name. */
export function learn(corpus: Corpus, targets: Targets, featureCount: number, plan = usualPlan): Weights {
  const { width } = targets;
  const learned = {
    weights: new Float32Array(featureCount * width),
    bias: new Float32Array(width),
  };
  const squares = new Float32Array(featureCount * width).fill(firstSquares);
  const order = Uint32Array.from({ length: corpus.size }, (_, text) => text);
  const random = seededRandom(plan.seed);
  for (let epoch = 0; epoch < plan.epochs; epoch += 1) {
    shuffle(order, random);
    const step = plan.step * (1 - epoch / (plan.epochs + 1));
    for (const text of order) {
      const errors = errorsOf(corpus, targets, text, learned, plan.smoothing);
      for (let label = 0; label < width; label += 1) {
        learned.bias[label] = (learned.bias[label] ?? 0) - biasStep * step * (errors[label] ?? 0);
      }
      descend(corpus, text, errors, learned.weights, squares, step);
    }
  }
  return learned;
}

/** By how much each label's share is too high, times what the text counts. */
function errorsOf(
  corpus: Corpus,
  { width, shares, weights }: Targets,
  text: number,
  learned: Weights,
  smoothing: number,
): Float64Array {
  const logits = Float64Array.from(learned.bias);
  addLogits(corpus, text, learned, logits);
  const weight = weights[text] ?? 1;
  return toShares(logits, 1).map((share, label) => {
    const target = (shares[text * width + label] ?? 0) * (1 - smoothing) + smoothing / width;
    return (share - target) * weight;
  });
}

function descend(
  corpus: Corpus,
  text: number,
  errors: Float64Array,
  weights: Float32Array,
  squares: Float32Array,
  step: number,
): void {
  const width = errors.length;
  const end = corpus.offsets[text + 1] ?? 0;
  for (let at = corpus.offsets[text] ?? 0; at < end; at += 1) {
    const row = (corpus.features[at] ?? 0) * width;
    const value = corpus.values[at] ?? 0;
    for (let label = 0; label < width; label += 1) {
      const slope = (errors[label] ?? 0) * value;
      const square = (squares[row + label] ?? 0) + slope * slope;
      squares[row + label] = square;
      weights[row + label] = (weights[row + label] ?? 0) - (step * slope) / Math.sqrt(square);
    }
  }
}
