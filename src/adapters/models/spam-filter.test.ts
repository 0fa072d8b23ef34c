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
