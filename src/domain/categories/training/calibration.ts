/** Fits what cannot be learned from the texts learned from: how much naive Bayes to mix in, and how sure to be. Pure. */

import { toShares } from "../feature-counter.ts";

/** How the two kinds of weights are mixed, and what the logits are divided by. */
export interface Blend {
  /** Naive Bayes weights count this much, logistic regression 1. */
  readonly bayes: number;
  readonly temperature: number;
}

/** One text that training did not see: its logits by either kind, and its true label. */
export interface HeldOut {
  readonly regression: Float64Array;
  readonly bayes: Float64Array;
  readonly label: number;
}

const bayesChoices = [0, 0.05, 0.1, 0.2];
const temperatureChoices = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2];

/** The choice that finds the true labels least surprising (lowest mean logarithmic loss). */
export function fitBlend(texts: readonly HeldOut[]): Blend {
  let best: Blend = { bayes: 0, temperature: 1 };
  let least = Number.POSITIVE_INFINITY;
  for (const bayes of bayesChoices) {
    const mixed = texts.map((text) =>
      text.regression.map((logit, at) => logit + bayes * (text.bayes[at] ?? 0)),
    );
    for (const temperature of temperatureChoices) {
      const surprise = mixed.reduce((sum, logits, at) => {
        const share = toShares(logits, temperature)[texts[at]?.label ?? 0] ?? 0;
        return sum - Math.log(Math.max(share, 1e-9));
      }, 0);
      if (surprise < least) {
        least = surprise;
        best = { bayes, temperature };
      }
    }
  }
  return best;
}
