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

/** The mulberry32 generator: quick to begin, for a few hundred draws. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return chanceFrom(() => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  });
}

/**
 * The sfc32 generator, for thousands of draws of each of many seeds. All seeds of mulberry32 are places on one circle of
 * 2³² numbers, so that of a hundred thousand texts every fifth would go on as another one does.
 */
export function wideChanceOf(seed: number): Chance {
  let [a, b, c, count] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88, 1];
  const next = () => {
    const drawn = (a + b + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return (drawn >>> 0) / 4_294_967_296;
  };
  // Seeds that are neighbours begin alike.
  for (let draw = 0; draw < 12; draw += 1) next();
  return chanceFrom(next);
}

function chanceFrom(next: () => number): Chance {
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
