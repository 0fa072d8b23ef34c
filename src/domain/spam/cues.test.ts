import { describe, expect, it } from "vitest";
import { hashOf } from "../categories/features.ts";
import { CueReader } from "./cues.ts";
import { PassageReader } from "./passage-reader.ts";
import { learnOrder } from "./training/learn-order.ts";
import { orderBytes } from "./word-order.ts";

const places = new Map(
  ["the", "of", "harbour", "wall", "town", "council"].map((word, at) => [hashOf(word), at]),
);
const known = { placeOf: (hash: number) => places.get(hash) ?? -1 };
const noOrder = new Int8Array(orderBytes);

/** The cues of the first word, without how it follows another. */
function cuesOf(text: string): number[] {
  const reader = new CueReader(known, noOrder);
  const end = text.search(/[^a-z]|$/i);
  reader.begin(text);
  reader.read(0, end, hashOf(text.slice(0, end).toLowerCase()));
  return [...reader.found.subarray(0, reader.length)];
}

describe("what a word shows beside its letters", () => {
  it.each([
    ["that a sign after it stands apart", "the ' s", "the's"],
    ["that it is not known", "tbe wall", "the wall"],
    ["that it is a name", "Harbour", "harbour"],
    ["that it is shouted", "WALL to", "Wall to"],
    ["that it is cried out", "wall!", "wall."],
  ])("is %s", (_what, text, other) => {
    expect(cuesOf(text)).not.toEqual(cuesOf(other));
  });

  it("is not a dash between words, other than as a sign of its own", () => {
    expect(cuesOf("wall - of")).not.toEqual(cuesOf("wall / of"));
  });
});

describe("the order of words", () => {
  it("fits in what is written as the texts are that it was learned from, and not in the same words shuffled", () => {
    const prose = "The wall of the harbour of the town of the council. ";
    const order = learnOrder([prose.repeat(20)], known);
    const reader = new PassageReader(known, order);
    const fitOf = (text: string) => {
      reader.read(text);
      return reader.cues.fit / reader.wordCount;
    };
    expect(fitOf(prose)).toBeGreaterThan(0.3);
    expect(fitOf("Of of wall the council the of harbour town the the")).toBeLessThan(0);
  });
});
