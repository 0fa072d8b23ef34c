/**
 * What a publication's editors taught of spam: a layer over the filter's score. It may move the score a little and no
 * further, whatever it was taught: what the filter is sure of stays held, and what it finds harmless is not held. Pure.
 */

import type { Look } from "../categories/classifier.ts";
import { type LearnedLayer, type Lesson, lessonOf, shiftsOf } from "../categories/learned-layer.ts";
import { type Judged, type Measures, measure } from "../categories/measures.ts";
import type { PassageReading } from "./filter.ts";

/** What a text may be to an editor; the first is what the layer has its row for. */
export const spamLabels = ["spam", "none"] as const;
/** The layer's sections: the last label is none of them. */
export const spamSections = spamLabels.slice(0, 1);
export type SpamLabel = (typeof spamLabels)[number];

/** What scores so much is held, where a publication's rules do not say otherwise. */
export const heldFrom = 0.5;
/** In the score's logit. At 3, what scores 0.95 stays held, and what scores below 0.05 is never held. */
const mostShift = 3;
/** As much of what speaks for spam is not believed: a release that is held in vain costs more than spam that passes. */
const doubt = 1.5;

/** What the layer sees: the score, what the text is about, and the words of the passage that decided. */
export function spamLesson({ score, hashes }: PassageReading, { point }: Pick<Look, "point">): Lesson {
  return lessonOf({ words: hashes, point }, Float64Array.of(score, 1 - score));
}

/** The score as the layer sees it, which without one is the filter's own. */
export function taughtScore(layer: LearnedLayer | undefined, lesson: Lesson): number {
  const [score = 0] = lesson.chances;
  if (!layer) return score;
  const [spam = 0, none = 0] = shiftsOf(layer, lesson);
  const shift = spam - none;
  const believed = shift > 0 ? Math.max(0, shift - doubt) : shift;
  const bounded = Math.max(-mostShift, Math.min(mostShift, believed));
  // The odds, so that a score of 1 stays one.
  const odds = (score / (1 - score)) * Math.exp(bounded);
  return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
}

/** How well spam was told from what is none, with how much of the latter would have been held. */
export function measureSpam(judged: readonly Judged[]): Measures {
  const falsePositives = judged.filter(
    ({ chosen, chances }) => chosen === "none" && (chances.get("spam") ?? 0) >= heldFrom,
  ).length;
  return { ...measure(judged), falsePositives };
}
