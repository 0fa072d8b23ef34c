import { describe, expect, it } from "vitest";
import { readClassifier } from "./classifier.ts";
import { trainModel } from "./training/train-model.ts";

const examples = Array.from({ length: 40 }, (_, at) =>
  at % 2 === 0
    ? { title: "Striker scores", text: `The football club won match ${at}.`, target: { sports: 1 } }
    : {
        title: "Bank reports",
        text: `The bank reported a profit in quarter ${at}.`,
        target: { business: 1 },
      },
);
const bytes = trainModel(examples);
const classifier = readClassifier(bytes);
const match = { title: "", text: "A football match at the club" };

describe("the categoriser", () => {
  it("names the category of a text like those it learned from", () => {
    expect(classifier.classify(match)[0]?.slug).toBe("sports");
  });

  it("shows words of the text as evidence, and none that carry grammar only", () => {
    const evidence = classifier.classify(match)[0]?.evidence ?? [];
    expect(evidence).toContain("football");
    expect(evidence).not.toContain("the");
  });

  it("gives scores that sum to 1 over all labels", () => {
    const scores = classifier.classify(match, classifier.labels.length).map(({ score }) => score);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 6);
  });

  it("answers as before after another text", () => {
    const before = classifier.classify(match);
    classifier.classify({ title: "Bank", text: "profit ".repeat(20_000) });
    expect(classifier.classify(match)).toEqual(before);
  });

  it.each(["", "İİİ", "\ud800", "日本語".repeat(3000), "$%".repeat(5000), "a".repeat(10_000)])(
    "has an answer for odd text %#",
    (text) => {
      expect(classifier.classify({ title: text, text }, 1)[0]?.score).toBeGreaterThan(0);
    },
  );

  it("learns the same bytes from the same examples", () => {
    expect(Buffer.from(trainModel(examples)).equals(bytes)).toBe(true);
  });

  it("refuses a file that was cut short", () => {
    expect(() => readClassifier(bytes.subarray(0, -1))).toThrow("cut short");
  });
});
