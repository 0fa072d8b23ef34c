import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerpt } from "./excerpt.ts";

describe("an excerpt", () => {
  it("is the whole text where that fits", () => {
    expect(excerpt("Boats\n come   home.", 40)).toBe("Boats come home.");
  });

  it("ends with the last sentence that fits", () => {
    expect(excerpt("The boats came home. The crowd cheered. The band played on and on.", 45)).toBe(
      "The boats came home. The crowd cheered.",
    );
  });

  it("keeps the quotation mark that closes a sentence", () => {
    expect(excerpt("“The boats came home.” The crowd cheered for a long time.", 30)).toBe(
      "“The boats came home.”",
    );
  });

  it("ends with a word and an ellipsis where no sentence fits", () => {
    expect(excerpt("The harbour master, who had waited all night, saw them first", 25)).toBe(
      "The harbour master, who…",
    );
  });

  it("leaves no comma before the ellipsis", () => {
    expect(excerpt("The harbour master, who had waited all night", 21)).toBe("The harbour master…");
  });

  it("does not take the point of an abbreviation for the end of a sentence", () => {
    expect(excerpt("The prize went to Mr. Okafor of the harbour office", 24)).toBe("The prize went to Mr…");
  });

  it("does not take the point in a number for the end of a sentence", () => {
    expect(excerpt("The whole repair cost £3.5 million in the end", 25)).toBe("The whole repair cost…");
  });

  it("does not end in the middle of a character", () => {
    expect(excerpt("🎉".repeat(100), 20)).toBe(`${"🎉".repeat(9)}…`);
  });

  it("holds no control character, which feeds could not carry", () => {
    expect(excerpt("The boats\u0001 came home.", 40)).toBe("The boats came home.");
  });

  it("is well-formed, on one line and no longer than asked for, whatever the text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.string({ unit: fc.constantFrom("a", " ", ".", ",", "🎉", "\n", "”"), maxLength: 400 }),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 300 }), (given, max) => {
        const short = excerpt(given, max);
        expect(short.isWellFormed()).toBe(true);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 500 },
    );
  });
});
