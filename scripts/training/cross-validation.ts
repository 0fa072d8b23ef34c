/**
 * How good the shipped categoriser is on releases it has not seen, and how sure it may be: every hand-labelled
 * release is judged once by a model that was trained without it and without releases that share its phrases.
 */

import { readClassifier } from "../../src/domain/categories/classifier.ts";
import { type Blend, fitBlend } from "../../src/domain/categories/training/calibration.ts";
import type { Example, VocabularyLimits } from "../../src/domain/categories/training/corpus.ts";
import { trainModel } from "../../src/domain/categories/training/train-model.ts";
import type { WordVectors } from "../../src/domain/vectors/word-vectors.ts";
import { round } from "../evaluation/clock.ts";
import { scoreAnswers, shareOf } from "../evaluation/scores.ts";
import { groupBySharedPhrases } from "./issuers.ts";
import { type GoldLine, toExamples, toSlug } from "./sources.ts";

/** Character runs are the many and the least telling, so more sightings are asked of them: the file stays small. */
export const shippedLimits: VocabularyLimits = { wordTexts: 2, pairTexts: 3, runTexts: 4 };

/** How much naive Bayes the shipped model mixes in; the temperature is fitted. */
const shippedBayes = 0.1;
/** How much the weights over word vectors count. */
const shippedDense = 0.75;
const folds = 5;

interface Judged {
  readonly gold: GoldLine;
  readonly slugs: readonly string[];
  readonly scores: readonly number[];
}

/** The blend to ship, and the measures that a reader of the report needs. */
export function crossValidate(gold: readonly GoldLine[], weak: readonly Example[], vectors: WordVectors) {
  const groups = groupBySharedPhrases(gold);
  const judged = Array.from({ length: folds }, (_, fold) => {
    const unseen = new Set(groups.filter((_group, at) => at % folds === fold).flat());
    const known = gold.filter((line) => !unseen.has(line)).flatMap(toExamples);
    return judge(unseen, [...weak, ...known], vectors);
  }).flat();
  const blend = { bayes: shippedBayes, dense: shippedDense, temperature: fitTemperature(judged) };
  return { blend, report: { groups: groups.length, ...reportOn(judged, blend) } };
}

/** At temperature 1 the logarithms of the scores are the logits, less a constant that does not matter. */
function judge(unseen: ReadonlySet<GoldLine>, examples: readonly Example[], vectors: WordVectors): Judged[] {
  const blend: Blend = { bayes: shippedBayes, dense: shippedDense, temperature: 1 };
  const bytes = trainModel(examples, { blend, limits: shippedLimits, vectors });
  const classifier = readClassifier(bytes, vectors);
  return [...unseen].map((gold) => {
    const scored = classifier.classify(gold, classifier.labels.length);
    return { gold, slugs: scored.map(({ slug }) => slug), scores: scored.map(({ score }) => score) };
  });
}

function fitTemperature(judged: readonly Judged[]): number {
  const { temperature } = fitBlend(
    judged.map(({ gold, slugs, scores }) => ({
      regression: Float64Array.from(scores, (score) => Math.log(Math.max(score, 1e-12))),
      bayes: new Float64Array(scores.length),
      dense: new Float64Array(scores.length),
      label: slugs.indexOf(toSlug(gold.label)),
    })),
  );
  return temperature;
}

function reportOn(judged: readonly Judged[], { temperature }: Blend) {
  const answers = judged.map(({ gold, slugs, scores }) => ({
    expected: toSlug(gold.label),
    given: slugs[0] ?? "",
    accepted: gold.accept.map(toSlug),
    confidence: confidenceOf(scores, temperature),
  }));
  const surest = [...answers]
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, Math.round(answers.length * 0.7));
  return {
    ...scoreAnswers(answers),
    surest70: {
      accepted: shareOf(surest, ({ accepted, given }) => accepted.includes(given)),
      above: round(surest.at(-1)?.confidence ?? 0, 3),
    },
  };
}

function confidenceOf(scores: readonly number[], temperature: number): number {
  const powers = scores.map((score) => score ** (1 / temperature));
  return (powers[0] ?? 0) / powers.reduce((sum, power) => sum + power, 0);
}
