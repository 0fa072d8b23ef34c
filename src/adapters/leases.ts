/** Leases on a counter: a process takes some requests at once and hands them out, so that few of them cost a round trip. */

import { LRUCache } from "lru-cache";

/** What a counter said when it was asked for some requests. */
export interface Granted {
  /** Requests left in the window for everybody, after these. */
  readonly remaining: number;
  readonly msLeft: number;
}

interface Lease {
  left: number;
  readonly remaining: number;
  readonly endsAt: number;
}

/** Callers whose leases a process remembers. */
const maxLeases = 50_000;

/** The leases of a process, by limit and caller. */
export class Leases {
  readonly #leases = new LRUCache<string, Lease>({ max: maxLeases });
  readonly #refills = new Map<string, Promise<void>>();

  /** Hands out one request, and has `grant` ask for `size` more when none is left. Rejects as `grant` does. */
  async take(at: string, size: number, grant: (size: number) => Promise<Granted>): Promise<Granted> {
    for (;;) {
      const lease = this.#current(at);
      if (lease && lease.left > 0) {
        lease.left -= 1;
        return { remaining: lease.remaining + lease.left, msLeft: lease.endsAt - performance.now() };
      }
      await this.#refill(at, size, grant);
    }
  }

  /** Takes back a request that came to nothing; whether there was a lease to put it into. */
  giveBack(at: string): boolean {
    const lease = this.#current(at);
    if (lease) lease.left += 1;
    return lease !== undefined;
  }

  /** Requests that are counted and not handed out yet. */
  left(at: string): number {
    return this.#current(at)?.left ?? 0;
  }

  #current(at: string): Lease | undefined {
    const lease = this.#leases.get(at);
    return lease && lease.endsAt > performance.now() ? lease : undefined;
  }

  /** Those who come while a lease is fetched share it, or each would throw the others' away. */
  #refill(at: string, size: number, grant: (size: number) => Promise<Granted>): Promise<void> {
    const running = this.#refills.get(at);
    if (running !== undefined) return running;
    const refill = grant(size)
      .then(({ remaining, msLeft }) => {
        this.#leases.set(at, { left: size, remaining, endsAt: performance.now() + msLeft });
      })
      .finally(() => this.#refills.delete(at));
    this.#refills.set(at, refill);
    return refill;
  }
}
