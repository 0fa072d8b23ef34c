/** Fits how the worst passage and the whole of a text make one score, on texts that training did not see. Pure. */

import type { Weighed } from "../filter.ts";
import type { SpamBlend } from "../model.ts";

type Labelled = Pick<Weighed, "passage" | "whole"> & { readonly isSpam: boolean };

const rounds = 5000;
const step = 0.2;

/** Logistic regression on the two, by plain descent: they are few numbers. */
export function fitSpamBlend(texts: readonly Labelled[]): SpamBlend {
  let [passage, whole, offset] = [0.5, 0.5, 0];
  for (let round = 0; round < rounds; round += 1) {
    const slope = { passage: 0, whole: 0, offset: 0 };
    for (const text of texts) {
      const logit = passage * text.passage + whole * text.whole + offset;
      const error = 1 / (1 + Math.exp(-logit)) - (text.isSpam ? 1 : 0);
      slope.passage += error * text.passage;
      slope.whole += error * text.whole;
      slope.offset += error;
    }
    passage -= (step * slope.passage) / texts.length;
    whole -= (step * slope.whole) / texts.length;
    offset -= (step * slope.offset) / texts.length;
  }
  return { passage, whole, length: 0, offset };
}
