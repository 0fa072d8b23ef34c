/**
 * Telling a copy from a release that shares a template. What other releases near it say as well (the "About" paragraph,
 * a legal note, the frame of a daily bulletin) is set aside; of what is left, beginning and whole have to agree, and both
 * have to speak of the same things. Pure.
 */

import { HashIndex } from "../categories/hash-index.ts";
import { type LeadFacts, leadFactsOf, leadOf, sharesFacts } from "./facts.ts";
import { shinglesOf } from "./words.ts";

export interface Likeness {
  /** Part of the text's own shingles, outside templates, that the other has, by the smaller of the two: 0 to 1. */
  readonly share: number;
  /** The same of its beginning, where a release says its news. */
  readonly leadShare: number;
  readonly isCopy: boolean;
  /** Of each shingle of the text: whether the other has it and no template explains it. */
  readonly shared: Uint8Array;
}

/** An other whose beginning has so much of the text's is a copy itself, and makes nothing a template. */
const copyingLead = 0.3;
/** Copies with every fourth word changed share 0.43 and more. */
const leastShare = 0.3;
/** Shares of fewer shingles than these are chance. */
const leastCounted = 20;

/** How alike the text and each of the others are, all given as their words' numbers, in the order of the others. */
export function compareWith(own: Uint32Array, others: readonly Uint32Array[]): Likeness[] {
  const index = new HashIndex(others.reduce((total, words) => total + words.length, own.length));
  // Every shingle as a small number, so that what is counted is counted in arrays.
  const ids = shinglesOf(own).map((shingle) => index.add(shingle));
  const facts = leadFactsOf(own);
  const known = others.map((words) => knownFrom(ids, words, index));
  const framing = new Uint8Array(index.size);
  for (const { numbers, copiesLead } of known) {
    if (copiesLead) continue;
    for (const number of numbers) framing[number] = (framing[number] ?? 0) + 1;
  }
  return known.map((other) => likenessTo(ids, facts, other, framing));
}

interface Known {
  readonly words: Uint32Array;
  /** Its shingles, each once. */
  readonly numbers: Uint32Array;
  /** Of each shingle of the text: whether this one has it. */
  readonly has: Uint8Array;
  readonly copiesLead: boolean;
}

function knownFrom(ids: Uint32Array, words: Uint32Array, index: HashIndex): Known {
  const shingles = shinglesOf(words);
  const present = new Uint8Array(index.size + shingles.length);
  const numbers = new Uint32Array(shingles.length);
  let count = 0;
  for (let at = 0; at < shingles.length; at += 1) {
    const number = index.add(shingles[at] ?? 0);
    if (present[number] === 1) continue;
    present[number] = 1;
    numbers[count] = number;
    count += 1;
  }
  const has = new Uint8Array(ids.length);
  for (let at = 0; at < ids.length; at += 1) has[at] = present[ids[at] ?? 0] ?? 0;
  const lead = has.subarray(0, leadOf(ids.length));
  return {
    words,
    numbers: numbers.subarray(0, count),
    has,
    copiesLead: sum(lead) >= copyingLead * lead.length,
  };
}

function likenessTo(
  ids: Uint32Array,
  facts: LeadFacts,
  { words, numbers, has, copiesLead }: Known,
  framing: Uint8Array,
): Likeness {
  // Nobody is a witness against itself.
  const witnesses = copiesLead ? 0 : 1;
  const shared = new Uint8Array(ids.length);
  const leadEnd = leadOf(ids.length);
  const news = { all: 0, lead: 0 };
  ids.forEach((id, at) => {
    const isOthers = has[at] === 1;
    if ((framing[id] ?? 0) > (isOthers ? witnesses : 0)) return;
    news.all += 1;
    if (at < leadEnd) news.lead += 1;
    if (isOthers) shared[at] = 1;
  });
  let newsOfOther = 0;
  for (const number of numbers) if ((framing[number] ?? 0) <= witnesses) newsOfOther += 1;
  const share = partOf(sum(shared), Math.min(news.all, newsOfOther));
  const leadShare = partOf(sum(shared.subarray(0, leadEnd)), news.lead);
  const isCopy = Math.min(leadShare, share) >= leastShare && sharesFacts(facts, words);
  return { share, leadShare, isCopy, shared };
}

function partOf(part: number, whole: number): number {
  return Math.min(1, part / Math.max(leastCounted, whole));
}

function sum(ones: Uint8Array): number {
  let total = 0;
  for (let at = 0; at < ones.length; at += 1) total += ones[at] ?? 0;
  return total;
}
