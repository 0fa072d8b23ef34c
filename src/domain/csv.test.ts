import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutFormulas } from "./csv.ts";

const dangerous = "=+-@＝＋－＠";

describe("a cell of a CSV file", () => {
  it.each([...dangerous, "\t", "\r"])("that begins with %j is text to a spreadsheet", (start) => {
    expect(withoutFormulas(`${start}1`)).toBe(`'${start}1`);
  });

  it.each([
    ["x;=1+1", "x;'=1+1"],
    ["x\t@SUM(A1)", "x\t'@SUM(A1)"],
    ["x\r\n-1", "x\r\n'-1"],
  ])("that holds a cell of another kind of file, %j, is made harmless there too", (text, cell) => {
    expect(withoutFormulas(text)).toBe(cell);
  });

  it.each(["", "Budget 2026", "a-b", "1 + 1 = 2", "me@star.example", "a, -1", '{"after":-1}'])(
    "that calculates nothing, %j, stays as it is",
    (text) => {
      expect(withoutFormulas(text)).toBe(text);
    },
  );

  it("calculates nothing wherever a spreadsheet parts it, and keeps every character", () => {
    const character = fc.constantFrom(...dangerous, ..."\t\r\n;,'\"a 1");
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
        const cell = withoutFormulas(text);
        const parts = cell.split(/[;\t\r\n]/);
        expect(parts.filter((part) => part !== "" && dangerous.includes(part[0] ?? ""))).toEqual([]);
        expect(cell.replaceAll("'", "")).toBe(text.replaceAll("'", ""));
      }),
    );
  });
});
