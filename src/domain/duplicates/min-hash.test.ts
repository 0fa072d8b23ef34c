import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandCount, bandsOf } from "./min-hash.ts";
import { shinglesOf, wordsOf } from "./words.ts";

const numbers = (from: number, count: number) =>
  Uint32Array.from({ length: count }, (_, at) => Math.imul(from + at, 0x9e3779b1) >>> 0);

const sharedBands = (a: Uint32Array, b: Uint32Array) => {
  const bands = new Set(bandsOf(a));
  return bandsOf(b).reduce((count, key) => count + (bands.has(key) ? 1 : 0), 0);
};

describe("a sketch", () => {
  it("is the same for the same shingles in any order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(0xffffffff), { minLength: 1, maxLength: 300 }), (shingles) => {
        expect(bandsOf(Uint32Array.from(shingles).reverse())).toEqual(bandsOf(Uint32Array.from(shingles)));
      }),
      { numRuns: 30 },
    );
  });

  it("lets texts that share a quarter of their shingles find each other, nearly always", () => {
    // 400 shingles each, 160 of them the same: 160 of 640 are shared.
    const found = Array.from({ length: 200 }, (_, trial) =>
      sharedBands(numbers(trial * 10_000, 400), numbers(trial * 10_000 + 240, 400)),
    ).filter((shared) => shared > 0);
    expect(found.length).toBeGreaterThan(185);
  });

  it("keeps texts apart that share nothing", () => {
    const found = Array.from({ length: 200 }, (_, trial) =>
      sharedBands(numbers(trial * 10_000, 400), numbers(trial * 10_000 + 5000, 400)),
    ).filter((shared) => shared > 0);
    expect(found.length).toBeLessThan(4);
  });

  it("has as many bands for few shingles as for many, and none for none", () => {
    expect(bandsOf(numbers(1, 3))).toHaveLength(bandCount);
    expect(bandsOf(numbers(1, 5000))).toHaveLength(bandCount);
    expect(bandsOf(new Uint32Array(0))).toHaveLength(0);
  });
});

describe("shingles", () => {
  it("are the same in other case, accents, spacing and punctuation", () => {
    expect(shinglesOf(wordsOf("Café Zoë opens -- today!").numbers)).toEqual(
      shinglesOf(wordsOf("CAFE  ZOE, opens: today").numbers),
    );
  });

  it("are none for two words", () => {
    expect(shinglesOf(wordsOf("two words").numbers)).toHaveLength(0);
  });
});
