/**
 * What a layer must not forget while it learns: spam of every kind that `invent-spam.ts` knows. Editors approve far
 * more than they refuse for spam, and would else teach that nothing is. Pure.
 */

import type { Lesson } from "../../categories/learned-layer.ts";
import type { Decided } from "../../categories/training/learned-layer.ts";
import { inventSpam } from "./invented/invent-spam.ts";

/** Enough that each kind is among them several times. */
const texts = 120;
/** Not those that the filter learned from. */
const seed = 20_261_127;
/** Together they count a part of what the approvals do. */
const part = 0.25;

/**
 * A lesson for each of the texts.
 *
 * @param read what the layer sees of a text
 */
export function* rehearseSpam(
  read: (text: { readonly title: string; readonly text: string }) => Lesson,
  decisions: readonly Decided[],
): Generator<void, Decided[]> {
  const approvals = decisions.filter(({ chosen }) => chosen !== 0);
  const weight = (part * approvals.reduce((sum, one) => sum + one.weight, 0)) / texts;
  const lessons: Decided[] = [];
  for (const text of inventSpam(texts, seed)) {
    lessons.push({ lesson: read({ title: "", text }), chosen: 0, weight });
    yield;
  }
  return lessons;
}
