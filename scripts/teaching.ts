/** Plays editors' verdicts through the learning that a publication does, and prints how it judges others: for docs/models.md. */

import { parseArgs } from "node:util";
import { loadShippedClassifier } from "../src/adapters/classifier.ts";
import { loadWordVectors } from "../src/adapters/word-vectors.ts";
import { hashOf } from "../src/domain/categories/features.ts";
import type { Measures } from "../src/domain/categories/measures.ts";
import { readSpamFilter, type SpamFilter } from "../src/domain/spam/filter.ts";
import { inventSpam } from "../src/domain/spam/training/invented/invent-spam.ts";
import { trainSpam, weighAll } from "../src/domain/spam/training/train-spam.ts";
import type { WordVectors } from "../src/domain/vectors/word-vectors.ts";
import { makeCandidate } from "../src/services/learning/candidate.ts";
import { spamLearner } from "../src/services/learning/learn-spam.ts";
import type { Decision } from "../src/services/learning/learner.ts";
import { playDesks, type Verdict } from "./training/spam/desks.ts";
import {
  readLeads,
  readNews,
  readReleases,
  readSpamMail,
  readSpamMessages,
  type SourceText,
} from "./training/spam/sources.ts";
import { groupByTemplate } from "./training/spam/templates.ts";

/** Judged at every step. */
const others = 500;
const steps = [30, 100, 300, 600];
/** As what ships: of real releases that it did not learn from, so many are held. */
const heldOfReal = 0.005;
const blend = { passage: 1, whole: -0.2 };

const wholeOf = ({ title, text }: SourceText) => `${title}\n${text}`;

/** A filter as the one that ships, from half of the releases, and the other half: what shares a template stays together. */
function halve(folder: string, vectors: WordVectors): { filter: SpamFilter; unseen: SourceText[] } {
  const releases = readReleases(folder);
  const all = [...releases, ...readLeads(folder)];
  const groups = groupByTemplate(all);
  const isLearned = all.map((_, at) => hashOf(all[groups[at] ?? at]?.id ?? "") % 2 === 0);
  const spam = [...readSpamMail(folder), ...readSpamMessages(folder)].map(wholeOf);
  const honest = [...all.filter((_, at) => isLearned[at]), ...readNews(folder)].map(wholeOf);
  const examples = [
    ...[...spam, ...inventSpam(1000)].map((text) => ({ text, isSpam: true })),
    ...honest.map((text) => ({ text, isSpam: false })),
  ];
  const unseen = releases.filter((_, at) => !isLearned[at]);
  const train = (offset: number) => trainSpam(examples, { known: vectors, blend: { ...blend, offset } });
  const texts = unseen.map((release) => ({ text: wholeOf(release) }));
  const scores = weighAll(train(0), texts, vectors).map(
    ({ passage, whole }) => passage + blend.whole * whole,
  );
  const threshold = scores.sort((a, b) => b - a)[Math.floor(scores.length * heldOfReal)] ?? 0;
  return { filter: readSpamFilter(train(-threshold), vectors), unseen };
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
const { filter: spamFilter, unseen } = halve(values.data, vectors);
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
