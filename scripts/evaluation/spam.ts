/** Measures the spam filter: the shipped one as moderation asks it, or one trained on a file in the same way. */

import { readFileSync } from "node:fs";
import { z } from "zod";
import { shippedSpamModel } from "../../src/adapters/models/spam-filter.ts";
import { loadWordVectors } from "../../src/adapters/models/word-vectors.ts";
import { emptinessOf, isSpam } from "../../src/domain/rules/advertising/abuse.ts";
import { mailSignsIn } from "../../src/domain/rules/advertising/mail-signs.ts";
import { standardPack } from "../../src/domain/rules/packs/standard-pack.ts";
import type { RuleSettings } from "../../src/domain/rules/rule.ts";
import { readSpamFilter, type SpamReading } from "../../src/domain/spam/filter.ts";
import { trainSpam } from "../../src/domain/spam/training/train-spam.ts";
import { judgeAll, round } from "./clock.ts";
import { InputError, readLines } from "./json-lines.ts";
import { areaUnderCurve, falseRateAtRecall, shareOf } from "./scores.ts";
import type { Files } from "./tasks.ts";

const line = z.object({
  title: z.string().nullish(),
  text: z.string(),
  label: z.string(),
  kind: z.string().nullish(),
});
type Line = z.output<typeof line>;

interface Answer {
  readonly kind: string;
  readonly isPositive: boolean;
  readonly score: number;
  /** Held as spam. */
  readonly isSpam: boolean;
  /** Held as spam or as a text without news. */
  readonly isHeld: boolean;
}

const recallAsked = 0.95;

/** `byKind` counts what moderation holds, also as a text without news; every other measure is about spam alone. */
export async function evaluateSpam({ train, test }: Files) {
  const lines = readLines(test, line);
  const { bytes, trainSeconds } =
    train === undefined ? { bytes: readFileSync(shippedSpamModel), trainSeconds: 0 } : await trainOn(train);
  const filter = readSpamFilter(bytes, await loadWordVectors());
  const texts = lines.map(asText);
  const { judgements, microsecondsPerDocument } = judgeAll(texts, (text) => filter.read(text));
  const answers = judgements.map((reading, at) => answerFrom(reading, lines[at], train === undefined));
  return {
    documents: lines.length,
    microsecondsPerDocument,
    modelBytes: bytes.length,
    trainSeconds,
    ...measures(answers),
  };
}

const asText = ({ title, text }: Line) => ({ title: title ?? "", text });

async function trainOn(file: string) {
  const known = await loadWordVectors();
  const startedAt = performance.now();
  const examples = readLines(file, line).map((read) => {
    const { title, text } = asText(read);
    return { text: `${title}\n${text}`, isSpam: read.label === "spam" };
  });
  if (new Set(examples.map(({ isSpam }) => isSpam)).size < 2) {
    throw new InputError(`${file} has no spam, or nothing else`);
  }
  const bytes = trainSpam(examples, { known });
  return { bytes, trainSeconds: round((performance.now() - startedAt) / 1000, 2) };
}

/** Text without news and signs of mail are judged by what ships only: a trained model is asked about spam. */
function answerFrom(reading: SpamReading, read: Line | undefined, isShipped: boolean): Answer {
  const hasSigns = isShipped && mailSignsIn(read?.text ?? "").length > 0;
  const held = hasSigns || isSpam(reading, settingsOf("SP-02"));
  const isEmpty = isShipped && emptinessOf(reading, settingsOf("SP-03")) !== undefined;
  return {
    kind: read?.kind ?? read?.label ?? "",
    isPositive: read?.label === "spam",
    score: hasSigns ? 1 : reading.score,
    isSpam: held,
    isHeld: held || isEmpty,
  };
}

function settingsOf(rule: string): RuleSettings {
  const settings = standardPack.rules[rule];
  if (!settings) throw new Error(`The standard pack has no rule ${rule}`);
  return settings;
}

function measures(answers: readonly Answer[]) {
  const positives = answers.filter(({ isPositive }) => isPositive);
  const negatives = answers.filter(({ isPositive }) => !isPositive);
  const held = answers.filter(({ isSpam }) => isSpam);
  const found = positives.filter(({ isSpam }) => isSpam).length;
  const kinds = [...new Set(answers.map(({ kind }) => kind))].sort();
  const scoresOf = (some: readonly Answer[]) => some.map(({ score }) => score);
  return {
    precision: round(found / Math.max(1, held.length), 4),
    recall: round(found / Math.max(1, positives.length), 4),
    f1: round((2 * found) / Math.max(1, held.length + positives.length), 4),
    auc: round(areaUnderCurve(scoresOf(positives), scoresOf(negatives)), 4),
    falsePositiveRate: shareOf(negatives, ({ isSpam }) => isSpam),
    falsePositiveRateAtRecall95: falseRateAtRecall(scoresOf(positives), scoresOf(negatives), recallAsked),
    byKind: Object.fromEntries(
      kinds.map((kind) => {
        const ofKind = answers.filter((answer) => answer.kind === kind);
        return [kind, { documents: ofKind.length, flagged: ofKind.filter(({ isHeld }) => isHeld).length }];
      }),
    ),
  };
}
