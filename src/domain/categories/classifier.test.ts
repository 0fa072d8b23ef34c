import { describe, expect, it } from "vitest";
import { readClassifier } from "./classifier.ts";
import type { Example } from "./training/corpus.ts";
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

  describe("trained to read whole", () => {
    const opening = "The paper has it all. ".repeat(80);
    const late = examples.map((example) => ({ ...example, title: "", text: `${opening}${example.text}` }));
    const days = examples.map(({ target }) => ({
      title: "",
      text: `It was on a ${"sports" in target ? "sunday" : "monday"}.`,
      target,
    }));
    const surest = (from: readonly Example[], text: string, reading: "lead" | "whole") =>
      readClassifier(trainModel(from, { reading })).classify({ title: "", text }, 1)[0];

    it("goes by what stands behind the lead", () => {
      const text = `${opening}${match.text}`;
      expect(surest(late, text, "whole")).toMatchObject({ slug: "sports", score: expect.closeTo(1, 1) });
      expect(surest(late, text, "lead")?.score).toBeCloseTo(0.5, 1);
    });

    it("goes by the days of the week, which are passed by in a lead", () => {
      const text = "Shut on a sunday";
      expect(surest(days, text, "whole")).toMatchObject({ slug: "sports", score: expect.closeTo(1, 1) });
      expect(surest(days, text, "lead")?.score).toBeCloseTo(0.5, 1);
    });
  });

  it("refuses a file that was cut short", () => {
    expect(() => readClassifier(bytes.subarray(0, -1))).toThrow("cut short");
  });
});
