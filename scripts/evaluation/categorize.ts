/** Measures the categoriser: the shipped one, or one trained on a file in the same way. */

import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { shippedModel } from "../../src/adapters/models/classifier.ts";
import { loadWordVectors, shippedVectors } from "../../src/adapters/models/word-vectors.ts";
import { readClassifier } from "../../src/domain/categories/classifier.ts";
import { trainModel } from "../../src/domain/categories/training/train-model.ts";
import type { WordVectors } from "../../src/domain/vectors/word-vectors.ts";
import { judgeAll, round } from "./clock.ts";
import { InputError, readLines } from "./json-lines.ts";
import { scoreAnswers } from "./scores.ts";
import type { Files } from "./tasks.ts";

const line = z.object({
  title: z.string().nullish(),
  text: z.string(),
  label: z.union([z.string(), z.array(z.string()), z.null()]),
  accept: z.array(z.string()).optional(),
  /** Reuters: the one label of a text that has one of the eight large ones only, else null. */
  r8: z.string().nullish(),
});
type Line = z.output<typeof line>;

interface Labelled {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly accept: readonly string[] | undefined;
}

/** Lines without a single label (`label: null`, or a list beside `r8: null`) are left out of every count. */
export async function evaluateCategorize({ train, test }: Files) {
  const texts = readLabelled(test);
  const vectors = await loadWordVectors();
  const { bytes, trainSeconds } = train === undefined ? readShipped() : trainOn(train, vectors);
  // Files write `crime_law` where the publication's slug is `crime-law`.
  const spell =
    train === undefined ? (label: string) => label.replaceAll("_", "-") : (label: string) => label;
  const classifier = readClassifier(bytes, vectors);
  const { judgements, microsecondsPerDocument } = judgeAll(texts, (text) => classifier.classify(text));
  const answers = texts.map(({ label, accept }, at) => ({
    expected: spell(label),
    given: judgements[at]?.[0]?.slug ?? "",
    accepted: accept?.map(spell),
  }));
  return {
    documents: texts.length,
    microsecondsPerDocument,
    modelBytes: bytes.length + statSync(shippedVectors).size,
    trainSeconds,
    ...scoreAnswers(answers),
  };
}

function readShipped() {
  return { bytes: readFileSync(shippedModel), trainSeconds: 0 };
}

function trainOn(file: string, vectors: WordVectors) {
  const startedAt = performance.now();
  const examples = readLabelled(file).map(({ title, text, label }) => ({
    title,
    text,
    target: { [label]: 1 },
  }));
  if (new Set(examples.flatMap(({ target }) => Object.keys(target))).size < 2) {
    throw new InputError(`${file} has fewer than two labels to tell apart`);
  }
  const bytes = trainModel(examples, { vectors, reading: "whole" });
  return { bytes, trainSeconds: round((performance.now() - startedAt) / 1000, 2) };
}

function readLabelled(file: string): Labelled[] {
  const labelled = readLines(file, line).flatMap((read): Labelled[] => {
    const label = singleLabel(read);
    return label === undefined
      ? []
      : [{ title: read.title ?? "", text: read.text, label, accept: read.accept }];
  });
  if (labelled.length === 0) throw new InputError(`${file} has no line with a label`);
  return labelled;
}

function singleLabel({ label, r8 }: Line): string | undefined {
  if (typeof label === "string") return label;
  if (r8 !== undefined) return r8 ?? undefined;
  return label?.[0];
}
