import { describe, expect, it } from "vitest";
import { compareWith } from "./compare.ts";
import { wordsOf } from "./words.ts";

const about = `About Fennick Foods. Fennick Foods has baked bread and cakes in Oxley since 1931 and employs two hundred
  people in three bakeries. It sells in its own eleven shops and through grocers in the whole county. The company is owned
  by its employees, who share what it earns at the end of each year. For more about Fennick Foods and its bakers, ask at
  any of the shops.`;
const appointment = (name: string, role: string, past: string, plan: string) =>
  `Fennick Foods names ${name} as ${role}
  Fennick Foods has appointed ${name} as ${role} with effect from the first of June. ${past} ${plan}
  “I have eaten this bread since I was a child,” said ${name}. ${about}`;
const first = appointment(
  "Dean Holloway",
  "head of baking",
  "Holloway comes from the mill at Westerby, where he led the night shift for nine years and brought back stone-ground rye.",
  "He will open a bakery in the old tram depot in spring and train eight apprentices there.",
);
const second = appointment(
  "Sarah Quill",
  "finance director",
  "Quill was treasurer of the county hospital after twelve years at an auditor in Marlhaven, and sits on the school board.",
  "She is to find the money for new ovens, and to put the pension fund on a footing that lasts.",
);
const unrelated = `Rovers take the cup after extra time
  The Rovers beat Oxley Town by three goals to two on Saturday in front of eleven hundred people at Mill Lane, and won the
  county cup for the first time in a generation. ${about}`;

const sketched = (text: string) => wordsOf(text).numbers;
const isCopyOf = (text: string, other: string, ...near: string[]) =>
  compareWith(sketched(text), [other, ...near].map(sketched))[0]?.isCopy;

const everyNth = (text: string, n: number) =>
  text
    .split(/\s+/)
    .map((word, at) => (at % n === n - 1 ? "indeed" : word))
    .join(" ");

describe("a copy", () => {
  it.each([
    ["word for word", first],
    ["with every eighth word changed", everyNth(first, 8)],
    ["with another headline", first.replace(/^.*\n/, "A new baker for Oxley\n")],
    [
      "with its sentences in another order",
      first
        .split(/(?<=\.) /)
        .reverse()
        .join(" "),
    ],
    ["cut after its news", first.slice(0, first.indexOf("About"))],
    ["with another paragraph at the end", `${first} ${unrelated.slice(0, 250)}`],
  ])("is told %s", (_how, text) => {
    expect(isCopyOf(text, first, unrelated)).toBe(true);
  });

  it("is told beside other copies of the same, which make no template of it", () => {
    expect(isCopyOf(first, everyNth(first, 9), everyNth(first, 7), first)).toBe(true);
  });
});

describe("another release", () => {
  it("is none for a template with other news", () => {
    expect(isCopyOf(second, first, unrelated)).toBe(false);
  });

  it("is none for the same last paragraph", () => {
    expect(isCopyOf(unrelated, first, second)).toBe(false);
  });

  it("is none for nothing", () => {
    expect(isCopyOf("", first)).toBe(false);
    expect(compareWith(sketched(first), [])).toEqual([]);
  });
});

it("costs no more than in proportion for the longest texts", () => {
  const long = Array.from({ length: 12_000 }, (_, at) => `word${at}`).join(" ");
  const likeness = compareWith(
    sketched(long),
    Array.from({ length: 30 }, () => sketched(long)),
  );
  expect(likeness.every(({ isCopy }) => isCopy)).toBe(true);
});
