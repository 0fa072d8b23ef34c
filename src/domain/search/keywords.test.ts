import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keywordsOf } from "./keywords.ts";

describe("the telling words of a text", () => {
  it("begin with the headline's", () => {
    expect(keywordsOf("Lighthouse lamp returns", "The harbour master lit it.")[0]).toBe("lamp");
  });

  it("put what is said often before what is said once", () => {
    expect(keywordsOf("", "boats harbour boats")).toEqual(["boats", "harbour"]);
  });

  it("leave out what any text says", () => {
    expect(keywordsOf("What they said about their people", "would have been there")).toEqual([]);
  });

  it("leave out short words and digits", () => {
    expect(keywordsOf("A red 2027 sea", "")).toEqual([]);
  });

  it("are twelve at the most", () => {
    const words = Array.from({ length: 40 }, (_, at) => `harbour${String.fromCharCode(97 + (at % 26))}`);
    expect(keywordsOf(words.join(" "), "")).toHaveLength(12);
  });

  it("are letters in lower case alone, so that a search can be made of them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        for (const word of keywordsOf(text, text)) expect(word).toMatch(/^\p{L}{4,30}$/u);
      }),
    );
  });
});
