/** All that the spam filter learns from, as examples; for cross-validation without the texts that are to be unseen. */

import { inventSpam } from "../../../src/domain/spam/training/invented/invent-spam.ts";
import { inventTodaysSpam } from "../../../src/domain/spam/training/invented/today/invent-todays-spam.ts";
import type { SpamExample } from "../../../src/domain/spam/training/stretches.ts";
import type { Dressed } from "./dressed.ts";
import { makeSalads, wordsOf } from "./salads.ts";
import { setApart } from "./set-apart.ts";
import {
  readComments,
  readLeads,
  readNews,
  readReleases,
  readSpamMail,
  readSpamMessages,
  type SourceText,
} from "./sources.ts";

export const inventedTexts = 3000;
export const inventedTodaysTexts = 1400;
export const saladTexts = 800;
const saladSeed = 20_250_103;
/** Of the invented texts every third is learned from once more with its signs set apart. */
const apartEvery = 3;
const offerUnits = 250;

export interface Material {
  readonly mails: readonly SourceText[];
  readonly messages: readonly SourceText[];
  readonly releases: readonly SourceText[];
  readonly leads: readonly SourceText[];
  readonly news: readonly SourceText[];
  readonly comments: readonly SourceText[];
}

export function readMaterial(folder: string): Material {
  return {
    mails: readSpamMail(folder),
    messages: readSpamMessages(folder),
    releases: readReleases(folder),
    leads: readLeads(folder),
    news: readNews(folder),
    comments: readComments(folder),
  };
}

export const wholeOf = ({ title, text }: Dressed) => `${title}\n${text}`;

/** Invented spam is not of any source, so it is always known. */
export function examplesFrom(material: Material, isKnown: (text: SourceText) => boolean): SpamExample[] {
  const { releases, leads, news, comments } = material;
  const honest = [...releases, ...leads, ...news, ...comments].filter(isKnown);
  const spam = [...material.mails, ...material.messages].filter(isKnown);
  const invented = inventSpam(inventedTexts);
  const apart = [...spam, ...invented.filter((_, at) => at % apartEvery === 0).map(untitled)].map(setApart);
  const salads = makeSalads(wordsOf(honest.map(({ text }) => text)), saladTexts, saladSeed);
  const offered = salads.map((salad, at) => (at % 2 === 0 ? salad : belowAnOffer(salad, invented[at * 3])));
  return [
    ...[
      ...spam.map(wholeOf),
      ...[...invented, ...inventTodaysSpam(inventedTodaysTexts)],
      ...[...apart.map(wholeOf), ...offered],
    ].map((text) => ({ text, isSpam: true })),
    ...honest.map((text) => ({ text: wholeOf(text), isSpam: false })),
  ];
}

const untitled = (text: string): Dressed => ({ title: "", text });

function belowAnOffer(salad: string, offer = ""): string {
  return `${offer.slice(0, offerUnits)}\n${salad}`;
}
