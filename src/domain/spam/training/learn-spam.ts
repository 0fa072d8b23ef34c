/**
 * Learning which features speak for spam: logistic regression over stretches of text, as the filter weighs them, with a step
 * size for each weight (AdaGrad). A text is judged by its worst passage, and a stretch taken at random is not that: so the
 * worst passages of honest texts are looked for and learned from besides, several times. The less they weigh, the less
 * spam passes below them. Pure, and the same for the same examples.
 */

import { seededRandom, shuffle } from "../../categories/training/random.ts";
import { PassageScorer } from "../filter.ts";
import { inSteps, slots } from "../model.ts";
import { type KnownWords, PassageReader } from "../passage-reader.ts";
import { type SpamExample, type Stretch, stretchesOf } from "./stretches.ts";

const seed = 20_250_101;
const epochs = 5;
const step = 1.5;
const biasStep = 0.02;
/** No text is of one kind only, and labels err. */
const smoothing = 0.02;
/** How often the worst passages are looked for, and how many stretches each counts for. */
const rounds = 3;
const weightOfWorst = 3;
/** What is learned after each of so many passes is averaged: what the last examples taught alone falls away. */
const quietPasses = 3;
const quietStep = step * 0.7;

/** The weight of each slot, and the bias. */
interface Learned {
  readonly weights: Float32Array;
  readonly bias: number;
}

export function learnSpam(examples: readonly SpamExample[], known: KnownWords, order: Int8Array): Learned {
  const reader = new PassageReader(known, order);
  const scorer = new PassageScorer(known, order);
  const stretches = examples.flatMap((example) => stretchesOf(reader, example));
  const honest = examples.filter(({ isSpam }) => !isSpam);
  const learner = new Learner();
  const average = new Average();
  for (let epoch = 0; epoch < epochs; epoch += 1) learner.pass(stretches, step * (1 - epoch / (epochs + 1)));
  for (let round = 0; round < rounds; round += 1) {
    for (const text of worstPassages(honest, learner, scorer)) {
      stretches.push(...stretchesOf(reader, { text, isSpam: false }, weightOfWorst));
    }
    learner.pass(stretches, step);
    average.add(learner);
  }
  for (let pass = 0; pass < quietPasses; pass += 1) {
    learner.pass(stretches, quietStep);
    average.add(learner);
  }
  return average.result();
}

function worstPassages(
  honest: readonly SpamExample[],
  { weights, bias }: Learned,
  scorer: PassageScorer,
): string[] {
  const model = { ...inSteps(weights), bias };
  return honest.map(({ text }) => {
    const { from, to } = scorer.score(text, model);
    return text.slice(from, to);
  });
}

class Learner implements Learned {
  readonly weights = new Float32Array(slots);
  bias = 0;
  private readonly squares = new Float32Array(slots).fill(1);
  private readonly random = seededRandom(seed);

  /** Learns from each once, in an order of its own. */
  pass(stretches: readonly Stretch[], size: number): void {
    const order = Uint32Array.from(stretches.keys());
    shuffle(order, this.random);
    for (const at of order) {
      const stretch = stretches[at];
      if (stretch) this.learn(stretch, size);
    }
  }

  private learn({ slots: found, values, isSpam, weight }: Stretch, size: number): void {
    const { weights, squares } = this;
    let logit = this.bias;
    for (let at = 0; at < found.length; at += 1) logit += (weights[found[at] ?? 0] ?? 0) * (values[at] ?? 0);
    const target = isSpam ? 1 - smoothing : smoothing;
    const error = weight * (1 / (1 + Math.exp(-logit)) - target);
    this.bias -= biasStep * size * error;
    for (let at = 0; at < found.length; at += 1) {
      const slot = found[at] ?? 0;
      const slope = error * (values[at] ?? 0);
      const square = (squares[slot] ?? 0) + slope * slope;
      squares[slot] = square;
      weights[slot] = (weights[slot] ?? 0) - (size * slope) / Math.sqrt(square);
    }
  }
}

/** What was learned at several times, made into one. */
class Average {
  private readonly weights = new Float32Array(slots);
  private bias = 0;
  private count = 0;

  add({ weights, bias }: Learned): void {
    this.count += 1;
    const part = 1 / this.count;
    this.bias += (bias - this.bias) * part;
    for (let slot = 0; slot < slots; slot += 1) {
      const before = this.weights[slot] ?? 0;
      this.weights[slot] = before + ((weights[slot] ?? 0) - before) * part;
    }
  }

  result(): Learned {
    return { weights: this.weights, bias: this.bias };
  }
}
