/**
 * Pre-trained word vectors, pruned to the commonest words and rounded to 8 bits, and the file they are kept in. What a
 * word means here was learned from billions of words, so a text is understood by words that no example had. Pure;
 * little-endian.
 */

import { HashIndex } from "../categories/hash-index.ts";

const magic = 0x31565744;
const headerBytes = 12;
const steps = 127;

/** The commonest word first: a word's place stands for how common it is. */
export interface WordVectors {
  readonly dimensions: number;
  readonly size: number;
  /** Of each word: its hash. */
  readonly hashes: Uint32Array;
  /** Whether the word with this hash is known. */
  has(hash: number): boolean;
  /** How many commoner words there are than the one with this hash; -1 for one that is not known. */
  placeOf(hash: number): number;
  /** Adds the vector of the word with this hash, weighed by how rare it is; nothing for a word that is not known. */
  addTo(sum: Float32Array, offset: number, hash: number): void;
}

/** What is common says little: half the weight of the rarest at this place (smooth inverse frequency). */
const halfWeightAt = 300;

/** Takes in what `writeVectors` wrote. @throws {Error} when it is anything else. */
export function readVectors(bytes: Uint8Array): WordVectors {
  const header = new DataView(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headerBytes));
  if (bytes.length < headerBytes || header.getUint32(0, true) !== magic) throw new Error("not word vectors");
  const size = header.getUint32(4, true);
  const dimensions = header.getUint32(8, true);
  const expected = headerBytes + size * (8 + dimensions);
  if (bytes.length !== expected)
    throw new Error(`word vectors cut short: ${bytes.length} bytes of ${expected}`);
  // A copy of its own, because typed arrays need an offset that is a multiple of their unit.
  const body = new Uint8Array(bytes.subarray(headerBytes)).buffer;
  const hashes = new Uint32Array(body, 0, size);
  const scales = new Float32Array(body, size * 4, size);
  const values = new Int8Array(body, size * 8);
  const index = new HashIndex(size);
  for (const hash of hashes) index.add(hash);
  return {
    dimensions,
    size,
    hashes,
    has: (hash) => index.find(hash) >= 0,
    placeOf: (hash) => index.find(hash),
    addTo: (sum, offset, hash) => {
      const word = index.find(hash);
      if (word < 0) return;
      const factor = ((scales[word] ?? 0) * (word + 1)) / (word + 1 + halfWeightAt);
      const row = word * dimensions;
      for (let at = 0; at < dimensions; at += 1) {
        sum[offset + at] = (sum[offset + at] ?? 0) + factor * (values[row + at] ?? 0);
      }
    },
  };
}

/** The bytes of vectors, the commonest word first; words of one hash are kept once. */
export function writeVectors(
  words: readonly { readonly hash: number; readonly vector: ArrayLike<number> }[],
): Uint8Array {
  const distinct = [...new Map([...words].reverse().map((word) => [word.hash, word])).values()].reverse();
  const dimensions = distinct[0]?.vector.length ?? 0;
  const bytes = new Uint8Array(headerBytes + distinct.length * (8 + dimensions));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, distinct.length, true);
  view.setUint32(8, dimensions, true);
  distinct.forEach(({ hash, vector }, word) => {
    const largest = Array.from(vector).reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    view.setUint32(headerBytes + word * 4, hash, true);
    view.setFloat32(headerBytes + (distinct.length + word) * 4, largest / steps, true);
    const row = headerBytes + distinct.length * 8 + word * dimensions;
    for (let at = 0; at < dimensions; at += 1) {
      view.setInt8(row + at, Math.round(((vector[at] ?? 0) / largest) * steps));
    }
  });
  return bytes;
}
