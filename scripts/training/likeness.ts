/**
 * Learns how likeness becomes a chance: labels of the sets play sections that a publication adds, with a sentence and
 * some of their texts as examples, and the other texts are to be told theirs from the rest.
 */

import { join } from "node:path";
import { z } from "zod";
import type { Classifier } from "../../src/domain/categories/classifier.ts";
import type { Text } from "../../src/domain/categories/feature-counter.ts";
import { type LikenessModel, OwnSections, toUnit } from "../../src/domain/categories/own-sections.ts";
import type { Example } from "../../src/domain/categories/training/corpus.ts";
import { seededRandom, shuffle } from "../../src/domain/categories/training/random.ts";
import { round } from "../evaluation/clock.ts";
import { readLines } from "../evaluation/json-lines.ts";
import { headlineSections, releaseSections } from "./section-sentences.ts";

const line = z.object({ title: z.string().default(""), text: z.string(), label: z.string().nullable() });
type Line = z.output<typeof line>;

const stages = [
  { file: "pr_topics.jsonl", sections: releaseSections },
  { file: "huffpost2022.jsonl", sections: headlineSections },
  { file: "huffpost.jsonl", sections: headlineSections },
];
const exampleCounts = [0, 0, 1, 2, 3, 5, 8];
const textsOfOthers = 20;
const textsOfOwn = 100;
const exampleUnits = 700;

interface Pair {
  readonly label: string;
  readonly measures: readonly number[];
  readonly belongs: boolean;
}

/** The model, and how well it does on labels that it did not learn from. */
export function learnLikeness(classifier: Classifier, releases: readonly Example[], folder: string) {
  const places = placesOf(classifier, releases);
  const blank = { ...places, described: [], exampled: [] };
  const pairs = stages.flatMap(({ file, sections }) => {
    const lines = readLines(join(folder, file), line).filter(
      ({ label }) => label !== null && label in sections,
    );
    return exampleCounts.flatMap((count, round) => stage(classifier, blank, lines, sections, count, round));
  });
  const [described, exampled] = [pairs.filter(isDescribed), pairs.filter((pair) => !isDescribed(pair))];
  const model = {
    ...places,
    described: roundAll(fitWeights(described)),
    exampled: roundAll(fitWeights(exampled)),
  };
  return { model, report: { described: judge(described), exampled: judge(exampled) } };
}

function isDescribed({ measures }: Pair): boolean {
  return measures.at(-2) === 0;
}

/** The middle of all releases, and of each category's. */
function placesOf(classifier: Classifier, releases: readonly Example[]) {
  const looks = releases.map((text) => ({ point: wholeOf(classifier, text), target: text.target }));
  const centre = meanOf(looks.map(({ point }) => point));
  const known = classifier.labels.map((label) => {
    const own = looks.filter(({ target }) => (target[label] ?? 0) > 0.9);
    return roundAll(
      toUnit(meanOf(own.map(({ point }) => point)).map((value, at) => value - (centre[at] ?? 0))),
    );
  });
  return { centre: roundAll(centre), known };
}

/** The first half of a point is the whole text, the second its title. */
function wholeOf(classifier: Classifier, text: Text): Float32Array {
  const { point } = classifier.look(text);
  return point.slice(0, point.length / 2);
}

function meanOf(points: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(points[0]?.length ?? 0);
  for (const point of points) {
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (point[at] ?? 0) / points.length;
  }
  return sum;
}

const roundAll = (values: ArrayLike<number>) => Array.from(values, (value) => round(value, 4));

/** Every label once as a section, with `count` of its texts as examples. */
function stage(
  classifier: Classifier,
  blank: LikenessModel,
  lines: readonly Line[],
  sections: typeof releaseSections,
  count: number,
  seed: number,
): Pair[] {
  const order = Uint32Array.from(lines.keys());
  shuffle(order, seededRandom(seed + 1));
  const shuffled = Array.from(order, (at) => lines[at] as Line);
  const textsOf = (label: string) => shuffled.filter((line) => line.label === label);
  const shown = Object.entries(sections).map(([slug, [name, description]]) => {
    const examples = textsOf(slug).slice(0, count);
    return { slug, name, description, examples: examples.map(asExample) };
  });
  const own = new OwnSections(classifier, blank, shown);
  return Object.keys(sections).flatMap((label) =>
    textsOf(label)
      .slice(count, count + textsOfOwn)
      .flatMap((text, rank) =>
        own.measure(classifier.look(text)).flatMap((measures, at): Pair[] => {
          const belongs = shown[at]?.slug === label;
          return belongs || rank < textsOfOthers ? [{ label: shown[at]?.slug ?? "", measures, belongs }] : [];
        }),
      ),
  );
}

function asExample({ title, text }: Line): string {
  return `${title}\n${text}`.slice(0, exampleUnits);
}

/** A text of another label stands for as many as were passed by. */
const weightOf = ({ belongs }: Pair) => (belongs ? 1 : textsOfOwn / textsOfOthers);

/** Logistic regression by gradient descent, in an order that does not matter. */
function fitWeights(pairs: readonly Pair[]): Float64Array {
  const width = pairs[0]?.measures.length ?? 0;
  const weights = new Float64Array(width);
  const squares = new Float64Array(width).fill(1e-6);
  const total = pairs.reduce((sum, pair) => sum + weightOf(pair), 0);
  for (let step = 0; step < 400; step += 1) {
    const slopes = new Float64Array(width);
    for (const pair of pairs) {
      const error = (chance(pair, weights) - (pair.belongs ? 1 : 0)) * weightOf(pair);
      pair.measures.forEach((measure, at) => {
        slopes[at] = (slopes[at] ?? 0) + (error * measure) / total;
      });
    }
    slopes.forEach((slope, at) => {
      squares[at] = (squares[at] ?? 0) + slope * slope;
      weights[at] = (weights[at] ?? 0) - (2 * slope) / Math.sqrt(squares[at] ?? 1);
    });
  }
  return weights;
}

function chance({ measures }: Pair, weights: ArrayLike<number>): number {
  const logit = measures.reduce((sum, measure, at) => sum + measure * (weights[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-logit));
}

/** Half of the labels learned from, the other half judged, and the other way round. */
function judge(pairs: readonly Pair[]) {
  const labels = [...new Set(pairs.map(({ label }) => label))].sort();
  const judged = [0, 1].flatMap((side) => {
    const isOther = ({ label }: Pair) => labels.indexOf(label) % 2 === side;
    const weights = fitWeights(pairs.filter((pair) => !isOther(pair)));
    return pairs.filter(isOther).map((pair) => ({ ...pair, score: chance(pair, weights) }));
  });
  const sum = (of: readonly Pair[]) => of.reduce((total, pair) => total + weightOf(pair), 0);
  const bins = Array.from({ length: 10 }, (_, bin) =>
    judged.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === bin),
  );
  const gaps = bins.map((bin) => {
    const expected = bin.reduce((total, pair) => total + pair.score * weightOf(pair), 0);
    return Math.abs(expected - sum(bin.filter(({ belongs }) => belongs)));
  });
  const sure = judged.filter(({ score }) => score > 0.5);
  return {
    pairs: pairs.length,
    precision: round(sum(sure.filter(({ belongs }) => belongs)) / Math.max(1, sum(sure)), 3),
    recall: round(
      sum(sure.filter(({ belongs }) => belongs)) / sum(judged.filter(({ belongs }) => belongs)),
      3,
    ),
    calibrationError: round(gaps.reduce((total, gap) => total + gap, 0) / sum(judged), 4),
  };
}
