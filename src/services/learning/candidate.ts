/** Making a candidate from editors' decisions, and comparing it with the model in service on those it never saw. */

import type { Newsroom } from "../../context.ts";
import { Categoriser, type Section } from "../../domain/categories/categoriser.ts";
import { type LearnedLayer, type Lesson, lessonOf } from "../../domain/categories/learned-layer.ts";
import { type Judged, type Measures, measure } from "../../domain/categories/measures.ts";
import { type Decided, learnLayer } from "../../domain/categories/training/learned-layer.ts";
import { rehearse } from "../../domain/categories/training/rehearsal.ts";
import type { BodyFormat } from "../../domain/release.ts";
import { readableText } from "../../domain/source-text.ts";
import { inSlices } from "./in-slices.ts";

/** The last decision about a release, and what it was about. */
export interface Decision {
  readonly number: number;
  readonly given: string;
  readonly chosen: string;
  readonly heldBack: boolean;
  readonly headline: string;
  readonly body: string;
  readonly bodyFormat: BodyFormat;
}

export interface Candidate {
  readonly layer: LearnedLayer;
  readonly learnedFrom: number;
  readonly measures: Measures;
  /** Of the model in service, on the same decisions. */
  readonly running: Measures;
}

/** What an approval of the machine's choice counts beside a change of it: not everybody who approves looks. */
const weightOfApproval = 0.5;

/** Learns from the decisions that are not held back and judges those that are, leaving time for other work. */
export async function makeCandidate(
  { classifier, likeness }: Pick<Newsroom, "classifier" | "likeness">,
  sections: readonly Section[],
  running: Categoriser,
  decisions: readonly Decision[],
): Promise<Candidate> {
  const taught = decisions.filter(({ heldBack }) => !heldBack);
  const kept = decisions.filter(({ heldBack }) => heldBack);
  const ids = sections.map(({ id }) => id);
  const lessons = await inSlices(readLessons(running, sections, taught));
  const rehearsal = rehearse(running, likeness, lessons);
  const layer = await inSlices(learnLayer(ids, [...lessons, ...rehearsal]));
  const candidate = new Categoriser(classifier, likeness, sections, { number: 0, layer });
  return {
    layer,
    learnedFrom: lessons.length,
    measures: measure(await inSlices(judgeAll(candidate, sections, kept))),
    running: measure(await inSlices(judgeAll(running, sections, kept))),
  };
}

function* readLessons(
  running: Categoriser,
  sections: readonly Section[],
  decisions: readonly Decision[],
): Generator<void, Decided[]> {
  const lessons: Decided[] = [];
  for (const decision of decisions) {
    const chosen = sections.findIndex(({ slug }) => slug === running.ways.get(decision.chosen));
    if (chosen < 0) continue;
    const weight = decision.given === decision.chosen ? weightOfApproval : 1;
    lessons.push({ lesson: lessonFrom(running, decision), chosen, weight });
    yield;
  }
  return lessons;
}

function lessonFrom(running: Categoriser, decision: Decision): Lesson {
  const look = running.look(textOf(decision));
  return lessonOf(look, running.untaughtChancesOf(look));
}

function* judgeAll(
  model: Categoriser,
  sections: readonly Section[],
  decisions: readonly Decision[],
): Generator<void, Judged[]> {
  const judged: Judged[] = [];
  for (const decision of decisions) {
    const chosen = model.ways.get(decision.chosen);
    if (chosen === undefined) continue;
    const chances = model.chancesOf(model.look(textOf(decision)));
    judged.push({ chosen, chances: new Map(sections.map(({ slug }, at) => [slug, chances[at] ?? 0])) });
    yield;
  }
  return judged;
}

function textOf({ headline, body, bodyFormat }: Decision) {
  return { title: headline, text: readableText(body, bodyFormat) };
}
