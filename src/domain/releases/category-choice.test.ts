import { describe, expect, it } from "vitest";
import { chooseCategory } from "./category-choice.ts";

// "community" was merged into society.
const slugs = new Map([
  ["sports", "sports"],
  ["society", "society"],
  ["community", "society"],
]);
const scored = [
  { slug: "sports", score: 0.87654, evidence: ["regatta"] },
  { slug: "society", score: 0.1, evidence: [] },
];

describe("the section of a release", () => {
  it.each([
    [null, "sports", "the model's first where nothing was suggested"],
    ["society", "society", "the suggestion where it is plausible"],
    ["community", "society", "the section that the suggested one was merged into"],
    ["weather", "sports", "the model's first where the publication has no such section"],
  ])("suggested as %s is %s: %s", (suggested, chosen, _why) => {
    expect(chooseCategory(suggested, scored, slugs)).toBe(chosen);
  });

  it("is the model's first where the suggestion is far off", () => {
    const sure = [{ slug: "sports", score: 0.99, evidence: [] }];
    expect(chooseCategory("society", sure, slugs)).toBe("sports");
  });

  it("is the suggestion where the model has nothing to say", () => {
    expect(chooseCategory("society", [], slugs)).toBe("society");
  });

  it("is none where there is nothing to choose from", () => {
    expect(chooseCategory(null, [], slugs)).toBeNull();
  });
});
