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
  for (const one of judged) {
    const { chosen, chances } = one;
    const [given, chance] = [...chances].reduce((best, next) => (next[1] > best[1] ? next : best), ["", 0]);
    if (given === chosen) right += 1;
    else if (chance >= sure) sureErrors += 1;
    surprise += surpriseOf(one);
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

/** Of fewer nothing can be told; of the thirty decisions that a newsroom begins with three are held back. */
const leastHeldBack = 3;

/**
 * How much less surprised a candidate is than the model in service, decision by decision: the mean as a multiple of its
 * standard error, so that what differs by chance stays small.
 */
export function gainOf(candidate: readonly Judged[], running: readonly Judged[]): number {
  const gains = candidate.map((judged, at) => surpriseOf(running[at] ?? judged) - surpriseOf(judged));
  const mean = sumOf(gains) / Math.max(1, gains.length);
  if (mean <= 0) return 0;
  const variance = sumOf(gains.map((gain) => (gain - mean) ** 2)) / (gains.length - 1);
  return mean / Math.sqrt(variance / gains.length);
}

/**
 * Whether a candidate is better by more than chance, right no less often and more often than sure and wrong, and errs no
 * more often in the way that does most harm.
 *
 * @param gain what `gainOf` says of the two
 */
export function isBetter(candidate: Measures, running: Measures, gain: number): boolean {
  const { decisions, accuracy } = candidate;
  const errors = graveErrorsOf(candidate);
  return (
    decisions >= leastHeldBack &&
    gain >= leastGain(decisions) &&
    accuracy >= running.accuracy &&
    errors <= graveErrorsOf(running) &&
    accuracy * decisions > errors
  );
}

/** What chance gives about one time in twenty; the fewer decisions, the less their spread is known (Student's t). */
function leastGain(decisions: number): number {
  return 1.65 + 2 / (decisions - 1);
}

function surpriseOf({ chosen, chances }: Judged): number {
  return -Math.log(Math.max(chances.get(chosen) ?? 0, 1e-6));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A section that is sure and wrong goes out unseen; an honest release that is held for spam waits for nothing. */
function graveErrorsOf({ falsePositives, sureErrors }: Measures): number {
  return falsePositives ?? sureErrors;
}
