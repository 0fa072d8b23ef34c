/**
 * Telling a copy from a release that shares a template. What other releases near it say as well (the "About" paragraph,
 * a legal note, the frame of a daily bulletin) is set aside; of what is left, beginning and whole have to agree, and both
 * have to speak of the same things. Pure.
 */

import { HashIndex } from "../categories/hash-index.ts";
import { type LeadFacts, leadFactsOf, leadOf, sharesFacts } from "./facts.ts";
import { shinglesOf } from "./words.ts";

export interface Likeness {
  /** The part of the text's beginning, outside templates, that the other has: 0 to 1. There a release says its news. */
  readonly leadShare: number;
  /** The same of the whole, by the smaller of the two. Where it is first asked for, all of the others are read. */
  readonly share: number;
  readonly isCopy: boolean;
  /** Of each shingle of the text: whether the other has it and no template explains it. */
  readonly shared: Uint8Array;
}

/** An other whose beginning has so much of the text's is a copy itself, and makes nothing a template. */
const copyingLead = 0.3;
/** Copies with every fourth word changed share 0.43 and more. */
const leastShare = 0.3;
/** Of a template with other news up to 0.64 of the beginning and 0.80 of the whole stay; of a copy with another name, 0.8 and 0.9. */
const nearlyAllOfLead = 0.72;
const nearlyAll = 0.85;
/** Shares of fewer shingles than these are chance. */
const leastCounted = 20;

/** How alike the text and each of the others are, all given as their words' numbers, in the order of the others. */
export function compareWith(own: Uint32Array, others: readonly Uint32Array[]): Likeness[] {
  const text = readText(own);
  const overlaps = others.map((words) => overlapOf(text, words));
  const framing = new Uint8Array(text.index.size);
  for (const { numbers, copiesLead } of overlaps) {
    if (!copiesLead) for (const number of numbers) addTo(framing, number, 1);
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
  return overlaps.map((other, at) => likenessTo({ text, facts, framing, unframed }, other, () => newsOf(at)));
}

/** The shingles of a text, each as a small number, so that what is counted is counted in arrays. */
interface Shingled {
  readonly index: HashIndex;
  /** The numbers in the order of the text. */
  readonly ids: Uint32Array;
  /** Of each number: how often the text has it, and how often its beginning does. */
  readonly counts: Uint16Array;
  readonly leadCounts: Uint16Array;
}

function readText(words: Uint32Array): Shingled {
  const index = new HashIndex(words.length);
  const ids = shinglesOf(words).map((shingle) => index.add(shingle));
  const [counts, leadCounts] = [new Uint16Array(index.size), new Uint16Array(index.size)];
  for (const id of ids) addTo(counts, id, 1);
  for (const id of ids.subarray(0, leadOf(ids.length))) addTo(leadCounts, id, 1);
  return { index, ids, counts, leadCounts };
}

interface Overlap {
  readonly words: Uint32Array;
  readonly shingles: Uint32Array;
  /** Which of the text's shingles this one has, each once. */
  readonly numbers: readonly number[];
  readonly copiesLead: boolean;
}

function overlapOf({ index, ids, leadCounts }: Shingled, words: Uint32Array): Overlap {
  const shingles = shinglesOf(words);
  const has = new Uint8Array(index.size);
  const numbers: number[] = [];
  let inLead = 0;
  for (let at = 0; at < shingles.length; at += 1) {
    const number = index.find(shingles[at] ?? 0);
    if (number < 0 || has[number] === 1) continue;
    has[number] = 1;
    numbers.push(number);
    inLead += leadCounts[number] ?? 0;
  }
  return { words, shingles, numbers, copiesLead: inLead >= copyingLead * leadOf(ids.length) };
}

/** How many shingles, of the whole text and of its beginning. */
interface Count {
  readonly all: number;
  readonly lead: number;
}

function sumOf({ counts, leadCounts }: Shingled, numbers: readonly number[]): Count {
  let [all, lead] = [0, 0];
  for (const number of numbers) {
    all += counts[number] ?? 0;
    lead += leadCounts[number] ?? 0;
  }
  return { all, lead };
}

interface Own {
  readonly text: Shingled;
  readonly facts: LeadFacts;
  /** Of each shingle: how many others have it that make it a template. */
  readonly framing: Uint8Array;
  /** What none of them has. */
  readonly unframed: Count;
}

function likenessTo(
  { text, facts, framing, unframed }: Own,
  { words, numbers, copiesLead }: Overlap,
  newsOfOther: () => number,
): Likeness {
  const common = numbers.filter((number) => (framing[number] ?? 0) <= witnessesFor(copiesLead));
  const inCommon = sumOf(text, common);
  // Of what both have, this other alone made a part look like a template.
  const itsOwn = sumOf(
    text,
    common.filter((number) => framing[number] !== 0),
  );
  const leadShare = partOf(inCommon.lead, unframed.lead + itsOwn.lead);
  const news = unframed.all + itsOwn.all;
  const share = () => partOf(inCommon.all, Math.min(news, newsOfOther()));
  // What the text alone tells comes first: hardly any other has so much of it that all of them have to be read whole.
  const isAlike = () =>
    partOf(inCommon.all, 0) >= leastShare &&
    (partOf(inCommon.all, news) >= leastShare || share() >= leastShare);
  const isNearlyAll = () => leadShare >= nearlyAllOfLead && share() >= nearlyAll;
  return {
    leadShare,
    get share() {
      return share();
    },
    isCopy: leadShare >= leastShare && sharesFacts(facts, words, isNearlyAll) && isAlike(),
    get shared() {
      const isCommon = new Set(common);
      return Uint8Array.from(text.ids, (id) => (isCommon.has(id) ? 1 : 0));
    },
  };
}

/** Of each of the others: how many of its distinct shingles no template explains. */
function countNews(others: readonly Overlap[]): Uint32Array {
  const total = others.reduce((sum, { shingles }) => sum + shingles.length, 0);
  const index = new HashIndex(total);
  const [framing, lastOf] = [new Uint8Array(total), new Uint8Array(total)];
  const numbered = others.map(({ shingles, copiesLead }, at) => {
    const numbers = shingles.map((shingle) => index.add(shingle));
    for (const number of numbers) {
      // Each counts once for each of the others.
      if (copiesLead || lastOf[number] === at + 1) continue;
      lastOf[number] = at + 1;
      addTo(framing, number, 1);
    }
    return numbers;
  });
  lastOf.fill(0);
  return Uint32Array.from(others, ({ copiesLead }, at) => {
    const witnesses = witnessesFor(copiesLead);
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
function witnessesFor(copiesLead: boolean): number {
  return copiesLead ? 0 : 1;
}

function addTo(counts: Uint8Array | Uint16Array, number: number, count: number): void {
  counts[number] = (counts[number] ?? 0) + count;
}

function partOf(part: number, whole: number): number {
  return Math.min(1, part / Math.max(leastCounted, whole));
}
