/** Who goes first in a process: what brings a release to its readers, before letters and all else that follows from it. */

import { setTimeout as sleep } from "node:timers/promises";

/** So long others wait at the most; a rush may last for minutes. */
const patienceMs = 250;

export class Precedence {
  #urgent = 0;
  #waiting: (() => void)[] = [];

  /** Runs what others wait for. */
  async first(run: () => Promise<void>): Promise<void> {
    this.#urgent += 1;
    try {
      return await run();
    } finally {
      this.#urgent -= 1;
      if (this.#urgent === 0) for (const go of this.#waiting.splice(0)) go();
    }
  }

  /** Runs something when nothing urgent does, or after a moment. */
  async after(run: () => Promise<void>): Promise<void> {
    if (this.#urgent > 0) {
      const rested = new Promise<void>((resolve) => this.#waiting.push(resolve));
      await Promise.race([rested, sleep(patienceMs, undefined, { ref: false })]);
    }
    return run();
  }
}
