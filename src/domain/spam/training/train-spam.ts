/** From examples to the bytes of a spam model; the same examples always give the same bytes. Pure. */

import { addPair, pairBytes, pairOf } from "../familiar-pairs.ts";
import { PassageScorer, type Weighed } from "../filter.ts";
import { readSpamModel, type SpamBlend, writeSpamModel } from "../model.ts";
import { type KnownWords, PassageReader } from "../passage-reader.ts";
import { fitSpamBlend } from "./blend.ts";
import { learnSpam } from "./learn-spam.ts";
import type { SpamExample } from "./stretches.ts";

export interface SpamChoices {
  readonly known: KnownWords;
  /** Where absent, fitted on every tenth example by a model of the others. */
  readonly blend?: SpamBlend;
}

const heldOutEvery = 10;
const neutral: SpamBlend = { passage: 1, whole: 0, offset: 0 };

/** Learns from all examples. @throws {Error} when they are all of one kind. */
export function trainSpam(examples: readonly SpamExample[], { known, blend }: SpamChoices): Uint8Array {
  if (new Set(examples.map(({ isSpam }) => isSpam)).size < 2) {
    throw new Error("training needs spam and what is none");
  }
  const mixed = blend ?? fitOnHeldOut(examples, known);
  const { weights, bias } = learnSpam(examples, known);
  return writeSpamModel(weights, { bias, blend: mixed, pairs: familiarPairs(examples, known) });
}

function fitOnHeldOut(examples: readonly SpamExample[], known: KnownWords): SpamBlend {
  const learned = examples.filter((_, at) => at % heldOutEvery !== 0);
  const unseen = examples.filter((_, at) => at % heldOutEvery === 0);
  const bytes = trainSpam(learned, { known, blend: neutral });
  const weighed = weighAll(bytes, unseen, known);
  return fitSpamBlend(weighed.map((text, at) => ({ ...text, isSpam: unseen[at]?.isSpam ?? false })));
}

/** What each text weighs by a model. */
export function weighAll(
  bytes: Uint8Array,
  texts: readonly { readonly text: string }[],
  known: KnownWords,
): Weighed[] {
  const model = readSpamModel(bytes);
  const scorer = new PassageScorer(known);
  return texts.map(({ text }) => scorer.score(text, model));
}

/** The pairs that at least two texts have which are no spam. */
function familiarPairs(examples: readonly SpamExample[], known: KnownWords): Uint8Array {
  const bits = new Uint8Array(pairBytes);
  const reader = new PassageReader(known);
  const seenIn = new Map<number, number>();
  const see = (pair: number, text: number) => {
    const before = seenIn.get(pair);
    if (before === undefined) seenIn.set(pair, text);
    else if (before !== text) addPair(bits, pair);
  };
  const honest = examples.filter(({ isSpam }) => !isSpam);
  honest.forEach(({ text }, number) => {
    reader.read(text);
    const words = reader.wordHashes.subarray(0, reader.wordCount);
    for (let at = 1; at < words.length; at += 1) see(pairOf(words[at - 1] ?? 0, words[at] ?? 0), number);
  });
  return bits;
}
