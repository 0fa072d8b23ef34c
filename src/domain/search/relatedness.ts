/** How much one article has to do with another, and which of those that do are worth showing together. Pure. */

/** What is compared of an article. */
export interface Relative {
  readonly id: string;
  /** Its most telling words. */
  readonly keywords: readonly string[];
  readonly category: string | null;
  readonly organizationId: string;
  /** Where it was written. */
  readonly city: string | null;
  readonly publishedAt: Date;
}

/** What is in common counts so much beside all telling words, which count 1. */
const weights = { category: 0.15, organization: 0.1, city: 0.1, age: 0.15 };
const yearMs = 365 * 86_400_000;

/**
 * How much an article has to do with another: the share of its telling words that both have, the rarer the more, and
 * section, organisation, place and age. `commonness` tells how many articles have a word.
 */
export function relatedness(own: Relative, other: Relative, commonness: ReadonlyMap<string, number>): number {
  const weight = (word: string) => 1 / (1 + Math.log1p(commonness.get(word) ?? 0));
  const sum = (words: readonly string[]) => words.reduce((total, word) => total + weight(word), 0);
  const theirs = new Set(other.keywords);
  const shared = sum(own.keywords.filter((word) => theirs.has(word)));
  const apart = Math.abs(own.publishedAt.getTime() - other.publishedAt.getTime());
  return (
    shared / Math.max(sum(own.keywords), 1e-9) +
    (own.category !== null && own.category === other.category ? weights.category : 0) +
    (own.organizationId === other.organizationId ? weights.organization : 0) +
    (own.city !== null && own.city === other.city ? weights.city : 0) -
    weights.age * Math.min(apart / yearMs, 1)
  );
}

/** What tells one text from another. */
export interface Told {
  readonly keywords: readonly string[];
  readonly organizationId: string;
  /** The same for the same text. */
  readonly print: string;
}

/** So much of the telling words in common is the same story told again. */
const sameStory = 0.9;
const maxOfOrganization = 2;

/**
 * From relatives with the nearest first, those to show: none with the article's own text, none that tells another's
 * story again, no three of one organisation.
 */
export function diverse<Kind extends Told>(
  own: Pick<Told, "print">,
  relatives: readonly Kind[],
  limit: number,
): Kind[] {
  const chosen: Kind[] = [];
  for (const relative of relatives) {
    if (chosen.length === limit) break;
    const { organizationId, print, keywords } = relative;
    const ofOrganization = chosen.filter((other) => other.organizationId === organizationId);
    const isRepeat =
      print === own.print ||
      chosen.some((other) => other.print === print || overlap(other.keywords, keywords) >= sameStory);
    if (ofOrganization.length < maxOfOrganization && !isRepeat) chosen.push(relative);
  }
  return chosen;
}

function overlap(one: readonly string[], other: readonly string[]): number {
  const words = new Set(one);
  return other.filter((word) => words.has(word)).length / Math.max(one.length, other.length, 1);
}
