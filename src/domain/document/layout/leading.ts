/** Lines of pages and the distance between those of one paragraph. Pure. */

/** A line and where it stands, in points from the lower left corner; a tab is a gap between columns. */
export interface PageLine {
  readonly text: string;
  readonly y: number;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  /** Where the lines of its column end at the most, if it stands in one. */
  readonly edge?: number;
}

/** The distance between two lines of one paragraph of a size. */
export interface Leading {
  /** What most lines keep that follow a full one: where the text goes on, however wide it is set. */
  readonly behindFull: number;
  /** The smallest that is no accident, of the same size, or in proportion of any. */
  readonly smallest: number;
}

/** Lines are full that reach so far to the right, as a share of the farthest. */
export const fullAt = 0.8;

/** What is set wider, in parts of its size, is set double. */
const widestSet = 1.7;

/** How the lines of a size follow each other on a page whose widest line ends at `right`. */
export function leadingOf(lines: readonly PageLine[], size: number, right: number): Leading {
  const steps = lines.flatMap((line, at) => {
    const before = lines[at - 1];
    const gap = before ? before.y - line.y : 0;
    if (!before || Math.abs(before.size - line.size) >= 0.6 || gap <= line.size * 0.8) return [];
    // A full line that ends a sentence may end its paragraph.
    const isFull = before.right > (before.edge ?? right) * fullAt && !/[.!?”"]$/.test(before.text);
    return [{ gap, size: line.size, isFull }];
  });
  const own = steps.filter((step) => Math.abs(step.size - size) < 0.6);
  const behindFull = own.filter(({ isFull }) => isFull).map(({ gap }) => Math.round(gap * 2) / 2);
  const relative = (own.length >= 3 ? own : steps).map((step) => (step.gap * size) / step.size);
  const sorted = relative.toSorted((a, b) => a - b);
  const smallest =
    sorted.find((gap, at) => Math.abs((sorted[at + 1] ?? 0) - gap) < 1) ?? sorted[0] ?? size * 1.2;
  // Where nearly every paragraph is a line, the smallest distance is that between two paragraphs.
  const likely = smallest > size * widestSet ? size * 1.25 : smallest;
  return { behindFull: behindFull.length >= 3 ? commonest(behindFull) : likely, smallest: likely };
}

/** The value that comes most often, the smaller of two. */
export function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most = 0] = [...counts].toSorted(([a, one], [b, other]) => other - one || a - b)[0] ?? [];
  return most;
}
