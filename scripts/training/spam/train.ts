/**
 * Trains the spam filter that ships, and says how good it is. Every release and every spam is weighed once by a model that
 * was trained without it and without what shares its template; there the threshold is set.
 */

import { hashOf } from "../../../src/domain/categories/features.ts";
import { seededRandom } from "../../../src/domain/categories/training/random.ts";
import type { SpamBlend } from "../../../src/domain/spam/model.ts";
import type { KnownWords } from "../../../src/domain/spam/passage-reader.ts";
import { inventSpam } from "../../../src/domain/spam/training/invented.ts";
import type { SpamExample } from "../../../src/domain/spam/training/stretches.ts";
import { trainSpam, weighAll } from "../../../src/domain/spam/training/train-spam.ts";
import { shareOf } from "../../evaluation/scores.ts";
import { type Dressed, dressAsRelease, injectInto } from "./dressed.ts";
import {
  readLeads,
  readNews,
  readReleases,
  readSpamMail,
  readSpamMessages,
  type SourceText,
} from "./sources.ts";
import { groupByTemplate } from "./templates.ts";

const folds = 4;
const inventedTexts = 1000;
/** Of real releases, so many may be held for spam. */
const heldOfReal = 0.005;
const wholeChoices = [-0.2, -0.1, 0, 0.1];
const untried: SpamBlend = { passage: 1, whole: 0, offset: 0 };

interface Material {
  readonly mails: readonly SourceText[];
  readonly messages: readonly SourceText[];
  readonly releases: readonly SourceText[];
  readonly leads: readonly SourceText[];
  readonly news: readonly SourceText[];
}

/** The bytes of the model, and its measures. */
export function trainSpamFilter(folder: string, known: KnownWords) {
  const material = {
    mails: readSpamMail(folder),
    messages: readSpamMessages(folder),
    releases: readReleases(folder),
    leads: readLeads(folder),
    news: readNews(folder),
  };
  const judged = crossValidate(material, known);
  const { blend, ...measures } = chooseBlend(judged);
  const bytes = trainSpam(
    examplesFrom(material, () => true),
    { known, blend },
  );
  const counts = Object.fromEntries(Object.entries(material).map(([name, texts]) => [name, texts.length]));
  return {
    bytes,
    report: { ...counts, invented: inventedTexts, ...measures, blend, modelBytes: bytes.length },
  };
}

const wholeOf = ({ title, text }: Dressed) => `${title}\n${text}`;

function examplesFrom(material: Material, isKnown: (text: SourceText) => boolean): SpamExample[] {
  const spam = [...material.mails, ...material.messages].filter(isKnown).map(wholeOf);
  const none = [...material.releases, ...material.leads, ...material.news].filter(isKnown).map(wholeOf);
  return [
    ...[...spam, ...inventSpam(inventedTexts)].map((text) => ({ text, isSpam: true })),
    ...none.map((text) => ({ text, isSpam: false })),
  ];
}

interface Judged {
  readonly kind: "real" | "dressed" | "injected";
  readonly passage: number;
  readonly whole: number;
}

function crossValidate(material: Material, known: KnownWords): Judged[] {
  const all = [...material.releases, ...material.leads];
  const groups = groupByTemplate(all);
  const partOf = new Map<SourceText, number>();
  all.forEach((release, at) => {
    partOf.set(release, hashOf(all[groups[at] ?? at]?.id ?? "") % folds);
  });
  for (const text of [...material.mails, ...material.messages]) partOf.set(text, hashOf(text.id) % folds);
  return Array.from({ length: folds }, (_, fold) => {
    const isUnseen = (text: SourceText) => partOf.get(text) === fold;
    const bytes = trainSpam(
      examplesFrom(material, (text) => !isUnseen(text)),
      { known, blend: untried },
    );
    const releases = material.releases.filter(isUnseen);
    const random = seededRandom(fold + 1);
    const long = releases.filter(({ text }) => text.length > 900);
    const pairs = material.mails.filter(isUnseen).map((spam) => {
      const release = long[Math.floor(random() * long.length)];
      return [spam, release ?? spam] as const;
    });
    const texts = {
      real: releases,
      dressed: pairs.map(([spam, release]) => dressAsRelease(spam, release)),
      injected: pairs.map(([spam, release]) => injectInto(spam, release)),
    };
    return (["real", "dressed", "injected"] as const).flatMap((kind) =>
      weighAll(
        bytes,
        texts[kind].map((text) => ({ text: wholeOf(text) })),
        known,
      ).map(({ passage, whole }) => ({ kind, passage, whole })),
    );
  }).flat();
}

/** The blend that finds most of both kinds where no more real releases are held than may be. */
function chooseBlend(judged: readonly Judged[]) {
  const tried = wholeChoices.map((whole) => {
    const scoreOf = (text: Judged) => text.passage + whole * text.whole;
    const scores = judged.filter(({ kind }) => kind === "real").map(scoreOf);
    const threshold = scores.sort((a, b) => b - a)[Math.floor(scores.length * heldOfReal)] ?? 0;
    const heldOf = (kind: Judged["kind"]) =>
      shareOf(
        judged.filter((text) => text.kind === kind),
        (text) => scoreOf(text) > threshold,
      );
    const held = { real: heldOf("real"), dressed: heldOf("dressed"), injected: heldOf("injected") };
    return { blend: { passage: 1, whole, offset: -threshold }, held };
  });
  const worth = ({ held }: (typeof tried)[number]) => held.dressed + held.injected;
  return tried.reduce((best, choice) => (worth(choice) > worth(best) ? choice : best));
}
