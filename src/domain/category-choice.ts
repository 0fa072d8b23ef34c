/** Which section a release stands in, from what its submitter suggests and what the model makes of it. Pure. */

import type { Scored } from "./categories/classifier.ts";

/** A suggestion stands if the model finds it at least this likely. */
const plausible = 0.1;

/** The scores of the categories that the publication has, best first. */
export function scoresWithin(scored: readonly Scored[], slugs: ReadonlySet<string>): Scored[] {
  return scored
    .filter(({ slug }) => slugs.has(slug))
    .map(({ slug, score, evidence }) => ({ slug, score: Math.round(score * 1000) / 1000, evidence }));
}

/** The submitter's suggestion where it is plausible, else the model's first, or `null` when there is nothing to choose. */
export function chooseCategory(
  suggested: string | null,
  scored: readonly Scored[],
  slugs: ReadonlySet<string>,
): string | null {
  const known = suggested !== null && slugs.has(suggested) ? suggested : null;
  const score = scored.find(({ slug }) => slug === known)?.score ?? 0;
  if (known !== null && (score >= plausible || scored.length === 0)) return known;
  return scored[0]?.slug ?? known;
}
