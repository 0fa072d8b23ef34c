import { describe, expect, it } from "vitest";
import { hashOf } from "../categories/features.ts";
import { readVectors, writeVectors } from "../vectors/word-vectors.ts";
import { logitOf, readSpamFilter } from "./filter.ts";
import { trainSpam } from "./training/train-spam.ts";

const meanings = { pills: [1, 0], tablets: [0.9, 0.1], council: [0, 1], library: [0.1, 0.9] };
const vectors = readVectors(
  writeVectors(Object.entries(meanings).map(([word, vector]) => ({ hash: hashOf(word), vector }))),
);
const council = "The council opened the library and the mayor thanked the builders of the town hall. ";
const examples = Array.from({ length: 60 }, (_, at) => ({
  text: at % 2 === 0 ? `Buy cheap pills now, offer ${at} ends tonight.` : `${council} It was day ${at}.`,
  isSpam: at % 2 === 0,
}));
const bytes = trainSpam(examples, { known: vectors });
const filter = readSpamFilter(bytes, vectors);

describe("the spam filter", () => {
  it("finds a passage of spam deep in a long text, and where it stands", () => {
    const before = council.repeat(400);
    const text = `${before}${"Buy cheap pills now, the offer ends tonight. ".repeat(8)}${council.repeat(400)}`;
    const { score, passage } = filter.read({ title: "News", text });
    expect(text.slice(passage.start, passage.end)).toContain("cheap pills");
    expect(filter.read({ title: "News", text: before }).score).toBeLessThan(score / 100);
  });

  it("learns the same bytes from the same examples, and refuses a file that was cut short", () => {
    expect(Buffer.from(trainSpam(examples, { known: vectors })).equals(bytes)).toBe(true);
    expect(() => readSpamFilter(bytes.subarray(0, -1), vectors)).toThrow("cut short");
  });

  it.each(["", "İİİ", "\ud800", "日本語".repeat(3000), "a".repeat(70_000)])(
    "has an answer for odd text %#",
    (text) => {
      const { score, passage } = filter.read({ title: text, text });
      expect(score).toBeGreaterThanOrEqual(0);
      expect(passage.end).toBeLessThanOrEqual(text.length);
    },
  );

  it("asks more of a longer text, up to the longest that were measured", () => {
    const blend = { passage: 1, whole: 0, length: 0.9, offset: 0 };
    const logitAt = (words: number) => logitOf({ passage: 1, whole: 0, words }, blend);
    expect(logitAt(400)).toBeLessThan(logitAt(100));
    expect(logitAt(4000)).toBe(logitAt(450));
  });
});
