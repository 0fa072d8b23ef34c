/** Chance that is the same again for the same seed: small, quick, and good enough to make up a newspaper. */

export interface Chance {
  /** From 0, below 1. */
  next(): number;
  /** A whole number from 0, below `limit`. */
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** An index of so many, the first ones much more often: as words and organisations are. */
  zipf(count: number): number;
  /** One of them, likewise. */
  often<Item>(items: readonly Item[]): Item;
}

/** The mulberry32 generator. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const zipf = (count: number) => Math.min(count - 1, Math.floor((count + 1) ** next() - 1));
  return {
    next,
    below,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    zipf,
    often: (items) => items[zipf(items.length)] as (typeof items)[number],
  };
}

/** A UUID of version 7 for a moment, of this chance alone. */
export function uuidAt(chance: Chance, at: number): string {
  const hex = (length: number) =>
    Array.from({ length: Math.ceil(length / 8) }, () =>
      Math.floor(chance.next() * 2 ** 32)
        .toString(16)
        .padStart(8, "0"),
    )
      .join("")
      .slice(0, length);
  const time = at.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${"89ab"[chance.below(4)]}${hex(3)}-${hex(12)}`;
}
