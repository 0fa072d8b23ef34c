/** Making a candidate from editors' decisions, and comparing it with the model in service on those it never saw. */

import type { LearnedLayer } from "../../domain/categories/learned-layer.ts";
import type { Judged, Measures } from "../../domain/categories/measures.ts";
import { learnLayer } from "../../domain/categories/training/learned-layer.ts";
import { inSlices } from "./in-slices.ts";
import type { Decision, Learner } from "./learner.ts";

export interface Candidate {
  readonly layer: LearnedLayer;
  readonly learnedFrom: number;
  readonly measures: Measures;
  /** Of the model in service, on the same decisions. */
  readonly running: Measures;
}

/** Learns from the decisions that are not held back and judges those that are, leaving time for other work. */
export async function makeCandidate(learner: Learner, decisions: readonly Decision[]): Promise<Candidate> {
  const taught = decisions.filter(({ heldBack }) => !heldBack);
  const kept = decisions.filter(({ heldBack }) => heldBack);
  const lessons = await inSlices(each(taught, (decision) => learner.lessonFrom(decision)));
  const rehearsal = await inSlices(learner.rehearse(lessons));
  const layer = await inSlices(learnLayer(learner.sections, [...lessons, ...rehearsal]));
  const measured = async (judge: (decision: Decision) => Judged | undefined) =>
    learner.measure(await inSlices(each(kept, judge)));
  return {
    layer,
    learnedFrom: lessons.length,
    measures: await measured(learner.judgeBy(layer)),
    running: await measured(learner.judgeBy()),
  };
}

function* each<Result>(
  decisions: readonly Decision[],
  see: (decision: Decision) => Result | undefined,
): Generator<void, Result[]> {
  const seen: Result[] = [];
  for (const decision of decisions) {
    const one = see(decision);
    if (one !== undefined) seen.push(one);
    yield;
  }
  return seen;
}
