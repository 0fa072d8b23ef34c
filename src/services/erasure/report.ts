/** What an erasure took out, and what it leaves: the answer that somebody who asked for it is owed. */

import { createHash } from "node:crypto";

interface Counted {
  readonly what: string;
  readonly count: number;
}

export interface ErasureReport {
  readonly erasedAt: Date;
  /** Everything that is looked for, also where there was none of it. */
  readonly removed: readonly Counted[];
  readonly kept: readonly (Counted & { readonly why: string })[];
}

/** What stands in the place of a contact. The domain `.invalid` is nobody's for ever (RFC 2606). */
export const nobody = { name: "Erased", email: "erased@erased.invalid" } as const;

/** How long an erasure may take: it looks everywhere, and the indexes are not made for it. */
export const erasureTimeoutMs = 300_000;

/** Why the desk of one publication may neither see nor erase it. */
export const concernsAll = "What is kept about somebody concerns every publication.";

/** The counts as the report lists them. */
export function counted(counts: Readonly<Record<string, number>>): Counted[] {
  return Object.entries(counts).map(([what, count]) => ({ what, count }));
}

/** An address as the record of its erasure names it, which is not the address. */
export function pseudonymOf(address: string): string {
  return createHash("sha256").update(address.toLowerCase()).digest("hex").slice(0, 32);
}
