import { describe, expect, it } from "vitest";
import { type PlacedWord, readings } from "./flows.ts";

/** A line of a column, five points to a letter. */
const set = (texts: readonly string[], left: number, top: number): PlacedWord[] =>
  texts.map((text, at) => ({ text, left, right: left + text.length * 5, y: top - at * 14, size: 11 }));

/** The texts as they are read: each row from the top down, and columns behind the row that they follow. */
function read(words: readonly PlacedWord[]): string[] {
  const { words: main, beside } = readings(words);
  return main
    .toSorted((one, other) => other.y - one.y || one.left - other.left)
    .flatMap((word) => [word, ...(beside.get(word) ?? [])])
    .map(({ text }) => text);
}

const title = set(["Lanterns return to the basin, and with them five thousand boats of paper"], 64, 700);
const left = [
  "Five thousand boats will glow",
  "on the basin in January when",
  "the festival returns to town.",
];
const right = [
  "Each of them carries a wish,",
  "and all are collected by dawn",
  "to be folded again next year.",
];
const foot = set(["About the festival, which is a charity and has been one since the year 2011"], 64, 560);

describe("the words of a page", () => {
  it("are read column by column, between what stands across both", () => {
    const page = [...title, ...set(left, 64, 660), ...set(right, 320, 660), ...foot];
    expect(read(page)).toEqual(
      [...title, ...foot].flatMap(({ text }, at) => (at === 0 ? [text, ...left, ...right] : [text])),
    );
  });

  it("are read before what stands beside them and is shorter, on either side", () => {
    const aside = ["Contact: Jane Carter", "jane@x.example"];
    const onTheLeft = [...title, ...set(aside, 64, 660), ...set(left, 220, 660)];
    const onTheRight = [...title, ...set(left, 64, 660), ...set(aside, 320, 660)];
    const expected = [...title.map(({ text }) => text), ...left, ...aside];
    expect([read(onTheLeft), read(onTheRight)]).toEqual([expected, expected]);
  });

  it("are ordered by height where the head of the page was set last", () => {
    expect(read([...set(left, 64, 660), ...title])).toEqual([...title.map(({ text }) => text), ...left]);
  });

  it("stay in their rows where one column holds the labels of the other", () => {
    const [labels, values] = [
      set(["DATE:", "PHONE:"], 64, 660),
      set(["4 May 2026", "020 7946 0958"], 180, 660),
    ];
    expect(read([...labels, ...values])).toEqual(["DATE:", "4 May 2026", "PHONE:", "020 7946 0958"]);
  });

  it("stay in their rows where one column has the day and hour of release, so that it is read above the text", () => {
    const held = set(["Press release", "4 May 2027, 09:00 BST"], 320, 660);
    const page = [...title, ...set(left, 64, 660), ...held];
    expect(read(page).slice(1, 5)).toEqual([left[0], held[0]?.text, left[1], held[1]?.text]);
  });

  it("know how wide the lines of their column are", () => {
    const { edges } = readings([...title, ...set(left, 64, 660), ...set(right, 320, 660)]);
    expect([...edges].map(([{ text }, edge]) => [text, edge])).toEqual([
      ...left.map((text) => [text, 64 + 29 * 5]),
      ...right.map((text) => [text, 320 + 29 * 5]),
    ]);
  });
});
