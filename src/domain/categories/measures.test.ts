import { describe, expect, it } from "vitest";
import { gainOf, isBetter, type Judged, measure } from "./measures.ts";

/** Decisions for one section, with the chance that a model gave it of two. */
const judgedAt = (...chances: number[]): Judged[] =>
  chances.map((chance) => ({
    chosen: "sports",
    chances: new Map([
      ["sports", chance],
      ["politics", 1 - chance],
    ]),
  }));
const isBetterAt = (candidate: readonly number[], running: readonly number[]) => {
  const [judged, before] = [judgedAt(...candidate), judgedAt(...running)];
  return isBetter(measure(judged), measure(before), gainOf(judged, before));
};

describe("a candidate", () => {
  it("goes into service where it is better on each of the few that are held back", () => {
    expect(isBetterAt([0.9, 0.8, 0.9], [0.3, 0.4, 0.2])).toBe(true);
  });

  it.each([
    ["is better by a hair", [0.6, 0.56, 0.7, 0.4, 0.8, 0.3, 0.6], [0.6, 0.55, 0.7, 0.41, 0.8, 0.3, 0.6]],
    ["gains on one of many", [0.9, 0.6, 0.6, 0.6, 0.6, 0.6], [0.1, 0.6, 0.6, 0.6, 0.6, 0.6]],
    ["was tried on two", [0.9, 0.9], [0.3, 0.3]],
    ["is only less surprised of being wrong", [0.2, 0.15, 0.2], [0.02, 0.01, 0.02]],
    ["is right less often", [0.49, 0.9, 0.9, 0.9, 0.9], [0.51, 0.51, 0.51, 0.51, 0.51]],
    ["is sure and wrong more often", [0.29, 0.9, 0.9, 0.9, 0.9], [0.31, 0.4, 0.4, 0.4, 0.4]],
    ["is the same", [0.6, 0.6, 0.6], [0.6, 0.6, 0.6]],
  ])("stays out where it %s", (_, candidate, running) => {
    expect(isBetterAt(candidate, running)).toBe(false);
  });

  it("goes in by chance about one time in twenty at the most", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return 0.5 + (0.5 * seed) / 2 ** 31;
    };
    for (const decisions of [3, 7, 20, 60]) {
      const draw = () => Array.from({ length: decisions }, random);
      const chosen = Array.from({ length: 500 }, () => isBetterAt(draw(), draw())).filter(Boolean);
      expect(chosen.length).toBeLessThan(0.08 * 500);
    }
  });
});
