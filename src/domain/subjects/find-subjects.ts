/**
 * Names the subjects of a text in IPTC's words: topics whose terms stand in it, where what the text is about as a whole
 * agrees. Pure.
 */

import type { Classifier, Look } from "../categories/classifier.ts";
import type { Text } from "../categories/feature-counter.ts";
import { type LikenessModel, toUnit } from "../categories/own-sections.ts";
import type { MediaTopics } from "./media-topics.ts";
import { type Sighting, TermFinder, termsOf } from "./terms.ts";

export interface Subject {
  readonly qcode: string;
  readonly name: string;
  /** How likely an editor would agree. */
  readonly score: number;
}

/** Where the categories of the model lie in the vocabulary. */
const topicOfLabel: Readonly<Record<string, string>> = {
  business: "medtop:04000000",
  technology: "medtop:13000000",
  health: "medtop:07000000",
  science: "medtop:13000000",
  education: "medtop:05000000",
  environment: "medtop:06000000",
  politics: "medtop:11000000",
  "crime-law": "medtop:02000000",
  society: "medtop:14000000",
  entertainment: "medtop:01000000",
  lifestyle: "medtop:10000000",
  sports: "medtop:15000000",
};

const maxSubjects = 5;
/** A reader who follows a subject is to find it: better one too few than one that is none. */
const leastScore = 0.5;
/** What a release is about, it says early. */
const readUnits = 4000;
/** Set by eye on releases of the development set: sightings, agreement in meaning, and the branch of the category. */
const weights = { bias: -4.2, sightings: 1, meaning: 4, branch: 0.5 };
const titleBonus = 1.5;
const phraseBonus = 0.4;

export class SubjectFinder {
  readonly topics: MediaTopics;
  private readonly classifier: Classifier;
  private readonly centre: readonly number[];
  private readonly terms: ReadonlyMap<string, readonly string[]>;
  private readonly finder: TermFinder;
  /** Found when a topic is first weighed: to look at all of them would take a third of a second at every start. */
  private readonly places = new Map<string, Float32Array>();

  /** @param words as `models/topic-words.txt` keeps them */
  constructor(topics: MediaTopics, words: string, classifier: Classifier, { centre }: LikenessModel) {
    this.topics = topics;
    this.classifier = classifier;
    this.centre = centre;
    this.terms = termsOf(topics.all, words);
    this.finder = new TermFinder(this.terms);
  }

  /**
   * Up to five subjects, the likeliest first, none of them above another but for the branch that the text is of.
   *
   * @param look what the classifier makes of the same text
   */
  find({ title, text }: Text, look: Look): Subject[] {
    const place = this.placeOf(look);
    const branches = this.branchesOf(look);
    const strengths = new Map<string, number>();
    for (const sighting of this.finder.find(title, text.slice(0, readUnits))) {
      strengths.set(sighting.qcode, (strengths.get(sighting.qcode) ?? 0) + strengthOf(sighting));
    }
    const scored = [...strengths]
      .map(([qcode, strength]) => ({ qcode, score: this.scoreOf(qcode, strength, place, branches) }))
      .filter(({ score }) => score >= leastScore)
      .sort((one, other) => other.score - one.score);
    const [branch] = [...branches].filter(([, chance]) => chance >= leastScore);
    const chosen = this.mostSpecific(scored).slice(0, branch ? maxSubjects - 1 : maxSubjects);
    if (branch) chosen.push({ qcode: branch[0], score: branch[1] });
    return chosen
      .sort((one, other) => other.score - one.score)
      .map(({ qcode, score }) => ({
        qcode,
        name: this.topics.find(qcode)?.name ?? "",
        score: Math.round(score * 1000) / 1000,
      }));
  }

  private mostSpecific<Scored extends { readonly qcode: string }>(scored: readonly Scored[]): Scored[] {
    const above = new Set(scored.flatMap(({ qcode }) => this.topics.above(qcode)));
    return scored.filter(({ qcode }) => !above.has(qcode));
  }

  private scoreOf(
    qcode: string,
    strength: number,
    place: Float32Array,
    branches: ReadonlyMap<string, number>,
  ): number {
    const own = this.placeOfTopic(qcode);
    const meaning = place.reduce((sum, value, at) => sum + value * (own[at] ?? 0), 0);
    const chance = branches.get(this.topics.above(qcode).at(-1) ?? qcode);
    const agreement = chance === undefined ? 0 : Math.log((chance + 0.05) / 0.15);
    const logit =
      weights.bias +
      weights.sightings * Math.min(strength, 5) +
      weights.meaning * meaning +
      weights.branch * agreement;
    return 1 / (1 + Math.exp(-logit));
  }

  /** The chance of each branch that a category stands for. */
  private branchesOf({ shares }: Look): Map<string, number> {
    const branches = new Map<string, number>();
    this.classifier.labels.forEach((label, at) => {
      const qcode = topicOfLabel[label];
      if (qcode) branches.set(qcode, (branches.get(qcode) ?? 0) + (shares[at] ?? 0));
    });
    return branches;
  }

  private placeOfTopic(qcode: string): Float32Array {
    const known = this.places.get(qcode);
    if (known) return known;
    const text = [this.topics.find(qcode)?.name ?? "", ...(this.terms.get(qcode) ?? [])].join(" ");
    const place = this.placeOf(this.classifier.look({ title: "", text }));
    this.places.set(qcode, place);
    return place;
  }

  private placeOf({ point }: Look): Float32Array {
    const own = point.slice(0, this.centre.length);
    return toUnit(own.map((value, at) => value - (this.centre[at] ?? 0)));
  }
}

/** The tenth time says less than the second. */
function strengthOf({ count, words, inTitle }: Sighting): number {
  return Math.log2(1 + count) + (inTitle ? titleBonus : 0) + (words > 1 ? phraseBonus : 0);
}
