/** Making a candidate from editors' decisions, and comparing it with the model in service on those it never saw. */

import type { LearnedLayer } from "../../domain/categories/learned-layer.ts";
import { gainOf, type Judged, type Measures } from "../../domain/categories/measures.ts";
import { learnLayer } from "../../domain/categories/training/learned-layer.ts";
import { inSlices } from "./in-slices.ts";
import type { Decision, Learner } from "./learner.ts";

export interface Candidate {
  readonly layer: LearnedLayer;
  readonly learnedFrom: number;
  readonly measures: Measures;
  /** Of the model in service, on the same decisions. */
  readonly running: Measures;
  /** How much less surprised it was of each, beside what chance would give. */
  readonly gain: number;
}

/** Learns from the decisions that are not held back and judges those that are, leaving time for other work. */
export async function makeCandidate(learner: Learner, decisions: readonly Decision[]): Promise<Candidate> {
  const taught = decisions.filter(({ heldBack }) => !heldBack);
  const kept = decisions.filter(({ heldBack }) => heldBack);
  const lessons = await inSlices(each(taught, (decision) => learner.lessonFrom(decision)));
  const rehearsal = await inSlices(learner.rehearse(lessons));
  const layer = await inSlices(learnLayer(learner.sections, [...lessons, ...rehearsal]));
  const [byCandidate, byRunning] = [learner.judgeBy(layer), learner.judgeBy()];
  const both = (decision: Decision): readonly [Judged, Judged] | undefined => {
    const [candidate, running] = [byCandidate(decision), byRunning(decision)];
    return candidate && running && [candidate, running];
  };
  const pairs = await inSlices(each(kept, both));
  const [judged, before] = [pairs.map(([candidate]) => candidate), pairs.map(([, running]) => running)];
  return {
    layer,
    learnedFrom: lessons.length,
    measures: learner.measure(judged),
    running: learner.measure(before),
    gain: gainOf(judged, before),
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
