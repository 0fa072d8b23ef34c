/** Long work in the process that also answers requests: a little at a time, and as long a rest after each. */

import { setTimeout as sleep } from "node:timers/promises";

/** Short enough that a request hardly notices. */
const sliceMs = 8;

/** Runs steps to their end, never more than half of the time. */
export async function inSlices<Result>(steps: Iterator<unknown, Result>): Promise<Result> {
  for (let until = performance.now() + sliceMs; ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await sleep(sliceMs);
    until = performance.now() + sliceMs;
  }
}
