/** From examples to the bytes of a spam model; the same examples always give the same bytes. Pure. */

import { PassageScorer, type Weighed } from "../filter.ts";
import { readSpamModel, type SpamBlend, writeSpamModel } from "../model.ts";
import type { KnownWords } from "../passage-reader.ts";
import { fitSpamBlend } from "./blend.ts";
import { learnOrder } from "./learn-order.ts";
import { learnSpam } from "./learn-spam.ts";
import type { SpamExample } from "./stretches.ts";

export interface SpamChoices {
  readonly known: KnownWords;
  /** Where absent, fitted on every tenth example by a model of the others. */
  readonly blend?: SpamBlend;
}

const heldOutEvery = 10;
const neutral: SpamBlend = { passage: 1, whole: 0, length: 0, offset: 0 };

/** Learns from all examples. @throws {Error} when they are all of one kind. */
export function trainSpam(examples: readonly SpamExample[], { known, blend }: SpamChoices): Uint8Array {
  if (new Set(examples.map(({ isSpam }) => isSpam)).size < 2) {
    throw new Error("training needs spam and what is none");
  }
  const mixed = blend ?? fitOnHeldOut(examples, known);
  const honest = examples.filter(({ isSpam }) => !isSpam).map(({ text }) => text);
  const order = learnOrder(honest, known);
  const { weights, bias } = learnSpam(examples, known, order);
  return writeSpamModel(weights, { bias, blend: mixed, order });
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
  const scorer = new PassageScorer(known, model.order);
  return texts.map(({ text }) => scorer.score(text, model));
}
