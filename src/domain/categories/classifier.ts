/** Names the category of a text, how sure it is, and the words that decided. Pure; the model comes in as bytes. */

import { findEvidence } from "./evidence.ts";
import { FeatureCounter, type Text, toShares, weigh } from "./feature-counter.ts";
import { HashIndex } from "./hash-index.ts";
import { type LinearModel, readModel } from "./model.ts";

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
}

/** A classifier from the bytes of a model file. @throws {Error} when they are not one. */
export function readClassifier(bytes: Uint8Array): Classifier {
  return new LinearClassifier(readModel(bytes));
}

class LinearClassifier implements Classifier {
  readonly labels: readonly string[];
  readonly version: string;
  private readonly model: LinearModel;
  private readonly counter: FeatureCounter;
  private readonly values: Float32Array;

  constructor(model: LinearModel) {
    this.model = model;
    this.labels = model.labels;
    this.version = model.version;
    const index = new HashIndex(model.hashes.length);
    for (const hash of model.hashes) index.add(hash);
    this.counter = new FeatureCounter(index);
    this.values = new Float32Array(this.counter.found.length);
  }

  classify(text: Text, top = 3): Scored[] {
    const { counter, model, values } = this;
    counter.count(text);
    weigh(counter.found.subarray(0, counter.length), counter.counts, model.scales, values);
    const shares = toShares(this.logits(), model.temperature);
    return [...shares.keys()]
      .sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0))
      .slice(0, top)
      .map((label) => ({
        slug: model.labels[label] ?? "",
        score: shares[label] ?? 0,
        evidence: this.evidenceFor(label),
      }));
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
    return logits;
  }

  /** Every occurrence of a feature adds its part of what the feature added. */
  private evidenceFor(label: number): string[] {
    const { counter, model, values } = this;
    const width = model.labels.length;
    const added = new Float32Array(counter.length);
    for (let place = 0; place < added.length; place += 1) {
      const weight = model.weights[(counter.found[place] ?? 0) * width + label] ?? 0;
      added[place] = (weight * (values[place] ?? 0)) / (counter.counts[place] ?? 1);
    }
    return findEvidence(counter, added);
  }
}
