import { describe, expect, it } from "vitest";
import { byteRange } from "./byte-range.ts";

describe("a range of ten bytes", () => {
  it.each([
    ["bytes=0-3", { start: 0, end: 3 }],
    ["bytes=4-", { start: 4, end: 9 }],
    ["bytes=9-9", { start: 9, end: 9 }],
    ["bytes=8-99999999999999999999", { start: 8, end: 9 }],
    ["bytes=-3", { start: 7, end: 9 }],
    ["bytes=-30", { start: 0, end: 9 }],
    ["bytes=10-", null],
    ["bytes=-0", null],
    ["bytes=5-4", undefined],
    ["bytes=0-1,3-4", undefined],
    ["bytes=-", undefined],
    ["lines=0-1", undefined],
    [undefined, undefined],
  ])("is read as the standard says: %s", (header, range) => {
    expect(byteRange(header, 10)).toEqual(range);
  });
});
