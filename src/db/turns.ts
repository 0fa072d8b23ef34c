/** Turns at the database for work that can be gathered: while all are taken, what comes next waits, and grows. */

export class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /** @param atOnce how many have their turn at the same time */
  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Begins it when its turn comes: not before what has come in by now has been read. */
  wait(begin: () => void): void {
    this.#waiting.push(begin);
    if (this.#free > 0) setImmediate(() => this.#next());
  }

  /** Holds a turn until the work is done. */
  async take<Value>(work: Promise<Value>): Promise<Value> {
    this.#free -= 1;
    try {
      return await work;
    } finally {
      this.#free += 1;
      this.#next();
    }
  }

  #next(): void {
    if (this.#free > 0) this.#waiting.shift()?.();
  }
}
