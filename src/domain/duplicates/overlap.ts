/** What a text and another have in common, shingle by shingle, and whether the other says the same news. Pure. */

import { HashIndex } from "../categories/hash-index.ts";
import { leadOf } from "./facts.ts";
import { shinglesOf } from "./words.ts";

/** An other whose beginning has so much of the text's is a copy itself, and makes nothing a template. */
const copyingLead = 0.3;
/** Behind an opening of its own a copy has the other's beginning nearly whole; last year's report has up to 0.63 of it. */
export const leastMovedLead = 0.7;
/** Copies cut short and ended anew have 0.16 of what follows the beginning, other news behind one welcome 0.12. */
const leastBeyondLead = 0.15;
/** Shares of fewer shingles than these are chance. */
const leastCounted = 20;

/** The shingles of a text, each as a small number, so that what is counted is counted in arrays. */
export interface Shingled {
  readonly index: HashIndex;
  /** The numbers in the order of the text. */
  readonly ids: Uint32Array;
  /** Of each number: how often the text has it, and how often its beginning does. */
  readonly counts: Uint16Array;
  readonly leadCounts: Uint16Array;
}

export function readText(words: Uint32Array): Shingled {
  const index = new HashIndex(words.length);
  const ids = shinglesOf(words).map((shingle) => index.add(shingle));
  const [counts, leadCounts] = [new Uint16Array(index.size), new Uint16Array(index.size)];
  for (const id of ids) addTo(counts, id, 1);
  for (const id of ids.subarray(0, leadOf(ids.length))) addTo(leadCounts, id, 1);
  return { index, ids, counts, leadCounts };
}

export interface Overlap {
  readonly words: Uint32Array;
  readonly shingles: Uint32Array;
  /** Which of the text's shingles this one has, each once, in the order of this one. */
  readonly numbers: readonly number[];
  /** How many of these, the first ones, stand in its beginning. */
  readonly inItsLead: number;
  /** Whether it has the text's beginning, or the text has its, and more than that. */
  readonly copiesNews: boolean;
}

export function overlapOf(text: Shingled, words: Uint32Array): Overlap {
  const { index } = text;
  const shingles = shinglesOf(words);
  const itsLead = leadOf(shingles.length);
  const has = new Uint8Array(index.size);
  const numbers: number[] = [];
  let inItsLead = 0;
  for (let at = 0; at < shingles.length; at += 1) {
    const number = index.find(shingles[at] ?? 0);
    if (number < 0 || has[number] === 1) continue;
    has[number] = 1;
    numbers.push(number);
    if (at < itsLead) inItsLead += 1;
  }
  const overlap = { words, shingles, numbers, inItsLead };
  return { ...overlap, copiesNews: copiesNews(text, overlap) };
}

function copiesNews(text: Shingled, { shingles, numbers, inItsLead }: Omit<Overlap, "copiesNews">): boolean {
  const [length, itsLength] = [text.ids.length, shingles.length];
  const [ownLead, itsLead] = [leadOf(length), leadOf(itsLength)];
  const { all, lead } = sumOf(text, numbers);
  if (lead < copyingLead * ownLead && inItsLead < leastMovedLead * itsLead) return false;
  // A welcome that opens every bulletin is no news.
  return (
    partOf(all - lead, length - ownLead) >= leastBeyondLead ||
    partOf(numbers.length - inItsLead, itsLength - itsLead) >= leastBeyondLead
  );
}

/** How many shingles, of the whole text and of its beginning. */
export interface Count {
  readonly all: number;
  readonly lead: number;
}

export function sumOf({ counts, leadCounts }: Shingled, numbers: readonly number[]): Count {
  let [all, lead] = [0, 0];
  for (const number of numbers) {
    all += counts[number] ?? 0;
    lead += leadCounts[number] ?? 0;
  }
  return { all, lead };
}

export function addTo(counts: Uint8Array | Uint16Array, number: number, count: number): void {
  counts[number] = (counts[number] ?? 0) + count;
}

export function partOf(part: number, whole: number): number {
  return Math.min(1, part / Math.max(leastCounted, whole));
}
