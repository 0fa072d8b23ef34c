import { describe, expect, it } from "vitest";
import { countGraphemes, line, objectionTo, plainText } from "./text.ts";

const flag = "🏴󠁧󠁢󠁳󠁣󠁴󠁿";
const family = "👨‍👩‍👧‍👦";

describe("the length of a text", () => {
  it.each([
    ["🎉".repeat(300), 300],
    [family, 1],
    [flag, 1],
    ["e\u0301", 1],
    ["नमस्ते", 3],
    ["\r\n", 1],
    ["", 0],
  ])("is counted as a reader counts: %s", (text, count) => {
    expect(countGraphemes(text)).toBe(count);
  });

  it("lets 300 emoji pass where 300 characters are allowed", () => {
    expect(line(300).safeParse(family.repeat(300)).success).toBe(true);
  });

  it("refuses 301 and says how many are allowed", () => {
    const refused = line(300).safeParse("🎉".repeat(301));
    expect(refused.error?.issues[0]?.message).toBe("is longer than 300 characters");
  });

  it("is bounded in memory too, however few characters a reader would count", () => {
    expect(line(10).safeParse(`e${"\u0301".repeat(10_000)}`).success).toBe(false);
  });
});

describe("text that is taken in", () => {
  it("is trimmed, and composed to NFC", () => {
    expect(line(20).parse("  Cafe\u0301 \n")).toBe("Café");
  });

  it("ends its lines with line feeds, however they were ended", () => {
    expect(plainText(20).parse("a\rb\r\nc\n\rd\r")).toBe("a\nb\nc\n\nd");
  });

  it.each(["", "   ", "\u00a0\n"])("must not be empty: %j", (text) => {
    expect(plainText(10).safeParse(text).error?.issues[0]?.message).toBe("must not be empty");
  });

  it.each([
    ["\u0000", "contains a control character"],
    ["\u001b[31m", "contains a control character"],
    ["\u007f", "contains a control character"],
    ["\ud83c", "contains half of a surrogate pair"],
    ["\u202e", "contains a control that changes the direction of writing"],
    ["\u2066", "contains a control that changes the direction of writing"],
    ["\ufffe", "contains a code point that is no character"],
    ["\uffff", "contains a code point that is no character"],
  ])("is refused with %j in it", (bad, objection) => {
    expect(objectionTo(`Harbour${bad}wall`)).toBe(objection);
  });

  it.each(["می‌خواهم", family, "क्‍ष", "a\tb\nc\r\n", "naïve — “quoted”"])("may hold %j", (text) => {
    expect(objectionTo(text)).toBeUndefined();
  });

  it.each(["\n", "\r", "\u2028", "\u2029"])("is one line where one is asked for, without %j", (separator) => {
    expect(line(20).safeParse(`a${separator}b`).success).toBe(false);
    expect(plainText(20).safeParse(`a${separator}b`).success).toBe(true);
  });
});
