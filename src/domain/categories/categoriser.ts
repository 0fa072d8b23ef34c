/** Files a text among the sections of one publication: those that the model knows, and its own. Pure. */

import type { Classifier, Look, Scored } from "./classifier.ts";
import type { Text } from "./feature-counter.ts";
import { applyLayer, type LearnedLayer, lessonOf } from "./learned-layer.ts";
import { type LikenessModel, type OwnSection, OwnSections } from "./own-sections.ts";

/** A section, and the slugs that it had. */
export interface Section extends OwnSection {
  readonly id: string;
  readonly aliases: readonly string[];
}

/** What a publication's editors taught, and the number it is kept by. */
export interface Taught {
  readonly number: number;
  readonly layer: LearnedLayer;
}

/** Words that a section shows as having decided. */
const maxEvidence = 5;

export class Categoriser {
  /** Where each slug leads: a section's own, and those that it had earlier, to its own. */
  readonly ways: ReadonlyMap<string, string>;
  private readonly sections: readonly Section[];
  private readonly classifier: Classifier;
  private readonly own: OwnSections;
  /** Of each label that leads to a section: the label's number, and the section's place. */
  readonly labels: readonly (readonly [label: number, section: number])[];
  /** The shipped model's, and the number of what was taught. */
  readonly version: string;
  private readonly learned: LearnedLayer | undefined;
  /** The place of each of the layer's sections; -1 of one that there is no more. */
  private readonly places: readonly number[];

  /** @param taught what the publication's editors taught */
  constructor(
    classifier: Classifier,
    likeness: LikenessModel,
    sections: readonly Section[],
    taught?: Taught,
  ) {
    this.classifier = classifier;
    this.sections = sections;
    this.ways = new Map(
      sections.flatMap(({ slug, aliases }) => [...aliases, slug].map((way) => [way, slug] as const)),
    );
    this.labels = classifier.labels.flatMap((label, number) => {
      const place = sections.findIndex(({ slug }) => slug === this.ways.get(label));
      return place < 0 ? [] : [[number, place] as const];
    });
    const known = new Set(this.labels.map(([, place]) => place));
    const own = sections.filter(({ examples }, place) => examples.length > 0 || !known.has(place));
    this.own = new OwnSections(classifier, likeness, own);
    this.learned = taught?.layer;
    this.version = `${classifier.version}+${taught?.number ?? 0}`;
    this.places = (taught?.layer.sections ?? []).map((id) =>
      sections.findIndex((section) => section.id === id),
    );
  }

  /** The text as the model sees it, until it sees the next. */
  look(text: Text): Look {
    return this.classifier.look(text);
  }

  /**
   * The likeliest sections, best first, with their chances. What the text would be in a category that the publication
   * does not have is nobody's: the chances then sum to less than 1.
   *
   * @param look what `look` made of the text
   */
  categorise(look: Look, top = 3): Scored[] {
    const chances = this.chancesOf(look);
    return [...this.sections.keys()]
      .sort((one, other) => (chances[other] ?? 0) - (chances[one] ?? 0))
      .slice(0, top)
      .map((place) => ({
        slug: this.sections[place]?.slug ?? "",
        score: Math.round((chances[place] ?? 0) * 1000) / 1000,
        evidence: this.evidenceOf(place, look),
      }));
  }

  /** The chance of each section in their order, and last that of none. */
  chancesOf(look: Look): Float64Array {
    const chances = this.untaughtChancesOf(look);
    return this.learned ? this.taught(this.learned, look, chances) : chances;
  }

  /** As `chancesOf`, before what editors taught. */
  untaughtChancesOf(look: Look): Float64Array {
    const own = this.own.weigh(look);
    const total = own.reduce((sum, odds) => sum + odds, 1);
    const chances = new Float64Array(this.sections.length + 1);
    const add = (place: number, part: number) => {
      chances[place] = (chances[place] ?? 0) + part / total;
    };
    for (const [label, place] of this.labels) add(place, look.shares[label] ?? 0);
    this.own.slugs.forEach((slug, at) => {
      add(
        this.sections.findIndex((section) => section.slug === slug),
        own[at] ?? 0,
      );
    });
    chances[this.sections.length] = Math.max(0, 1 - chances.reduce((sum, chance) => sum + chance, 0));
    return chances;
  }

  /** Sections that came after the lesson keep their chances; the others share what those leave as they were taught. */
  private taught(layer: LearnedLayer, look: Look, chances: Float64Array): Float64Array {
    const none = this.sections.length;
    const places = [...this.places.map((place) => (place < 0 ? none + 1 : place)), none];
    const known = places.reduce((sum, place) => sum + (chances[place] ?? 0), 0);
    if (known === 0) return chances;
    const given = Float64Array.from(places, (place) => (chances[place] ?? 0) / known);
    const shares = applyLayer(layer, lessonOf(look, given));
    const changed = chances.slice();
    places.forEach((place, at) => {
      if (place <= none) changed[place] = (shares[at] ?? 0) * known;
    });
    return changed;
  }

  /** The words that the text shares with what was said of the section, then those that spoke for its labels. */
  private evidenceOf(place: number, look: Look): string[] {
    const shared = this.own.evidenceOf(this.sections[place]?.slug ?? "", look);
    const learned = this.labels
      .filter(([, section]) => section === place)
      .flatMap(([label]) => look.evidenceOf(label));
    return [...new Set([...shared, ...learned])].slice(0, maxEvidence);
  }
}
