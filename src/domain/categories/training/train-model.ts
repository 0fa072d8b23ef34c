/** From examples to the bytes of a model; the same examples always give the same bytes. Pure. */

import { locate, textDimensions } from "../../vectors/text-vector.ts";
import type { WordVectors } from "../../vectors/word-vectors.ts";
import { addDenseLogits, type DenseWeights } from "../dense.ts";
import type { Text } from "../feature-counter.ts";
import { FeatureReader } from "../features.ts";
import { writeModel } from "../model.ts";
import { type ReadingName, readings } from "../readings.ts";
import { type Blend, fitBlend, type HeldOut } from "./calibration.ts";
import {
  buildCorpus,
  buildVocabulary,
  type Corpus,
  type Example,
  usualLimits,
  type Vocabulary,
  type VocabularyLimits,
} from "./corpus.ts";
import { learnDense } from "./dense-regression.ts";
import { addLogits, learn, type Targets, usualPlan, type Weights } from "./logistic-regression.ts";
import { countWeights, sharpen } from "./naive-bayes.ts";

export interface TrainingChoices {
  readonly limits?: VocabularyLimits;
  /** How the examples are read, and texts by the model that learns from them; the lead where absent. */
  readonly reading?: ReadingName;
  /** Word vectors to learn about as well; the classifier then needs the same. */
  readonly vectors?: WordVectors | undefined;
  /** Where absent, fitted on every tenth example by a model of the others. */
  readonly blend?: Blend;
}

const heldOutEvery = 10;
/** Of few examples a tenth is too few to tell a good blend by, so several tenths are held out, one after the other. */
const tenthsOfFew = 5;
const few = 10_000;

/** Learns from all examples. @throws {Error} when they name fewer than two labels. */
export function trainModel(examples: readonly Example[], choices: TrainingChoices = {}): Uint8Array {
  const labels = [...new Set(examples.flatMap(({ target }) => Object.keys(target)))].sort();
  if (labels.length < 2) throw new Error("training needs examples of two labels or more");
  const { limits = usualLimits, reading = "lead", vectors } = choices;
  const manner = { limits, reading, vectors };
  const blend = choices.blend ?? fitOnHeldOut(examples, labels, manner);
  const { vocabulary, regression, bayes, dense } = learnAll(examples, labels, manner);
  const weights = mix(regression.weights, bayes.weights, blend.bayes, labels.length);
  const { hashes, scales } = vocabulary;
  return writeModel({
    labels,
    hashes,
    scales,
    weights,
    bias: regression.bias,
    dense: dense.map((weight) => weight * blend.dense),
    temperature: blend.temperature,
    reading,
  });
}

/** What all the models have in common that one training makes. */
interface Manner {
  readonly limits: VocabularyLimits;
  readonly reading: ReadingName;
  readonly vectors: WordVectors | undefined;
}

interface Learned {
  readonly vocabulary: Vocabulary;
  readonly regression: Weights;
  readonly bayes: Weights;
  /** Empty without vectors. */
  readonly dense: DenseWeights;
}

function learnAll(
  examples: readonly Example[],
  labels: readonly string[],
  { limits, reading, vectors }: Manner,
): Learned {
  const found = buildVocabulary(examples, limits, reading);
  const targets = targetsOf(examples, labels);
  const bayes = countWeights(buildCorpus(examples, found), targets, found.hashes.length);
  const vocabulary = { ...found, scales: sharpen(found.scales, bayes) };
  const corpus = buildCorpus(examples, vocabulary);
  return {
    vocabulary,
    regression: learn(corpus, targets, vocabulary.hashes.length, usualPlan),
    bayes,
    dense: vectors ? learnDense(pointsOf(examples, vectors, reading), targets) : new Float32Array(0),
  };
}

function pointsOf(texts: readonly Text[], vectors: WordVectors, reading: ReadingName): Float32Array[] {
  const reader = new FeatureReader(readings[reading]);
  return texts.map((text) => {
    const point = new Float32Array(textDimensions(vectors));
    reader.read(text);
    locate(reader, vectors, point);
    return point;
  });
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
function fitOnHeldOut(examples: readonly Example[], labels: readonly string[], manner: Manner): Blend {
  const tenths = Array.from({ length: examples.length < few ? tenthsOfFew : 1 }, (_, tenth) => tenth);
  return fitBlend(
    tenths.flatMap((tenth) => {
      const isHeldOut = (at: number) => at % heldOutEvery === tenth;
      const learned = learnAll(
        examples.filter((_, at) => !isHeldOut(at)),
        labels,
        manner,
      );
      return judgeAll(
        examples.filter((_, at) => isHeldOut(at)),
        learned,
        labels,
        manner.vectors,
      );
    }),
  );
}

function judgeAll(
  unseen: readonly Example[],
  learned: Learned,
  labels: readonly string[],
  vectors: WordVectors | undefined,
): HeldOut[] {
  const corpus = buildCorpus(unseen, learned.vocabulary);
  const points = vectors ? pointsOf(unseen, vectors, learned.vocabulary.reading) : [];
  return unseen.map(({ target }, text) => ({
    regression: logitsOf(corpus, text, learned.regression),
    bayes: logitsOf(corpus, text, learned.bayes),
    dense: denseLogitsOf(points[text], learned.dense, labels.length),
    label: labels.indexOf(likeliest(target)),
  }));
}

function logitsOf(corpus: Corpus, text: number, weights: Weights): Float64Array {
  const logits = Float64Array.from(weights.bias);
  addLogits(corpus, text, weights, logits);
  return logits;
}

function denseLogitsOf(point: Float32Array | undefined, weights: DenseWeights, width: number): Float64Array {
  const logits = new Float64Array(width);
  if (point) addDenseLogits(weights, point, logits);
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
