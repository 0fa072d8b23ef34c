/** `npm run train`: trains the models that ship, writes them to `models/`, and reports how good they are. */

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { shippedLikeness, shippedModel } from "../src/adapters/models/classifier.ts";
import { shippedSpamModel } from "../src/adapters/models/spam-filter.ts";
import { shippedVectors } from "../src/adapters/models/word-vectors.ts";
import { readClassifier } from "../src/domain/categories/classifier.ts";
import { trainModel } from "../src/domain/categories/training/train-model.ts";
import { readVectors } from "../src/domain/vectors/word-vectors.ts";
import { InputError } from "./evaluation/json-lines.ts";
import { balance, readPlainProse } from "./training/balance.ts";
import { crossValidate, shippedLimits } from "./training/cross-validation.ts";
import { learnLikeness } from "./training/likeness.ts";
import { readGold, readWeak, toExamples } from "./training/sources.ts";
import { trainSpamFilter } from "./training/spam/train.ts";
import { makeWordVectors } from "./training/word-vectors.ts";

function train(folder: string): object {
  const startedAt = performance.now();
  const gold = readGold(folder);
  const labelled = balance(readWeak(folder, gold), gold.flatMap(toExamples));
  const slugs = [...new Set(labelled.flatMap(({ target }) => Object.keys(target)))];
  const prose = readPlainProse(folder, slugs);
  const weak = [...labelled, ...prose];
  mkdirSync(new URL(".", shippedModel), { recursive: true });
  const vectorBytes = makeWordVectors();
  writeFileSync(shippedVectors, vectorBytes);
  const vectors = readVectors(vectorBytes);
  const { blend, report } = crossValidate(gold, weak, vectors);
  const bytes = trainModel([...weak, ...gold.flatMap(toExamples)], { blend, limits: shippedLimits, vectors });
  writeFileSync(shippedModel, bytes);
  const likeness = learnLikeness(readClassifier(bytes, vectors), readWeak(folder, gold), folder);
  writeFileSync(shippedLikeness, JSON.stringify(likeness.model));
  const spam = trainSpamFilter(folder, vectors);
  writeFileSync(shippedSpamModel, spam.bytes);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  return {
    gold: gold.length,
    weak: labelled.length,
    prose: prose.length,
    ...report,
    blend,
    likeness: likeness.report,
    modelBytes: bytes.length,
    vectorBytes: vectorBytes.length,
    spam: spam.report,
    seconds,
  };
}

try {
  const besideProject = fileURLToPath(new URL("../../shared/data", import.meta.url));
  const { values } = parseArgs({ options: { data: { type: "string", default: besideProject } } });
  console.log(JSON.stringify(train(values.data), undefined, 2));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(`train: ${error.message}`);
  process.exitCode = 2;
}
