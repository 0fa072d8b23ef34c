/**
 * A sketch by which similar texts find each other: one-permutation MinHash (Li, Owen, Zhang 2012) with empty bins
 * filled by optimal densification (Shrivastava 2017), cut into bands. Pure.
 */

import { finish } from "./words.ts";

const bins = 128;
/**
 * Two texts that share a quarter of their shingles, as a copy with every fourth word changed does, share one of 64 bands
 * of two bins with a chance of 98 in 100; with three bins to a band it would be half.
 */
const rowsInBand = 2;
export const bandCount = bins / rowsInBand;
const empty = 0xffffffff;

/** One key per band, as a signed 32-bit number; none for a text without a shingle. */
export function bandsOf(shingles: Uint32Array): Int32Array {
  if (shingles.length === 0) return new Int32Array(0);
  const sketch = densify(leastInBins(shingles));
  return Int32Array.from({ length: bandCount }, (_, band) => {
    let key = band + 1;
    for (let row = 0; row < rowsInBand; row += 1) {
      key = Math.imul(key ^ (sketch[band * rowsInBand + row] ?? 0), 0x9e3779b1);
    }
    return finish(key) | 0;
  });
}

function leastInBins(shingles: Uint32Array): Uint32Array {
  const least = new Uint32Array(bins).fill(empty);
  for (const shingle of shingles) {
    const mixed = finish(shingle ^ 0x5bd1e995);
    const bin = mixed & (bins - 1);
    if (mixed < (least[bin] ?? 0)) least[bin] = mixed;
  }
  return least;
}

/** An empty bin takes what a full one holds, by a walk that is the same in every sketch. */
function densify(least: Uint32Array): Uint32Array {
  return least.map((value, bin) => {
    let found = value;
    for (let step = 1; found === empty && step < 10_000; step += 1) {
      found =
        least[finish(Math.imul(bin + 1, 0x27d4eb2f) ^ Math.imul(step, 0x165667b1)) & (bins - 1)] ?? empty;
    }
    return found;
  });
}
