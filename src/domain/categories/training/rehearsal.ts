/**
 * What a layer must not forget while it learns: a typical text of each category that the model knows. Editors' decisions
 * are few and alike, and would else teach that everything belongs where the last thirty releases went. Pure.
 */

import type { Categoriser } from "../categoriser.ts";
import { type LikenessModel, toUnit } from "../own-sections.ts";
import type { Decided } from "./learned-layer.ts";

/** How far the releases of a category lie from the middle of all. */
const distance = 0.3;
/** Together they count a part of what the decisions do. */
const part = 0.5;
/** How sure the model is of a typical text. */
const certainty = 0.8;

/** One lesson for each category that leads to a section, in the dimensions of a text's point. */
export function rehearse(
  categoriser: Categoriser,
  { centre, known }: LikenessModel,
  decisions: readonly Decided[],
): Decided[] {
  const weight = (part * decisions.reduce((sum, one) => sum + one.weight, 0)) / Math.max(1, known.length);
  const width = decisions[0]?.lesson.chances.length ?? 0;
  return categoriser.labels.map(([label, chosen]) => {
    const half = toUnit(
      Float32Array.from(centre, (value, at) => value + distance * (known[label]?.[at] ?? 0)),
    );
    const chances = new Float64Array(width).fill((1 - certainty) / Math.max(1, width - 1));
    chances[chosen] = certainty;
    const point = Float32Array.from([...half, ...half]);
    return { lesson: { chances, point, buckets: new Uint16Array(0) }, chosen, weight };
  });
}
