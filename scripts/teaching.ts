/** Plays editors' verdicts through the learning that a publication does, and prints how it judges others: for docs/models.md. */

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { loadShippedClassifier } from "../src/adapters/models/classifier.ts";
import { shippedSpamModel } from "../src/adapters/models/spam-filter.ts";
import { loadWordVectors } from "../src/adapters/models/word-vectors.ts";
import type { Measures } from "../src/domain/categories/measures.ts";
import { logitOf, readSpamFilter, type SpamFilter } from "../src/domain/spam/filter.ts";
import { readSpamModel } from "../src/domain/spam/model.ts";
import { trainSpam, weighAll } from "../src/domain/spam/training/train-spam.ts";
import type { WordVectors } from "../src/domain/vectors/word-vectors.ts";
import { makeCandidate } from "../src/services/learning/candidate.ts";
import { spamLearner } from "../src/services/learning/learn-spam.ts";
import type { Decision } from "../src/services/learning/learner.ts";
import { playDesks, type Verdict } from "./training/spam/desks.ts";
import { examplesFrom, readMaterial, wholeOf } from "./training/spam/examples.ts";
import type { SourceText } from "./training/spam/sources.ts";
import { partedByTemplate } from "./training/spam/templates.ts";
import { thresholdFor } from "./training/spam/train.ts";

/** Judged at every step. */
const others = 500;
const steps = [30, 100, 300, 600];

/** A filter as the one that ships, from half of the releases, and the other half: what shares a template stays together. */
async function halve(
  folder: string,
  vectors: WordVectors,
): Promise<{ filter: SpamFilter; unseen: SourceText[] }> {
  const shipped = readSpamModel(await readFile(shippedSpamModel));
  const material = readMaterial(folder);
  const halfOf = partedByTemplate([...material.releases, ...material.leads], 2);
  const examples = examplesFrom(material, (text) => halfOf.get(text) !== 1);
  const unseen = material.releases.filter((release) => halfOf.get(release) === 1);
  const train = (offset: number) =>
    trainSpam(examples, { known: vectors, blend: { ...shipped.blend, offset } });
  const texts = unseen.map((release) => ({ text: wholeOf(release) }));
  const neutral = { ...shipped.blend, offset: 0 };
  const logits = weighAll(train(0), texts, vectors).map((weighed) => logitOf(weighed, neutral));
  return { filter: readSpamFilter(train(-thresholdFor(logits)), vectors), unseen };
}

const decisionOf = ({ title, text, label }: Verdict, heldBack: boolean, number: number): Decision => ({
  ...{ number, kind: "spam", given: label, chosen: label, heldBack },
  ...{ headline: title, body: text, bodyFormat: "text" },
});

function rowOf(decisions: number, { confusion, surprise, falsePositives }: Measures) {
  const count = (chosen: string, given?: string) =>
    confusion.reduce(
      (sum, cell) =>
        cell.chosen === chosen && (given === undefined || cell.given === given) ? sum + cell.count : sum,
      0,
    );
  return {
    decisions,
    heldInVain: `${falsePositives} of ${count("none")}`,
    found: `${count("spam", "spam")} of ${count("spam")}`,
    surprise,
  };
}

const { values } = parseArgs({ options: { data: { type: "string", default: "../shared/data" } } });
const [vectors, classifier] = await Promise.all([loadWordVectors(), loadShippedClassifier()]);
const { filter: spamFilter, unseen } = await halve(values.data, vectors);
const learner = spamLearner({ classifier, spamFilter }, undefined);
for (const [desk, verdicts] of Object.entries(playDesks(values.data, unseen))) {
  const kept = verdicts.slice(-others).map((verdict, at) => decisionOf(verdict, true, at));
  const rows = [];
  for (const decisions of steps.filter((step) => step <= verdicts.length - others)) {
    const taught = verdicts.slice(0, decisions).map((verdict, at) => decisionOf(verdict, false, at));
    const { measures, running } = await makeCandidate(learner, [...taught, ...kept]);
    if (rows.length === 0) rows.push(rowOf(0, running));
    rows.push(rowOf(decisions, measures));
  }
  process.stdout.write(`${JSON.stringify({ desk, rows }, null, 2)}\n`);
}
