/** Names the category of a text, how sure it is, and the words that decided. Pure; the model comes in as bytes. */

import { locate, textDimensions } from "../vectors/text-vector.ts";
import type { WordVectors } from "../vectors/word-vectors.ts";
import { addDenseLogits } from "./dense.ts";
import { findEvidence } from "./evidence.ts";
import { FeatureCounter, type Text, toShares, weigh } from "./feature-counter.ts";
import { HashIndex } from "./hash-index.ts";
import { type LinearModel, readModel } from "./model.ts";
import { readings } from "./readings.ts";

export interface Scored {
  readonly slug: string;
  /** The chance that this is the category, by texts that training did not see. */
  readonly score: number;
  /** Up to five words or phrases of the text, in lower case, the weightiest first. */
  readonly evidence: string[];
}

export interface Classifier {
  readonly labels: readonly string[];
  /** Of the model: what is kept beside a decision, so that a later model can be told apart. */
  readonly version: string;
  /** The `top` likeliest labels, best first. Over all labels the scores sum to 1. */
  classify(text: Text, top?: number): Scored[];
  /** A text as the model sees it, which stands until it is shown the next. */
  look(text: Text): Look;
}

export interface Look {
  /** Of each label: its chance. */
  readonly shares: Float64Array;
  /** The features found and what each counts in this text; together of length 1. */
  readonly found: Uint32Array;
  readonly values: Float32Array;
  /** Where the text lies among the word vectors; empty without. */
  readonly point: Float32Array;
  /** The hashes of its words, in their order. */
  readonly words: Uint32Array;
  /** The words that spoke for a label. */
  evidenceOf(label: number): string[];
  /** The words of the text whose features weigh most. */
  explain(weightOf: (feature: number) => number): string[];
}

/**
 * A classifier from the bytes of a model file, with the word vectors that it was trained with, if with any.
 *
 * @throws {Error} when the bytes are no model, or not of these vectors
 */
export function readClassifier(bytes: Uint8Array, vectors?: WordVectors): Classifier {
  const model = readModel(bytes);
  if (vectors === undefined && model.dense.length === 0) return new LinearClassifier(model, undefined);
  const dimensions = vectors === undefined ? 0 : textDimensions(vectors);
  if (model.dense.length !== model.labels.length * (dimensions + 1)) {
    throw new Error(
      `a model of other word vectors: ${model.dense.length} numbers for ${dimensions} dimensions`,
    );
  }
  return new LinearClassifier(model, vectors);
}

class LinearClassifier implements Classifier {
  readonly labels: readonly string[];
  readonly version: string;
  private readonly model: LinearModel;
  private readonly counter: FeatureCounter;
  private readonly values: Float32Array;
  private readonly vectors: WordVectors | undefined;
  private readonly point: Float32Array;

  constructor(model: LinearModel, vectors: WordVectors | undefined) {
    this.model = model;
    this.vectors = vectors;
    this.point = new Float32Array(vectors === undefined ? 0 : textDimensions(vectors));
    this.labels = model.labels;
    this.version = model.version;
    const index = new HashIndex(model.hashes.length);
    for (const hash of model.hashes) index.add(hash);
    this.counter = new FeatureCounter(index, readings[model.reading]);
    this.values = new Float32Array(this.counter.found.length);
  }

  classify(text: Text, top = 3): Scored[] {
    const { model } = this;
    const { shares, evidenceOf } = this.look(text);
    return [...shares.keys()]
      .sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0))
      .slice(0, top)
      .map((label) => ({
        slug: model.labels[label] ?? "",
        score: shares[label] ?? 0,
        evidence: evidenceOf(label),
      }));
  }

  look(text: Text): Look {
    const { counter, model, values, point } = this;
    counter.count(text);
    const found = counter.found.subarray(0, counter.length);
    weigh(found, counter.counts, model.scales, values);
    const shares = toShares(this.logits(), model.temperature);
    const explain = (weightOf: (feature: number) => number) => this.explain(weightOf);
    const evidenceOf = (label: number) =>
      explain((feature) => model.weights[feature * shares.length + label] ?? 0);
    const words = counter.reader.wordHashes.subarray(0, counter.reader.wordCount);
    return { shares, found, values: values.subarray(0, counter.length), point, words, evidenceOf, explain };
  }

  private logits(): Float64Array {
    const { counter, model, values } = this;
    const logits = Float64Array.from(model.bias);
    const width = logits.length;
    for (let at = 0; at < counter.length; at += 1) {
      const value = values[at] ?? 0;
      const row = (counter.found[at] ?? 0) * width;
      for (let label = 0; label < width; label += 1) {
        logits[label] = (logits[label] ?? 0) + value * (model.weights[row + label] ?? 0);
      }
    }
    if (this.vectors !== undefined) {
      locate(counter.reader, this.vectors, this.point);
      addDenseLogits(model.dense, this.point, logits);
    }
    return logits;
  }

  /** Every occurrence of a feature adds its part of what the feature added. */
  private explain(weightOf: (feature: number) => number): string[] {
    const { counter, values } = this;
    const added = new Float32Array(counter.length);
    for (let place = 0; place < added.length; place += 1) {
      const weight = weightOf(counter.found[place] ?? 0);
      added[place] = (weight * (values[place] ?? 0)) / (counter.counts[place] ?? 1);
    }
    return findEvidence(counter, added);
  }
}
