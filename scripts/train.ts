/**
 * `npm run train`: trains the models that ship, writes them to `models/`, and reports how good they are. With
 * `--only categories` or `--only spam` that part alone, with the word vectors that ship.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { shippedLikeness, shippedModel } from "../src/adapters/models/classifier.ts";
import { shippedSpamModel } from "../src/adapters/models/spam-filter.ts";
import { shippedVectors } from "../src/adapters/models/word-vectors.ts";
import { readClassifier } from "../src/domain/categories/classifier.ts";
import { trainModel } from "../src/domain/categories/training/train-model.ts";
import { readVectors, type WordVectors } from "../src/domain/vectors/word-vectors.ts";
import { InputError } from "./evaluation/json-lines.ts";
import { balance, readPlainProse } from "./training/balance.ts";
import { crossValidate, shippedLimits } from "./training/cross-validation.ts";
import { learnLikeness } from "./training/likeness.ts";
import { readGold, readLocalNews, readWeak, toExamples } from "./training/sources.ts";
import { trainSpamFilter } from "./training/spam/train.ts";
import { makeWordVectors } from "./training/word-vectors.ts";

function trainCategories(folder: string, vectors: WordVectors): object {
  const gold = readGold(folder);
  const labelled = balance(readWeak(folder, gold), gold.flatMap(toExamples));
  const slugs = [...new Set(labelled.flatMap(({ target }) => Object.keys(target)))];
  const local = readLocalNews();
  const prose = readPlainProse(folder, slugs);
  const weak = [...labelled, ...local, ...prose];
  const { blend, report } = crossValidate(gold, weak, vectors);
  const bytes = trainModel([...weak, ...gold.flatMap(toExamples)], { blend, limits: shippedLimits, vectors });
  writeFileSync(shippedModel, bytes);
  const likeness = learnLikeness(readClassifier(bytes, vectors), readWeak(folder, gold), folder);
  writeFileSync(shippedLikeness, JSON.stringify(likeness.model));
  return {
    ...{ gold: gold.length, weak: labelled.length, local: local.length, prose: prose.length },
    ...report,
    blend,
    likeness: likeness.report,
    modelBytes: bytes.length,
  };
}

function trainSpam(folder: string, vectors: WordVectors): object {
  const { bytes, report } = trainSpamFilter(folder, vectors);
  writeFileSync(shippedSpamModel, bytes);
  return { spam: report };
}

const parts: Readonly<Record<string, (folder: string, vectors: WordVectors) => object>> = {
  categories: trainCategories,
  spam: trainSpam,
};

/** One part with the word vectors that ship, or all of it with vectors made anew. @throws {InputError} */
function train(folder: string, only: string | undefined): object {
  const startedAt = performance.now();
  const chosen = only === undefined ? Object.values(parts) : [parts[only]];
  if (only === undefined) writeFileSync(shippedVectors, makeWordVectors());
  const vectors = readVectors(readFileSync(shippedVectors));
  const reports = chosen.map((part) => {
    if (!part) throw new InputError(`there is no part "${only}", only ${Object.keys(parts).join(" and ")}`);
    return part(folder, vectors);
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  return Object.assign({}, ...reports, { seconds });
}

try {
  const besideProject = fileURLToPath(new URL("../../shared/data", import.meta.url));
  const { values } = parseArgs({
    options: { data: { type: "string", default: besideProject }, only: { type: "string" } },
  });
  console.log(JSON.stringify(train(values.data, values.only), undefined, 2));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(`train: ${error.message}`);
  process.exitCode = 2;
}
