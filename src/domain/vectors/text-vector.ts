/** What a text is about, as a point: the mean of its words' vectors, and that of its title or opening words. Pure. */

import type { FeatureReader } from "../categories/features.ts";
import type { WordVectors } from "./word-vectors.ts";

/** Where there is no title, so many words at the beginning say what one would. */
const openingWords = 25;

/** Numbers of a text's vector: one part for the whole, one for its title. */
export function textDimensions(vectors: WordVectors): number {
  return vectors.dimensions * 2;
}

/** Writes the vector of the text that the reader holds, each part brought to length 1, over `point`. */
export function locate(reader: FeatureReader, vectors: WordVectors, point: Float32Array): void {
  const { dimensions } = vectors;
  point.fill(0);
  const titleEnd = reader.titleWords > 0 ? reader.titleWords : openingWords;
  for (let word = 0; word < reader.wordCount; word += 1) {
    const hash = reader.wordHashes[word] ?? 0;
    vectors.addTo(point, 0, hash);
    if (word < titleEnd) vectors.addTo(point, dimensions, hash);
  }
  toUnit(point.subarray(0, dimensions));
  toUnit(point.subarray(dimensions));
}

function toUnit(part: Float32Array): void {
  const squares = part.reduce((sum, value) => sum + value * value, 0);
  if (squares === 0) return;
  const shrink = 1 / Math.sqrt(squares);
  for (let at = 0; at < part.length; at += 1) part[at] = (part[at] ?? 0) * shrink;
}
