import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corrected, searchGroups, wantedWords } from "./search-terms.ts";

const term = (word: string, more = {}) => ({ any: [word], not: false, prefix: false, ...more });

describe("what is typed into a search", () => {
  it.each([
    ["harbour boats", [[term("harbour"), term("boats")]]],
    ['"old quay" -market', [[term("old quay"), term("market", { not: true })]]],
    ['boats -"old quay" or nets', [[term("boats"), term("old quay", { not: true })], [term("nets")]]],
    ["harbour-master", [[{ ...term("harbour-master"), any: ["harbour-master", "harbour master"] }]]],
    ["-covid-19 2026-27", [[term("covid-19", { not: true }), term("2026-27")]]],
    ["harb*", [[term("harb", { prefix: true })]]],
    ["h*", [[term("h")]]],
    [
      "“old quay” -„fish market“ or «nets»",
      [[term("old quay"), term("fish market", { not: true })], [term("nets")]],
    ],
    ['"left open', [[term("left open")]]],
    ["-market", []],
    ["or OR or", []],
  ])("means what it says: %s", (typed, groups) => {
    expect(searchGroups(typed)).toEqual(groups);
  });

  it("ends in a beginning while it is typed", () => {
    expect(searchGroups("old har", true)).toEqual([[term("old"), term("har", { prefix: true })]]);
    expect(searchGroups("old harbour ", true)).toEqual([[term("old"), term("harbour")]]);
    expect(searchGroups('"old quay"', true)).toEqual([[term("old quay")]]);
  });

  it("is never too odd to be read", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (typed) => {
        for (const terms of searchGroups(typed, true)) expect(terms.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("a slip of the keys", () => {
  it("is put right where it was made, and nowhere else", () => {
    expect(wantedWords(searchGroups('habrour "old qay" -mraket tow*'))).toEqual(["habrour"]);
    expect(corrected("habrour -habrour habrours", new Map([["habrour", "harbour"]]))).toBe(
      "harbour -harbour habrours",
    );
  });
});
