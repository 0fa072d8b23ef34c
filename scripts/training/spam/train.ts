/**
 * Trains the spam filter that ships, and says how good it is. Every release and every spam is weighed once by a model that
 * was trained without it and without what shares its template; there the threshold is set.
 */

import { hashOf } from "../../../src/domain/categories/features.ts";
import { seededRandom } from "../../../src/domain/categories/training/random.ts";
import { logitOf, type Weighed } from "../../../src/domain/spam/filter.ts";
import type { SpamBlend } from "../../../src/domain/spam/model.ts";
import type { KnownWords } from "../../../src/domain/spam/passage-reader.ts";
import { trainSpam, weighAll } from "../../../src/domain/spam/training/train-spam.ts";
import { shareOf } from "../../evaluation/scores.ts";
import { dressAsRelease, injectInto } from "./dressed.ts";
import {
  examplesFrom,
  inventedTexts,
  inventedTodaysTexts,
  type Material,
  readMaterial,
  saladTexts,
  wholeOf,
} from "./examples.ts";
import type { SourceText } from "./sources.ts";
import { partedByTemplate } from "./templates.ts";

const folds = 4;
const wholeChoices = [-0.2, -0.1, 0];
const lengthChoices = [0, 0.3, 0.6, 0.9];
const untried: SpamBlend = { passage: 1, whole: 0, length: 0, offset: 0 };

/** The bytes of the model, and its measures. */
export function trainSpamFilter(folder: string, known: KnownWords) {
  const material = readMaterial(folder);
  const { blend, held } = chooseBlend(crossValidate(material, known));
  const bytes = trainSpam(
    examplesFrom(material, () => true),
    { known, blend },
  );
  const counts = Object.fromEntries(Object.entries(material).map(([name, texts]) => [name, texts.length]));
  return {
    bytes,
    report: {
      ...counts,
      invented: inventedTexts,
      inventedOfToday: inventedTodaysTexts,
      salads: saladTexts,
      held,
      blend,
      modelBytes: bytes.length,
    },
  };
}

interface Judged extends Weighed {
  readonly kind: "real" | "dressed" | "injected";
}

function crossValidate(material: Material, known: KnownWords): Judged[] {
  const partOf = partsOf(material);
  return Array.from({ length: folds }, (_, fold) => {
    const isUnseen = (text: SourceText) => partOf.get(text) === fold;
    const bytes = trainSpam(
      examplesFrom(material, (text) => !isUnseen(text)),
      { known, blend: untried },
    );
    const texts = textsToJudge(material, isUnseen, fold + 1);
    return (["real", "dressed", "injected"] as const).flatMap((kind) =>
      weighAll(
        bytes,
        texts[kind].map((text) => ({ text: wholeOf(text) })),
        known,
      ).map((weighed) => ({ kind, ...weighed })),
    );
  }).flat();
}

/** Of each text that is to be unseen once: the part in which it is. */
function partsOf({ releases, leads, mails, messages }: Material): Map<SourceText, number> {
  return new Map([
    ...partedByTemplate([...releases, ...leads], folds),
    ...[...mails, ...messages].map((text) => [text, hashOf(text.id) % folds] as const),
  ]);
}

function textsToJudge({ releases, mails }: Material, isUnseen: (text: SourceText) => boolean, seed: number) {
  const real = releases.filter(isUnseen);
  const random = seededRandom(seed);
  const long = real.filter(({ text }) => text.length > 900);
  const pairs = mails.filter(isUnseen).map((spam) => {
    const release = long[Math.floor(random() * long.length)];
    return [spam, release ?? spam] as const;
  });
  return {
    real,
    dressed: pairs.map(([spam, release]) => dressAsRelease(spam, release)),
    injected: pairs.map(([spam, release]) => injectInto(spam, release)),
  };
}

/** The blend that finds most of both kinds where no more real releases are held than may be. */
function chooseBlend(judged: readonly Judged[]) {
  const tried = wholeChoices.flatMap((whole) =>
    lengthChoices.map((length) => judgedBy(judged, { passage: 1, whole, length, offset: 0 })),
  );
  const worth = ({ held }: (typeof tried)[number]) => held.dressed + held.injected;
  return tried.reduce((best, choice) => (worth(choice) > worth(best) ? choice : best));
}

/** Of real releases, so many may be held for spam. */
const heldOfReal = 0.005;

/** What few enough of the logits of real releases exceed. */
export function thresholdFor(real: readonly number[]): number {
  return real.toSorted((a, b) => b - a)[Math.floor(real.length * heldOfReal)] ?? 0;
}

/** How much is held by a blend, its offset set so that few enough real releases are. */
function judgedBy(judged: readonly Judged[], blend: SpamBlend) {
  const real = judged.filter(({ kind }) => kind === "real").map((text) => logitOf(text, blend));
  const threshold = thresholdFor(real);
  const heldOf = (kind: Judged["kind"]) =>
    shareOf(
      judged.filter((text) => text.kind === kind),
      (text) => logitOf(text, blend) > threshold,
    );
  return {
    blend: { ...blend, offset: -threshold },
    held: { real: heldOf("real"), dressed: heldOf("dressed"), injected: heldOf("injected") },
  };
}
