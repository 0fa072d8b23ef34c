import { describe, expect, it } from "vitest";
import { readDocument } from "../read-document.ts";
import { type Block, splitLines, textOf } from "./block.ts";

const spansOf = (...spans: Block["spans"]): Block => ({ kind: "paragraph", level: 0, spans });

describe("a paragraph of several lines", () => {
  it("is parted with its setting, also where a line breaks amid words that are set alike", () => {
    const lines = splitLines(
      spansOf({ text: "One ", bold: true }, { text: "two\n\nthr" }, { text: "ee", italic: true }),
    );
    expect(lines.map(({ spans }) => spans)).toEqual([
      [{ text: "One ", bold: true }, { text: "two" }],
      [{ text: "thr" }, { text: "ee", italic: true }],
    ]);
    expect(lines.map(textOf)).toEqual(["One two", "three"]);
  });

  it("is read in time, though it has twenty thousand of them, each set otherwise", () => {
    const spans = Array.from({ length: 20_000 }, () => [{ text: "row", bold: true }, { text: "\n" }]).flat();
    const { headline } = readDocument([spansOf(...spans)], new Date("2026-05-04T12:00Z"));
    expect(headline).not.toBeNull();
  });
});
