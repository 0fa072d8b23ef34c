/** Naive Bayes weights: what each feature says by itself. A little steadies logistic regression on short texts. Pure. */

import type { Corpus } from "./corpus.ts";
import type { Targets, Weights } from "./logistic-regression.ts";

/** Sightings that every feature is granted in every label, so that one text proves nothing. */
const grantedSightings = 0.3;

/** The logarithm of each feature's chance in a label, less its mean over the labels. */
export function countWeights(corpus: Corpus, targets: Targets, featureCount: number): Weights {
  const { width } = targets;
  const weights = countSightings(corpus, targets, featureCount);
  const totals = new Float64Array(width).fill(grantedSightings * featureCount);
  weights.forEach((sightings, at) => {
    totals[at % width] = (totals[at % width] ?? 0) + sightings;
  });
  for (let row = 0; row < weights.length; row += width) {
    let mean = 0;
    for (let label = 0; label < width; label += 1) {
      const chance = ((weights[row + label] ?? 0) + grantedSightings) / (totals[label] ?? 1);
      weights[row + label] = Math.log(chance);
      mean += Math.log(chance) / width;
    }
    for (let label = 0; label < width; label += 1) weights[row + label] = (weights[row + label] ?? 0) - mean;
  }
  return { weights, bias: new Float32Array(width) };
}

/** In how many texts of a label each feature occurs, by the texts' weights. */
function countSightings(corpus: Corpus, targets: Targets, featureCount: number): Float32Array {
  const { width, shares, weights } = targets;
  const sightings = new Float32Array(featureCount * width);
  for (let text = 0; text < corpus.size; text += 1) {
    const weight = weights[text] ?? 1;
    const counted = shares.subarray(text * width, (text + 1) * width).map((share) => share * weight);
    for (const feature of corpus.features.subarray(corpus.offsets[text], corpus.offsets[text + 1])) {
      addRow(sightings, feature * width, counted);
    }
  }
  return sightings;
}

function addRow(sums: Float32Array, from: number, row: Float32Array): void {
  for (let at = 0; at < row.length; at += 1) sums[from + at] = (sums[from + at] ?? 0) + (row[at] ?? 0);
}

/** At 1 what tells labels apart would drown the rest; at 0 rarity alone would count. */
const sharpness = 0.75;

/**
 * What each feature counts, times how far it tells the labels apart: the largest of its naive Bayes weights. What is
 * common in one label and rare in the others then has more of a text's length than what is everywhere.
 */
export function sharpen(scales: Float32Array, { weights }: Weights): Float32Array {
  const width = weights.length / Math.max(1, scales.length);
  return scales.map((scale, feature) => {
    const row = weights.subarray(feature * width, (feature + 1) * width);
    const largest = row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    return scale * largest ** sharpness;
  });
}
