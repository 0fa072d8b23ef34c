/** One made-up article: the same for the same seed and number, whoever else is made. */

import { type Chance, chanceOf, uuidAt } from "./random.ts";
import { bodies, common, kinds, people, rare, sentences, tags, things, towns, verbs } from "./words.ts";

export interface SeedOrganization {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

export interface SeedArticle {
  readonly id: string;
  readonly releaseId: string;
  readonly slug: string;
  readonly kind: string;
  readonly headline: string;
  readonly dek: string;
  readonly paragraphs: readonly string[];
  readonly town: string;
  /** An index among the publications: most of what there is stands in the first. */
  readonly publication: number;
  /** An index among the sections of its publication. */
  readonly section: number;
  readonly tags: readonly string[];
  /** An index among the organisations. */
  readonly organization: number;
  readonly publishedAt: Date;
}

export interface Edition {
  readonly seed: number;
  /** How many articles there will be, the last one published at `until`. */
  readonly articles: number;
  readonly until: number;
  readonly publications: number;
  readonly sections: number;
  readonly organizations: number;
}

/** An article comes out every so often; a bigger archive goes back further, up to thirty years. */
const everyMs = 180_000;
const longestMs = 30 * 365 * 86_400_000;

/** The article with a number, from 0 for the oldest. */
export function articleAt(
  { seed, articles, until, publications, sections, organizations }: Edition,
  number: number,
): SeedArticle {
  const chance = chanceOf(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const age = Math.min(everyMs, longestMs / articles) * (articles - 1 - number);
  const publishedAt = new Date(Math.floor(until - age));
  const town = chance.often(towns);
  const thing = chance.pick(things);
  const body = chance.pick(bodies);
  const headline = `${town} ${body} ${chance.pick(verbs)} the ${thing} of ${capital(chance.pick(rare))}`;
  return {
    id: uuidAt(chance, publishedAt.getTime()),
    releaseId: uuidAt(chance, publishedAt.getTime()),
    slug: `${headline.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${number}`,
    kind: chance.often(kinds),
    headline,
    dek: sentence(chance, { town, thing, body }),
    paragraphs: Array.from({ length: 3 + chance.below(3) }, () =>
      Array.from({ length: 2 + chance.below(2) }, () => sentence(chance, { town, thing, body })).join(" "),
    ),
    town,
    publication: chance.zipf(publications),
    section: chance.zipf(sections),
    tags: [...new Set(Array.from({ length: chance.below(4) }, () => chance.often(tags)))],
    organization: chance.zipf(organizations),
    publishedAt,
  };
}

interface Scene {
  readonly town: string;
  readonly thing: string;
  readonly body: string;
}

function sentence(chance: Chance, { town, thing, body }: Scene): string {
  const words: Record<string, () => string> = {
    town: () => (chance.next() < 0.7 ? town : chance.pick(towns)),
    thing: () => thing,
    body: () => `The ${body}`,
    person: () => chance.pick(people),
    common: () => chance.pick(common),
    number: () => String(2 + chance.zipf(200)),
    rare: () => capital(chance.often(rare)),
  };
  return chance.pick(sentences).replaceAll(/\{(\w+)\}/g, (_, word: string) => words[word]?.() ?? word);
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
