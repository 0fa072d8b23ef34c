import { describe, expect, it } from "vitest";
import type { LearnedLayer } from "../categories/learned-layer.ts";
import { measureSpam, spamLesson, taughtScore } from "./taught.ts";

const nothing = { start: 0, end: 0 };
const lessonAt = (score: number) =>
  spamLesson(
    {
      score,
      hashes: Uint32Array.of(1, 2),
      passage: nothing,
      words: 100,
      repetition: 0,
      order: 0.3,
      known: 1,
    },
    { point: new Float32Array(0) },
  );
/** A layer that adds the same to whatever it sees. */
const layerOf = (shift: number): LearnedLayer => ({
  sections: ["spam"],
  dense: Float32Array.of(shift, 0),
  sparse: new Map(),
});

describe("what editors taught of spam", () => {
  it("leaves the score alone where they taught nothing", () => {
    expect(taughtScore(undefined, lessonAt(0.3))).toBe(0.3);
    expect(taughtScore(layerOf(0), lessonAt(0.3))).toBeCloseTo(0.3);
  });

  it("moves it down as taught, and believes less of what speaks for spam", () => {
    expect(taughtScore(layerOf(-1), lessonAt(0.7))).toBeLessThan(0.5);
    expect(taughtScore(layerOf(1.4), lessonAt(0.45))).toBeCloseTo(0.45);
    expect(taughtScore(layerOf(2), lessonAt(0.45))).toBeGreaterThan(0.5);
  });

  it.each([1000, -1000])(
    "never frees what the filter is sure of, nor holds what it finds harmless (%s)",
    (far) => {
      for (const score of [0.96, 0.999, 1])
        expect(taughtScore(layerOf(far), lessonAt(score))).toBeGreaterThan(0.5);
      for (const score of [0, 0.001, 0.04])
        expect(taughtScore(layerOf(far), lessonAt(score))).toBeLessThan(0.5);
    },
  );

  it("is measured by what would be held in vain", () => {
    const judged = [0.9, 0.2].flatMap((score) =>
      ["spam", "none"].map((chosen) => ({
        chosen,
        chances: new Map([
          ["spam", score],
          ["none", 1 - score],
        ]),
      })),
    );
    expect(measureSpam(judged)).toMatchObject({ decisions: 4, accuracy: 0.5, falsePositives: 1 });
  });
});
