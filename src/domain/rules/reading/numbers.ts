/** Numbers in running English text, brought to one form. Pure. */

import { type Match, matchesOf } from "./words.ts";

export interface WrittenNumber extends Match {
  /** "1,200,000", "1.2 million" and "$1.2M" have the same; a percentage ends in "%". */
  readonly value: string;
  /** "Over 500" and "500+" need not be repeated to the digit. */
  readonly isRough: boolean;
  readonly isYear: boolean;
  /** Below ten and no sum or share: an episode, a score, a list. */
  readonly isSmall: boolean;
}

const scales: Record<string, number> = {
  ...{ k: 3, thousand: 3, m: 6, mn: 6, million: 6, b: 9, bn: 9, billion: 9, t: 12, trillion: 12 },
};
const pattern =
  /(?<![\p{L}\p{N}.,:/#-])[$£€]?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[ -]?(thousand|million|billion|trillion|bn|mn|[kmbt](?![a-z]))\b)?(\s?(?:%|percent\b|per cent\b))?(\+)?(?:st|nd|rd|th)?(?![\p{L}\p{N}])/giu;
const smallNumbers =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const ordinals =
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const amounts = new Map([
  ...[smallNumbers, ordinals].flatMap((words) =>
    words.map((word, amount): [string, number] => [word, amount]),
  ),
  ...tens.flatMap((word, at): [string, number][] => [
    [word, (at + 2) * 10],
    [word.replace(/y$/, "ieth"), (at + 2) * 10],
  ]),
]);
const small = [...smallNumbers, ...ordinals].join("|");
const belowHundred = `(?:${tens.join("|")})(?:[ -](?:${small}))?|${tens.join("|").replaceAll(/y\b/g, "ieth")}|${small}`;
const spelt = new RegExp(
  `\\b((?:(?:${belowHundred})[ -])?hundred(?:th)?(?:(?: and)? (?:${belowHundred}))?|${belowHundred})\\b(?:\\s(thousand|million|billion))?(\\s(?:percent|per cent))?`,
  "gi",
);

const roughly = /(?:over|than|nearly|almost|about|around|some|to|up|least|most|past|top|~|>)\s*$/i;

/** The numbers of a text; a year counts as one, and so does "three". */
export function numbersIn(text: string): WrittenNumber[] {
  const digits = matchesOf(text, pattern).map((match) =>
    numberOf(text, match, Number(match.groups[0]?.replaceAll(",", ""))),
  );
  const words = matchesOf(text, spelt).map((match) => ({
    ...numberOf(text, match, amountOf(match.groups[0] ?? "")),
    isRough: true,
  }));
  return [...digits, ...words];
}

/** "Two hundred and fiftieth" is 250. */
function amountOf(words: string): number {
  return words
    .toLowerCase()
    .split(/[ -]/)
    .reduce(
      (sum, word) => (word.startsWith("hundred") ? Math.max(1, sum) * 100 : sum + (amounts.get(word) ?? 0)),
      0,
    );
}

function numberOf(text: string, match: Match, amount: number): WrittenNumber {
  const [, scale, percent, plus] = match.groups;
  const exponent = scales[scale?.toLowerCase() ?? ""] ?? 0;
  // Scaling in decimals: 1.1 * 10 ** 6 is not 1100000 in binary.
  const value = `${Number(`${amount}e${exponent}`)}${percent ? "%" : ""}`;
  const before = text.slice(Math.max(0, match.start - 14), match.start);
  const isBare = /^\d+$/.test(match.text);
  return {
    ...match,
    value,
    isRough: plus === "+" || roughly.test(before),
    isYear: isBare && amount >= 1900 && amount < 2100,
    isSmall: amount < 10 && !/[$£€%]|[a-z]{3}/i.test(match.text),
  };
}
