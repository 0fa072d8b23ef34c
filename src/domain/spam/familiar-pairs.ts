/** Which words have been seen side by side, as a set of bits that may err towards yes (a Bloom filter). Pure. */

import { finish } from "../duplicates/words.ts";

/** The commonest 150,000 pairs fill an eighth of it: one strange pair in twenty passes for a familiar one. */
export const pairBytes = 2 ** 17;
const mask = pairBytes * 8 - 1;

/** Two neighbours as one number. */
export function pairOf(first: number, second: number): number {
  return finish(Math.imul(first, 0x9e3779b1) ^ second);
}

export function addPair(bits: Uint8Array, pair: number): void {
  for (const bit of [pair & mask, finish(pair ^ 0x3c6ef372) & mask]) {
    bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
}

export function isFamiliar(bits: Uint8Array, pair: number): boolean {
  return has(bits, pair & mask) && has(bits, finish(pair ^ 0x3c6ef372) & mask);
}

function has(bits: Uint8Array, bit: number): boolean {
  return ((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}
