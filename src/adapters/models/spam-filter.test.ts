import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadShippedSpamFilter } from "./spam-filter.ts";

interface Line {
  readonly kind: string;
  readonly title: string;
  readonly text: string;
}

/** Written to measure by, and not learned from. */
const file = new URL("../../../scripts/evaluation/todays-spam.jsonl", import.meta.url);
const lines: Line[] = readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));
const filter = await loadShippedSpamFilter();

describe("the spam filter that ships, on today's manners", () => {
  it.each([
    ["spam_as_release", 0.8, 1],
    ["spam_paragraph", 0.75, 1],
    ["oblique_as_release", 0.5, 1],
    ["oblique_paragraph", 0.5, 1],
    ["warning", 0, 0.2],
    ["honest", 0, 0],
  ])("holds of every %s at least %d and at most %d", (kind, least, most) => {
    const texts = lines.filter((line) => line.kind === kind);
    const held = texts.filter((text) => filter.read(text).score >= 0.5).length / texts.length;
    expect(held).toBeGreaterThanOrEqual(least);
    expect(held).toBeLessThanOrEqual(most);
  });
});

describe("the order of words, to the filter that ships", () => {
  const title = "Elm Park win league title with 7-wicket victory over Ashton";
  const report = `Elm Park Cricket Club won the league on Saturday when they beat Ashton by seven wickets at home.

Ashton were all out for 142, with Raj Patel taking 5 for 31. Elm Park reached 143 for three in the 38th over, Tom Wells making 67 not out.

"We've been second four times, so this is for everyone who stuck at it," said captain Lee Dunn. The presentation evening will be held at the pavilion on Friday 11 December at 7pm. Elm Park won 14 of their 18 matches.`;
  const orderOf = (text: string) => filter.read({ title, text }).order;

  it("makes sense in a report of a match, full of names and figures", () => {
    expect(orderOf(report)).toBeGreaterThan(0.04);
  });

  it("makes none in the words of that report by their alphabet", () => {
    expect(orderOf(report.split(/\s+/).toSorted().join(" "))).toBeLessThan(0.04);
  });
});
