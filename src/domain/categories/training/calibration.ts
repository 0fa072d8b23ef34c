/** Fits what cannot be learned from the texts learned from: how to mix the parts of a model, and how sure to be. Pure. */

import { toShares } from "../feature-counter.ts";

/** How the kinds of weights are mixed, and what the logits are divided by. */
export interface Blend {
  /** Naive Bayes weights count this much, logistic regression 1. */
  readonly bayes: number;
  /** Weights over word vectors count this much. */
  readonly dense: number;
  readonly temperature: number;
}

/** One text that training did not see: its logits by each kind, and its true label. */
export interface HeldOut {
  readonly regression: Float64Array;
  readonly bayes: Float64Array;
  readonly dense: Float64Array;
  readonly label: number;
}

const bayesChoices = [0, 0.05, 0.1, 0.2, 0.3, 0.5];
const denseChoices = [0, 0.25, 0.5, 0.75, 1, 1.5, 2];
const temperatureChoices = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2];

/** The choice that finds the true labels least surprising (lowest mean logarithmic loss). */
export function fitBlend(texts: readonly HeldOut[]): Blend {
  const hasVectors = texts.some(({ dense }) => dense.some((logit) => logit !== 0));
  const mixtures = bayesChoices.flatMap((bayes) =>
    (hasVectors ? denseChoices : [0]).map((dense) => ({ bayes, dense })),
  );
  const fitted = mixtures.map((mixture) => {
    const mixed = texts.map((text) => mix(text, mixture));
    const { temperature, surprise } = fitTemperature(texts, mixed);
    return { blend: { ...mixture, temperature }, surprise };
  });
  return fitted.reduce((best, choice) => (choice.surprise < best.surprise ? choice : best)).blend;
}

function mix(text: HeldOut, { bayes, dense }: Omit<Blend, "temperature">): Float64Array {
  return text.regression.map(
    (logit, at) => logit + bayes * (text.bayes[at] ?? 0) + dense * (text.dense[at] ?? 0),
  );
}

function fitTemperature(texts: readonly HeldOut[], mixed: readonly Float64Array[]) {
  let best = { temperature: 1, surprise: Number.POSITIVE_INFINITY };
  for (const temperature of temperatureChoices) {
    const surprise = mixed.reduce((sum, logits, at) => {
      const share = toShares(logits, temperature)[texts[at]?.label ?? 0] ?? 0;
      return sum - Math.log(Math.max(share, 1e-9));
    }, 0);
    if (surprise < best.surprise) best = { temperature, surprise };
  }
  return best;
}
