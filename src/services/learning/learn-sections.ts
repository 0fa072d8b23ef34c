/** Learning where a publication's editors put what they get. */

import type { Newsroom } from "../../context.ts";
import { Categoriser, type Section } from "../../domain/categories/categoriser.ts";
import { lessonOf } from "../../domain/categories/learned-layer.ts";
import { measure } from "../../domain/categories/measures.ts";
import { rehearse } from "../../domain/categories/training/rehearsal.ts";
import { type Learner, textOf, weightOfApproval } from "./learner.ts";

/** @param running what files the publication's releases until something better is learned */
export function sectionLearner(
  { classifier, likeness }: Pick<Newsroom, "classifier" | "likeness">,
  sections: readonly Section[],
  running: Categoriser,
): Learner {
  return {
    sections: sections.map(({ id }) => id),
    lessonFrom(decision) {
      const chosen = sections.findIndex(({ slug }) => slug === running.ways.get(decision.chosen));
      if (chosen < 0) return undefined;
      const look = running.look(textOf(decision));
      const lesson = lessonOf(look, running.untaughtChancesOf(look));
      return { lesson, chosen, weight: decision.given === decision.chosen ? weightOfApproval : 1 };
    },
    // biome-ignore lint/correctness/useYield: They are few, and cost nothing worth a pause.
    *rehearse(lessons) {
      return rehearse(running, likeness, lessons);
    },
    judgeBy(layer) {
      const model = layer ? new Categoriser(classifier, likeness, sections, { number: 0, layer }) : running;
      return (decision) => {
        const chosen = model.ways.get(decision.chosen);
        if (chosen === undefined) return undefined;
        const chances = model.chancesOf(model.look(textOf(decision)));
        return { chosen, chances: new Map(sections.map(({ slug }, at) => [slug, chances[at] ?? 0])) };
      };
    },
    measure,
  };
}
