import { describe, expect, it } from "vitest";
import { markEnd, markStart, passageEnd, passagesOf } from "./passages.ts";

/** As the database marks: `[word]`, with `|` between passages. */
const known = (text: string) =>
  text.replaceAll("[", markStart).replaceAll("]", markEnd).replaceAll("|", passageEnd);
const shown = (marked: string, text: string, most?: number) =>
  passagesOf(known(marked), text, most).map((passage) =>
    passage.marks.reduceRight(
      (all, { start, end }) => `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`,
      passage.text,
    ),
  );

describe("a marked passage", () => {
  it.each([
    ["the [cafe] at the quay", "the café at the quay", "the [café] at the quay"],
    ["[Hauser] am", "Häuser am", "[Häuser] am"],
    [" 港  の  [灯]  [台]  が ", "港の灯台が", "港の[灯台]が"],
    ["[fish] market", "fish market", "[fish] market"],
    ["the [fi]sh", "the ﬁsh", "the [ﬁ]sh"],
    ["[cafe]   bar", "café 😀 bar", "[café] 😀 bar"],
    ["the  [quiet] [lantern]  it's...", "the “quiet lantern” it’s…", "the “[quiet] [lantern]” it’s…"],
  ])("is shown as it was written: %s", (marked, text, expected) => {
    expect(shown(marked, text)).toEqual([expected]);
  });

  it("is the next of two that say the same", () => {
    expect(shown("[cafe] one|[cafe] one", "café one, cafè one")).toEqual(["[café] one", "[cafè] one"]);
  });

  it("is shown as it is known where it was not written so", () => {
    expect(shown("the   [cafe]", "the <b>café</b>")).toEqual(["the   [cafe]"]);
  });

  it("is cut round its first mark, and never through a character", () => {
    expect(shown("aaaaaaaaaa[bb]cccccccccc", "aaaaaaaaaabbcccccccccc", 8)).toEqual(["…aa[bb]cccc…"]);
    expect(shown("[b]😀😀😀", "b😀😀😀", 4)).toEqual(["[b]😀😀…"]);
  });
});
