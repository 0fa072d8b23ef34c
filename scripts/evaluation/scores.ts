/** Counting right answers. */

import { round } from "./clock.ts";

export interface Answer {
  readonly expected: string;
  readonly given: string;
  /** All that would have been right; undefined where the file does not say. */
  readonly accepted?: readonly string[] | undefined;
}

/** The share of `answers` that a test finds right, or 0 of none. */
export function shareOf<Item>(answers: readonly Item[], isRight: (answer: Item) => boolean): number {
  return round(answers.filter(isRight).length / Math.max(1, answers.length), 4);
}

/** Accuracy, F1 of each label that the file has, their mean, and accuracy by the lists of what is acceptable. */
export function scoreAnswers(answers: readonly Answer[]) {
  const labels = [...new Set(answers.map(({ expected }) => expected))].sort();
  const scores = labels.map((label) => f1(answers, label));
  const withList = answers.filter(({ accepted }) => accepted !== undefined);
  return {
    accuracy: shareOf(answers, ({ expected, given }) => expected === given),
    macroF1: round(scores.reduce((sum, score) => sum + score, 0) / Math.max(1, labels.length), 4),
    perClass: Object.fromEntries(labels.map((label, at) => [label, round(scores[at] ?? 0, 4)])),
    ...(withList.length > 0 && {
      acceptedAccuracy: shareOf(withList, ({ accepted, given }) => accepted?.includes(given) ?? false),
    }),
  };
}

function f1(answers: readonly Answer[], label: string): number {
  const expected = answers.filter((answer) => answer.expected === label).length;
  const given = answers.filter((answer) => answer.given === label).length;
  const both = answers.filter((answer) => answer.expected === label && answer.given === label).length;
  return (2 * both) / Math.max(1, expected + given);
}

/** The chance that a positive scores higher than a negative; a tie is half a chance. */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  const sorted = [...negatives].sort((a, b) => a - b);
  const below = (score: number, isBelow: (other: number) => boolean) => {
    let [from, to] = [0, sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (isBelow(sorted[middle] ?? score)) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  const wins = positives.reduce(
    (sum, score) => sum + below(score, (other) => other < score) + below(score, (other) => other <= score),
    0,
  );
  return wins / (2 * Math.max(1, positives.length * negatives.length));
}

/** The share of negatives that are taken for positives where so many of the positives are found. */
export function falseRateAtRecall(
  positives: readonly number[],
  negatives: readonly number[],
  recall: number,
): number {
  const sorted = [...positives].sort((a, b) => b - a);
  const threshold = sorted[Math.ceil(sorted.length * recall) - 1] ?? 0;
  return shareOf(negatives, (score) => score >= threshold);
}
