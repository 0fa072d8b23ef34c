/**
 * How often answers are made. While much is published, a list would be old as soon as it is made: one that was made many
 * times in a row may be behind for a moment instead (ADR-0032).
 */

import { LRUCache } from "lru-cache";

/** So many times in a row, each soon after the one before, an answer is made anew as soon as an article joins it. */
const quickMakings = 8;
/** From then on so long after it was begun. */
const lagMs = 250;
const soonMs = 2 * lagMs;
/** Of answers that nobody asked for in a while, the pace begins anew. */
const maxKnown = 2000;

interface Pace {
  readonly begunAt: number;
  /** How many were made before it in a row. */
  readonly streak: number;
}

export class Paces {
  readonly #known = new LRUCache<string, Pace>({ max: maxKnown });

  /** Whether its answer was made lately. */
  knows(key: string): boolean {
    return this.#known.has(key);
  }

  /** Counts a making, and says until when its answer may be behind, by the monotonic clock. */
  lagOf(key: string, begunAt: number): number {
    const last = this.#known.get(key);
    const streak = last && begunAt - last.begunAt < soonMs ? last.streak + 1 : 0;
    this.#known.set(key, { begunAt, streak });
    return streak < quickMakings ? Number.NEGATIVE_INFINITY : begunAt + lagMs;
  }
}
