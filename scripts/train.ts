/** `npm run train`: trains the categoriser that ships, writes it to `models/`, and reports how good it is. */

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { shippedModel } from "../src/adapters/classifier.ts";
import { trainModel } from "../src/domain/categories/training/train-model.ts";
import { InputError } from "./evaluation/json-lines.ts";
import { balance, readPlainProse } from "./training/balance.ts";
import { crossValidate, shippedLimits } from "./training/cross-validation.ts";
import { readGold, readWeak, toExamples } from "./training/sources.ts";

function train(folder: string): object {
  const startedAt = performance.now();
  const gold = readGold(folder);
  const labelled = balance(readWeak(folder, gold), gold.flatMap(toExamples));
  const slugs = [...new Set(labelled.flatMap(({ target }) => Object.keys(target)))];
  const prose = readPlainProse(folder, slugs);
  const weak = [...labelled, ...prose];
  const { blend, report } = crossValidate(gold, weak);
  const bytes = trainModel([...weak, ...gold.flatMap(toExamples)], { blend, limits: shippedLimits });
  mkdirSync(new URL(".", shippedModel), { recursive: true });
  writeFileSync(shippedModel, bytes);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  return {
    gold: gold.length,
    weak: labelled.length,
    prose: prose.length,
    ...report,
    blend,
    modelBytes: bytes.length,
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
