/** What a model learned about a text's vector. Pure. */

/** `weights[label * (dimensions + 1) + at]`; the last of a row is its bias. */
export type DenseWeights = Float32Array;

/** Adds the logits of one vector, as these weights see it, to `logits`. */
export function addDenseLogits(weights: DenseWeights, point: Float32Array, logits: Float64Array): void {
  const row = point.length + 1;
  for (let label = 0; label < logits.length; label += 1) {
    const from = label * row;
    let sum = weights[from + point.length] ?? 0;
    for (let at = 0; at < point.length; at += 1) sum += (weights[from + at] ?? 0) * (point[at] ?? 0);
    logits[label] = (logits[label] ?? 0) + sum;
  }
}
