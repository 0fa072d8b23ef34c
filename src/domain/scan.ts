/** What is known of the viruses in a file. Pure. */

/**
 * `not_scanned` where no scanner is configured, `pending` where it did not answer yet. What is `pending` or `infected` is
 * shown to nobody.
 */
export const scans = ["not_scanned", "clean", "pending", "infected"] as const;

export type Scan = (typeof scans)[number];

export interface Scanned {
  readonly scan: Scan;
  /** What the scanner calls that which it found. */
  readonly found: string | null;
}
