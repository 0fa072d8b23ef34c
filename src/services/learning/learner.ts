/** What is learned from an editor's decision, whatever it was about: the frame that each kind of decision fills. */

import type { LearnedLayer } from "../../domain/categories/learned-layer.ts";
import type { Judged, Measures } from "../../domain/categories/measures.ts";
import type { Decided } from "../../domain/categories/training/learned-layer.ts";
import type { BodyFormat } from "../../domain/releases/release.ts";
import { readableText } from "../../domain/source-text/source-text.ts";
import type { DecisionKind } from "./decisions.ts";

/** The last decision about a release, and what it was about. */
export interface Decision {
  readonly kind: DecisionKind;
  /** Counts those of its kind. */
  readonly number: number;
  readonly given: string;
  readonly chosen: string;
  readonly heldBack: boolean;
  readonly headline: string;
  readonly body: string;
  readonly bodyFormat: BodyFormat;
}

export interface Learner {
  /** What the layer is learned for, in the order of its rows' numbers. */
  readonly sections: readonly string[];
  /** What a decision teaches; nothing where it was for what there is no more. */
  lessonFrom(decision: Decision): Decided | undefined;
  /** What must not be forgotten over these lessons. */
  rehearse(lessons: readonly Decided[]): Generator<void, Decided[]>;
  /** How a layer judges what was decided about; without one, how the model in service does. */
  judgeBy(layer?: LearnedLayer): (decision: Decision) => Judged | undefined;
  measure(judged: readonly Judged[]): Measures;
}

/** What an approval of the machine's choice counts beside a change of it: not everybody who approves looks. */
export const weightOfApproval = 0.5;

/** What the models read of it. */
export function textOf({ headline, body, bodyFormat }: Decision) {
  return { title: headline, text: readableText(body, bodyFormat) };
}
