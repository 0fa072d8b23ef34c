/** Which section a release stands in, from what its submitter suggests and what the model makes of it. Pure. */

import type { Scored } from "../categories/classifier.ts";

/** A suggestion stands if the model finds it at least this likely. */
const plausible = 0.1;

/** Where each slug leads: a section's own, and those that it had earlier, to its own. */
export type Sections = ReadonlyMap<string, string>;

/** The submitter's suggestion where it is plausible, else the model's first, or `null` when there is nothing to choose. */
export function chooseCategory(
  suggested: string | null,
  scored: readonly Scored[],
  sections: Sections,
): string | null {
  const known = suggested === null ? null : (sections.get(suggested) ?? null);
  const score = scored.find(({ slug }) => slug === known)?.score ?? 0;
  if (known !== null && (score >= plausible || scored.length === 0)) return known;
  return scored[0]?.slug ?? known;
}
