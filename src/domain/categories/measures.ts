/** How well a model does on decisions that it was not taught, and which of two goes into service. Pure. */

import { z } from "zod";

/** A decision, and the chances that a model gave. */
export interface Judged {
  readonly chosen: string;
  /** By section's slug. */
  readonly chances: ReadonlyMap<string, number>;
}

export const measures = z.object({
  decisions: z.int(),
  accuracy: z.number(),
  /** Mean of the logarithm of what the chosen section's chance fell short of 1. */
  surprise: z.number(),
  /** Decisions that the model was sure of and wrong about: what would have gone out unseen into a wrong section. */
  sureErrors: z.int(),
  /** Of spam: what editors said is none and would have been held for it. */
  falsePositives: z.int().optional(),
  confusion: z.array(z.object({ chosen: z.string(), given: z.string(), count: z.int() })),
});
export type Measures = z.output<typeof measures>;

const sure = 0.7;
const round = (value: number) => Math.round(value * 10_000) / 10_000;

export function measure(judged: readonly Judged[]): Measures {
  const counts = new Map<string, { chosen: string; given: string; count: number }>();
  let right = 0;
  let sureErrors = 0;
  let surprise = 0;
  for (const { chosen, chances } of judged) {
    const [given, chance] = [...chances].reduce((best, one) => (one[1] > best[1] ? one : best), ["", 0]);
    if (given === chosen) right += 1;
    else if (chance >= sure) sureErrors += 1;
    surprise -= Math.log(Math.max(chances.get(chosen) ?? 0, 1e-6));
    const cell = counts.get(`${chosen} ${given}`) ?? { chosen, given, count: 0 };
    cell.count += 1;
    counts.set(`${chosen} ${given}`, cell);
  }
  const all = Math.max(1, judged.length);
  return {
    decisions: judged.length,
    accuracy: round(right / all),
    surprise: round(surprise / all),
    sureErrors,
    confusion: [...counts.values()].sort((one, other) => other.count - one.count),
  };
}

/** Whether a candidate is better, and errs no more often in the way that does most harm. */
export function isBetter(candidate: Measures, running: Measures): boolean {
  return (
    candidate.surprise < running.surprise &&
    candidate.accuracy >= running.accuracy &&
    graveErrorsOf(candidate) <= graveErrorsOf(running)
  );
}

/** A section that is sure and wrong goes out unseen; an honest release that is held for spam waits for nothing. */
function graveErrorsOf({ falsePositives, sureErrors }: Measures): number {
  return falsePositives ?? sureErrors;
}
