/** What the benchmarks print: a line for each figure, with a tick or a cross where something is asked of it. */

export interface Row {
  readonly name: string;
  readonly figure: string;
  /** Whether it reaches what is asked; absent where nothing is. */
  readonly passed?: boolean;
}

/** Prints rows as they come and tells whether all of them passed. */
export function print(rows: readonly Row[]): boolean {
  for (const { name, figure, passed } of rows) {
    const mark = passed === undefined ? " " : passed ? "✓" : "✗";
    console.log(`${mark} ${name.padEnd(60)} ${figure}`);
  }
  return rows.every(({ passed }) => passed !== false);
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value that so large a share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
