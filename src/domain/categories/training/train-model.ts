/** From examples to the bytes of a model; the same examples always give the same bytes. Pure. */

import { writeModel } from "../model.ts";
import { type Blend, fitBlend } from "./calibration.ts";
import {
  buildCorpus,
  buildVocabulary,
  type Corpus,
  type Example,
  usualLimits,
  type Vocabulary,
  type VocabularyLimits,
} from "./corpus.ts";
import { addLogits, learn, type Targets, usualPlan, type Weights } from "./logistic-regression.ts";
import { countWeights } from "./naive-bayes.ts";

export interface TrainingChoices {
  readonly limits?: VocabularyLimits;
  /** Where absent, fitted on every tenth example by a model of the others. */
  readonly blend?: Blend;
}

const heldOutEvery = 10;

/** Learns from all examples. @throws {Error} when they name fewer than two labels. */
export function trainModel(examples: readonly Example[], choices: TrainingChoices = {}): Uint8Array {
  const labels = [...new Set(examples.flatMap(({ target }) => Object.keys(target)))].sort();
  if (labels.length < 2) throw new Error("training needs examples of two labels or more");
  const limits = choices.limits ?? usualLimits;
  const blend = choices.blend ?? fitOnHeldOut(examples, labels, limits);
  const { vocabulary, regression, bayes } = learnBoth(examples, labels, limits);
  const weights = mix(regression.weights, bayes.weights, blend.bayes, labels.length);
  const { hashes, scales } = vocabulary;
  return writeModel({
    labels,
    hashes,
    scales,
    weights,
    bias: regression.bias,
    temperature: blend.temperature,
  });
}

interface Learned {
  readonly vocabulary: Vocabulary;
  readonly regression: Weights;
  readonly bayes: Weights;
}

function learnBoth(
  examples: readonly Example[],
  labels: readonly string[],
  limits: VocabularyLimits,
): Learned {
  const vocabulary = buildVocabulary(examples, limits);
  const corpus = buildCorpus(examples, vocabulary);
  const targets = targetsOf(examples, labels);
  return {
    vocabulary,
    regression: learn(corpus, targets, vocabulary.hashes.length, usualPlan),
    bayes: countWeights(corpus, targets, vocabulary.hashes.length),
  };
}

function targetsOf(examples: readonly Example[], labels: readonly string[]): Targets {
  const width = labels.length;
  const shares = new Float32Array(examples.length * width);
  examples.forEach(({ target }, row) => {
    for (const [label, share] of Object.entries(target)) shares[row * width + labels.indexOf(label)] = share;
  });
  return { width, shares, weights: Float32Array.from(examples, ({ weight }) => weight ?? 1) };
}

/** In files sorted by label every tenth line is of every label, so no shuffling is needed. */
function fitOnHeldOut(
  examples: readonly Example[],
  labels: readonly string[],
  limits: VocabularyLimits,
): Blend {
  const known = examples.filter((_, at) => at % heldOutEvery !== 0);
  const unseen = examples.filter((_, at) => at % heldOutEvery === 0);
  const learned = learnBoth(known, labels, limits);
  const corpus = buildCorpus(unseen, learned.vocabulary);
  return fitBlend(
    unseen.map(({ target }, text) => ({
      regression: logitsOf(corpus, text, learned.regression),
      bayes: logitsOf(corpus, text, learned.bayes),
      label: labels.indexOf(likeliest(target)),
    })),
  );
}

function logitsOf(corpus: Corpus, text: number, weights: Weights): Float64Array {
  const logits = Float64Array.from(weights.bias);
  addLogits(corpus, text, weights, logits);
  return logits;
}

function likeliest(target: Example["target"]): string {
  return Object.keys(target).reduce((best, label) =>
    (target[label] ?? 0) > (target[best] ?? 0) ? label : best,
  );
}

/** Centred, so that a weight above 0 speaks for a label and one below speaks against it. */
function mix(regression: Float32Array, bayes: Float32Array, share: number, width: number): Float32Array {
  const mixed = regression.map((weight, at) => weight + share * (bayes[at] ?? 0));
  for (let row = 0; row < mixed.length; row += width) {
    const mean = mixed.subarray(row, row + width).reduce((sum, weight) => sum + weight, 0) / width;
    for (let at = row; at < row + width; at += 1) mixed[at] = (mixed[at] ?? 0) - mean;
  }
  return mixed;
}
