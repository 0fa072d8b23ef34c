/**
 * Telling a copy from a release that shares a template. What other releases near it say as well (the "About" paragraph,
 * a legal note, the frame of a daily bulletin) is set aside; of what is left, beginning and whole have to agree, and both
 * have to speak of the same things. Pure.
 */

import { HashIndex } from "../categories/hash-index.ts";
import { type LeadFacts, leadFactsOf, leadOf, sharesFacts } from "./facts.ts";
import {
  addTo,
  type Count,
  leastMovedLead,
  type Overlap,
  overlapOf,
  partOf,
  readText,
  type Shingled,
  sumOf,
} from "./overlap.ts";

export interface Likeness {
  /**
   * The part of the text's beginning, outside templates, that the other has: 0 to 1. There a release says its news. Behind
   * an opening that was put before it, the part of the other's beginning that the text has.
   */
  readonly leadShare: number;
  /** The same of the whole, by the smaller of the two. Where it is first asked for, all of the others are read. */
  readonly share: number;
  readonly isCopy: boolean;
  /** Of each shingle of the text: whether the other has it and no template explains it. */
  readonly shared: Uint8Array;
}

/** Copies with every fourth word changed share 0.43 and more. */
const leastShare = 0.3;
/** Of a template with other news up to 0.64 of the beginning and 0.80 of the whole stay; of a copy with another name, 0.8 and 0.9. */
const nearlyAllOfLead = 0.72;
const nearlyAll = 0.85;

/** How alike the text and each of the others are, all given as their words' numbers, in the order of the others. */
export function compareWith(own: Uint32Array, others: readonly Uint32Array[]): Likeness[] {
  const text = readText(own);
  const overlaps = others.map((words) => overlapOf(text, words));
  const framing = new Uint8Array(text.index.size);
  for (const { numbers, copiesNews } of overlaps) {
    if (!copiesNews) for (const number of numbers) addTo(framing, number, 1);
  }
  const facts = leadFactsOf(own);
  const unframed = sumOf(
    text,
    [...text.counts.keys()].filter((number) => framing[number] === 0),
  );
  let news: Uint32Array | undefined;
  const newsOf = (at: number) => {
    news ??= countNews(overlaps);
    return news[at] ?? 0;
  };
  const read = { words: own, text, facts, framing, unframed };
  return overlaps.map((other, at) => likenessTo(read, other, () => newsOf(at)));
}

interface Own {
  readonly words: Uint32Array;
  readonly text: Shingled;
  readonly facts: LeadFacts;
  /** Of each shingle: how many others have it that make it a template. */
  readonly framing: Uint8Array;
  /** What none of them has. */
  readonly unframed: Count;
}

/** What counts of what both have, and how much of either beginning that is. */
interface Common {
  readonly numbers: readonly number[];
  readonly all: number;
  /** How much of the text no template explains. */
  readonly news: number;
  readonly leadShare: number;
  readonly itsLeadShare: number;
}

function commonOf({ text, framing, unframed }: Own, other: Overlap): Common {
  const isCommon = (number: number) => (framing[number] ?? 0) <= witnessesFor(other.copiesNews);
  const numbers = other.numbers.filter(isCommon);
  const { all, lead } = sumOf(text, numbers);
  // Of what both have, this other alone made a part look like a template.
  const itsOwn = sumOf(
    text,
    numbers.filter((number) => framing[number] !== 0),
  );
  const inItsLead = other.numbers.slice(0, other.inItsLead).filter(isCommon).length;
  return {
    ...{ numbers, all, news: unframed.all + itsOwn.all },
    leadShare: partOf(lead, unframed.lead + itsOwn.lead),
    itsLeadShare: partOf(inItsLead, leadOf(other.shingles.length)),
  };
}

/** Most others have too little of the text to be copies: of those the rest is read where somebody asks for it. */
function likenessTo(own: Own, other: Overlap, newsOfOther: () => number): Likeness {
  let read: Common | undefined;
  const common = () => {
    read ??= commonOf(own, other);
    return read;
  };
  const share = () => partOf(common().all, Math.min(common().news, newsOfOther()));
  // What the text alone tells comes first: hardly any other has so much of it that all of them have to be read whole.
  const isAlike = () =>
    partOf(common().all, 0) >= leastShare &&
    (partOf(common().all, common().news) >= leastShare || share() >= leastShare);
  const tells = (lead: number, facts: LeadFacts, words: Uint32Array) =>
    sharesFacts(facts, words, () => lead >= nearlyAllOfLead && share() >= nearlyAll);
  const beginsAlike = ({ leadShare, itsLeadShare }: Common) =>
    (leadShare >= leastShare && tells(leadShare, own.facts, other.words)) ||
    (itsLeadShare >= leastMovedLead && tells(itsLeadShare, leadFactsOf(other.words), own.words));
  return {
    get leadShare() {
      return Math.max(common().leadShare, common().itsLeadShare);
    },
    get share() {
      return share();
    },
    isCopy: other.copiesNews && beginsAlike(common()) && isAlike(),
    get shared() {
      const isShared = new Set(common().numbers);
      return Uint8Array.from(own.text.ids, (id) => (isShared.has(id) ? 1 : 0));
    },
  };
}

/** Of each of the others: how many of its distinct shingles no template explains. */
function countNews(others: readonly Overlap[]): Uint32Array {
  const total = others.reduce((sum, { shingles }) => sum + shingles.length, 0);
  const index = new HashIndex(total);
  const [framing, lastOf] = [new Uint8Array(total), new Uint8Array(total)];
  const numbered = others.map(({ shingles, copiesNews }, at) => {
    const numbers = shingles.map((shingle) => index.add(shingle));
    for (const number of numbers) {
      // Each counts once for each of the others.
      if (copiesNews || lastOf[number] === at + 1) continue;
      lastOf[number] = at + 1;
      addTo(framing, number, 1);
    }
    return numbers;
  });
  lastOf.fill(0);
  return Uint32Array.from(others, ({ copiesNews }, at) => {
    const witnesses = witnessesFor(copiesNews);
    let news = 0;
    for (const number of numbered[at] ?? []) {
      if ((framing[number] ?? 0) > witnesses || lastOf[number] === at + 1) continue;
      lastOf[number] = at + 1;
      news += 1;
    }
    return news;
  });
}

/** Nobody is a witness against itself. */
function witnessesFor(copiesNews: boolean): number {
  return copiesNews ? 0 : 1;
}
