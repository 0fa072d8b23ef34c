import { describe, expect, it } from "vitest";
import { diverse, type Relative, relatedness } from "./relatedness.ts";

const relative = (given: Partial<Relative> = {}): Relative => ({
  id: "a",
  keywords: ["harbour", "council", "trawler", "halcyon"],
  category: "society",
  organizationId: "one",
  city: "Marlhaven",
  publishedAt: new Date("2026-11-01T00:00:00Z"),
  ...given,
});
const other = (given: Partial<Relative> = {}) =>
  relative({ id: "b", keywords: [], category: null, organizationId: "two", city: null, ...given });
const common = new Map([["council", 10_000]]);

describe("how much two articles have to do with each other", () => {
  it.each([
    ["a rare word more than a common one", { keywords: ["halcyon"] }, { keywords: ["council"] }],
    ["two words more than one", { keywords: ["halcyon", "trawler"] }, { keywords: ["halcyon"] }],
    ["their section", { category: "society" }, { category: "sports" }],
    ["their organisation", { organizationId: "one" }, {}],
    ["their place", { city: "Marlhaven" }, { city: "Oslo" }],
    [
      "their age",
      { publishedAt: new Date("2026-10-01T00:00:00Z") },
      { publishedAt: new Date("2025-10-01T00:00:00Z") },
    ],
  ])("follows from %s", (_what, nearer, farther) => {
    const own = relative();
    expect(relatedness(own, other(nearer), common)).toBeGreaterThan(relatedness(own, other(farther), common));
  });
});

describe("what is shown together", () => {
  it("has no story twice, nor the article's own, and no three of one organisation", () => {
    const told = (print: string, word: string, organizationId = "one") => ({
      print,
      organizationId,
      keywords: Array.from({ length: 4 }, (_, at) => `${word}${at}`),
    });
    const relatives = [
      told("own text", "x"),
      told("first", "a"),
      told("first again", "a", "two"),
      told("first", "z", "two"),
      told("second", "b"),
      told("third of the organisation", "c"),
      told("another's", "d", "two"),
      told("too many", "e", "three"),
    ];
    const shown = diverse({ print: "own text" }, relatives, 3);
    expect(shown.map(({ print }) => print)).toEqual(["first", "second", "another's"]);
  });
});
