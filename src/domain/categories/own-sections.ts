/**
 * Sections that the model never learned: a publication describes them in a sentence and shows a few examples, and a text
 * is likened to those. Pure; how likeness becomes a chance was learned from sections that were held back.
 */

import { z } from "zod";
import type { Classifier, Look } from "./classifier.ts";
import type { Text } from "./feature-counter.ts";

/** A section in its publication's own words. */
export interface OwnSection {
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly examples: readonly string[];
}

const numbers = z.array(z.number());

/** What the training of likeness found out, from `models/sections.json`. */
export const likenessModel = z.strictObject({
  /** Where all releases lie on average: subtracted, since all texts resemble each other in being English. */
  centre: numbers,
  /** Where the releases of each category that the model knows lie, less the centre: somewhere else to belong. */
  known: z.array(numbers),
  /** Weights of the measures, the last a bias: for a section with a sentence only, and for one with examples. */
  described: numbers,
  exampled: numbers,
});
export type LikenessModel = z.output<typeof likenessModel>;

/** What was said of a section, by number: its sentence, then its examples; and what each of their words speaks for it. */
interface Profile {
  readonly slug: string;
  readonly first: number;
  readonly examples: number;
  readonly weights: ReadonlyMap<number, number>;
}

/** In which texts a feature stands, and what it counts there. */
interface Posting {
  readonly texts: number[];
  readonly values: number[];
}

/** Tells how likely a text belongs to each of the sections it was made for. */
export class OwnSections {
  readonly slugs: readonly string[];
  private readonly classifier: Classifier;
  private readonly model: LikenessModel;
  private readonly profiles: readonly Profile[];
  /** Of everything said of any section: where it lies, and which features stand in it. */
  private readonly places: Float32Array[] = [];
  private readonly postings = new Map<number, Posting>();

  constructor(classifier: Classifier, model: LikenessModel, sections: readonly OwnSection[]) {
    this.classifier = classifier;
    this.model = model;
    this.slugs = sections.map(({ slug }) => slug);
    this.profiles = sections.map((section) => this.take(section));
  }

  /** The measured likeness of the text that `look` shows to each section, in their order. */
  measure(look: Look): number[][] {
    const place = this.placeOf(look);
    const elsewhere = this.model.known.reduce((most, known) => Math.max(most, dot(place, known)), -1);
    const overlaps = this.overlapsOf(look);
    const meanings = this.places.map((other) => dot(place, other));
    return this.profiles.map(({ first, examples }) => {
      const inWords = overlaps.subarray(first + 1, first + 1 + examples);
      const inMeaning = meanings.slice(first + 1, first + 1 + examples);
      const nearest = Math.max(...inMeaning, examples > 0 ? -1 : (meanings[first] ?? 0));
      return [
        overlaps[first] ?? 0,
        meanings[first] ?? 0,
        Math.max(0, ...inWords),
        mean(inWords),
        Math.max(0, ...inMeaning),
        mean(inMeaning),
        nearest - elsewhere,
        Math.log1p(examples),
        1,
      ];
    });
  }

  /** The odds of each section against all others, in their order. */
  weigh(look: Look): number[] {
    return this.measure(look).map((measures, at) => {
      const weights = (this.profiles[at]?.examples ?? 0) > 0 ? this.model.exampled : this.model.described;
      return Math.exp(Math.min(dot(measures, weights), largestLogit));
    });
  }

  /** The words that the text shares with what was said of a section. */
  evidenceOf(slug: string, look: Look): string[] {
    const weights = this.profiles.find((profile) => profile.slug === slug)?.weights;
    return weights ? look.explain((feature) => weights.get(feature) ?? 0) : [];
  }

  private take({ slug, name, description, examples }: OwnSection): Profile {
    const first = this.places.length;
    const weights = new Map<number, number>();
    for (const said of [{ title: name, text: description ?? "" }, ...examples.map(textOf)]) {
      const look = this.classifier.look(said);
      look.found.forEach((feature, at) => {
        const value = look.values[at] ?? 0;
        weights.set(feature, (weights.get(feature) ?? 0) + value);
        this.post(feature, value);
      });
      this.places.push(this.placeOf(look));
    }
    return { slug, first, examples: examples.length, weights };
  }

  /** Notes a feature of the text that is being taken. */
  private post(feature: number, value: number): void {
    const posting = this.postings.get(feature) ?? { texts: [], values: [] };
    posting.texts.push(this.places.length);
    posting.values.push(value);
    this.postings.set(feature, posting);
  }

  private overlapsOf({ found, values }: Look): Float64Array {
    const overlaps = new Float64Array(this.places.length);
    found.forEach((feature, at) => {
      const posting = this.postings.get(feature);
      if (!posting) return;
      const value = values[at] ?? 0;
      posting.texts.forEach((text, of) => {
        overlaps[text] = (overlaps[text] ?? 0) + value * (posting.values[of] ?? 0);
      });
    });
    return overlaps;
  }

  private placeOf({ point }: Look): Float32Array {
    const own = point.slice(0, this.model.centre.length);
    return toUnit(own.map((value, at) => value - (this.model.centre[at] ?? 0)));
  }
}

/** Surer than this nobody can be of a section described in a sentence: some 150 to 1. */
const largestLogit = 5;

/** The first line of an example is its headline, where it has more than one. */
function textOf(example: string): Text {
  const lineEnd = example.indexOf("\n");
  return { title: lineEnd < 0 ? "" : example.slice(0, lineEnd), text: example.slice(lineEnd + 1) };
}

function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] ?? 0;
  return sum / Math.max(1, values.length);
}

/** The vector at length 1; all zero stays so. */
export function toUnit(point: Float32Array): Float32Array {
  const length = Math.sqrt(dot(point, point));
  return length === 0 ? point : point.map((value) => value / length);
}
