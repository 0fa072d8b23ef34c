/**
 * Whether two texts speak of the same things. A template with other news has the same sentences with other names,
 * subjects and figures in them; a copy, however much it was edited, keeps these. Pure.
 */

import { isContent, isFigure } from "./words.ts";

/** Where a release says what is new. */
const maxLeadWords = 120;
/**
 * Fitted on the development releases: copies share 0.75 of these words and more, the likest different releases 0.58 and
 * less, but for two in 68.
 */
const leastOfLead = 0.7;
/** Words that come again are what a text is about. Of these copies share 0.81 and more. */
const leastOfSubjects = 0.8;
/** Shares of fewer words than these are chance. */
const leastLead = 10;
const leastSubjects = 4;

/** How many words or shingles of so many make the beginning; the second half of a short text is often its boilerplate. */
export function leadOf(length: number): number {
  return Math.min(maxLeadWords, Math.ceil(length / 2));
}

/** The facts at the beginning of a text, to compare with several others. */
export interface LeadFacts {
  readonly content: readonly number[];
  readonly subjects: readonly number[];
  readonly figures: readonly number[];
}

/** What a text, given as its words' numbers, is about. */
export function leadFactsOf(words: Uint32Array): LeadFacts {
  const counts = new Map<number, number>();
  for (const word of words) if (isContent(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const content = [...new Set(words.subarray(0, leadOf(words.length)))].filter(isContent);
  return {
    content,
    subjects: content.filter((word) => (counts.get(word) ?? 0) > 1),
    figures: content.filter(isFigure),
  };
}

/**
 * Whether the other text speaks of what this one is about.
 *
 * @param isNearlyAll whether hardly anything else differs: then a name that comes again and again is no other news
 */
export function sharesFacts(
  { content, subjects, figures }: LeadFacts,
  other: Uint32Array,
  isNearlyAll: () => boolean,
): boolean {
  const known = new Set(other);
  const shareOf = (words: readonly number[], least: number) =>
    words.filter((word) => known.has(word)).length / Math.max(least, words.length);
  return (
    shareOf(content, leastLead) >= leastOfLead &&
    (figures.length === 0 || figures.some((figure) => known.has(figure))) &&
    (shareOf(subjects, leastSubjects) >= Math.min(leastOfSubjects, subjects.length / leastSubjects) ||
      isNearlyAll())
  );
}
