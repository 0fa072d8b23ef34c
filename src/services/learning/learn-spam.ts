/** Learning what a publication's editors take for unsolicited advertising. */

import type { Newsroom } from "../../context.ts";
import type { LearnedLayer } from "../../domain/categories/learned-layer.ts";
import {
  heldFrom,
  measureSpam,
  spamLabels,
  spamLesson,
  spamSections,
  taughtScore,
} from "../../domain/spam/taught.ts";
import { rehearseSpam } from "../../domain/spam/training/rehearsal.ts";
import { type Learner, textOf, weightOfApproval } from "./learner.ts";

/** A release that is held in vain costs an editor's time and its issuer's trust; spam that passes is found by others too. */
const weightOf = { none: 2, spam: 1 } as const;

/** @param running the layer in service, if there is one */
export function spamLearner(
  { classifier, spamFilter }: Pick<Newsroom, "classifier" | "spamFilter">,
  running: LearnedLayer | undefined,
): Learner {
  const read = (text: { readonly title: string; readonly text: string }) =>
    spamLesson(spamFilter.read(text), classifier.look(text));
  return {
    sections: spamSections,
    lessonFrom(decision) {
      const label = spamLabels.find((one) => one === decision.chosen);
      if (!label) return undefined;
      const lesson = read(textOf(decision));
      // What ships says of this very text, and not what was given: an editor may have taken the passage out.
      const wasHeld = (lesson.chances[0] ?? 0) >= heldFrom;
      const agrees = wasHeld === (label === "spam");
      return {
        lesson,
        chosen: spamLabels.indexOf(label),
        weight: weightOf[label] * (agrees ? weightOfApproval : 1),
      };
    },
    rehearse: (lessons) => rehearseSpam(read, lessons),
    judgeBy:
      (layer = running) =>
      (decision) => {
        const score = taughtScore(layer, read(textOf(decision)));
        return {
          chosen: decision.chosen,
          chances: new Map([
            ["spam", score],
            ["none", 1 - score],
          ]),
        };
      },
    measure: measureSpam,
  };
}
