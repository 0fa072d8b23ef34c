/**
 * Which kinds of words stand beside each other. The commonest words are each a kind of their own, others are told by how
 * they begin and end; so an order that makes sense is known whatever the subject. Pure.
 */

/** So many of the commonest words are kinds of their own; with these a sentence is built. */
const commonWords = 200;
const numberKind = commonWords;
/** Endings that tell what a word does in its sentence, and the kind of each. */
const endings: readonly (readonly [string, number])[] = [
  ["ing", 0],
  ["ed", 1],
  ["ly", 2],
  ["ion", 3],
  ["al", 4],
  ["ic", 4],
  ["ive", 4],
  ["ous", 4],
  ["s", 5],
];
/** By the code of their last letter, since most words have none of them. */
const endingsByLast = Array.from({ length: 128 }, (_, code) =>
  endings.filter(([ending]) => ending.charCodeAt(ending.length - 1) === code),
);
const plainKind = 6;
const usualKind = 7;
const unknownKind = 8;
const kindsOfOthers = 9;
/** What fewer words are commoner than is usual. */
const usualPlaces = 3000;

export const wordKinds = commonWords + 1 + 2 * kindsOfOthers;
export const orderBytes = wordKinds * wordKinds;
/** What one step of a kept number is worth, as a natural logarithm. */
export const orderStep = 0.02;

/** The kind of the word that stands there; `place` says how many words are commoner, -1 where it is not known. */
export function kindOfWord(text: string, start: number, end: number, place: number): number {
  if (place >= 0 && place < commonWords) return place;
  const first = text.charCodeAt(start);
  if (!isLetter(first)) return numberKind;
  return commonWords + 1 + (first < 0x61 ? kindsOfOthers : 0) + kindOfOther(text, start, end, place);
}

/** Whether it is the kind of words that begin with a figure. */
export function isNumber(kind: number): boolean {
  return kind === numberKind;
}

function kindOfOther(text: string, start: number, end: number, place: number): number {
  const last = text.charCodeAt(end - 1) | 0x20;
  for (const [ending, kind] of endingsByLast[last] ?? []) {
    if (endsWith(text, start, end, ending)) return kind;
  }
  if (place < 0) return unknownKind;
  return place < usualPlaces ? usualKind : plainKind;
}

/** Of ASCII. */
function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

/** How much more often the second kind follows the first than by chance, as a logarithm: below 0 where it is rarer. */
export function fitOf(order: Int8Array, first: number, second: number): number {
  return (order[first * wordKinds + second] ?? 0) * orderStep;
}

function endsWith(text: string, start: number, end: number, ending: string): boolean {
  const shift = end - ending.length;
  if (shift <= start) return false;
  for (let at = 0; at < ending.length; at += 1) {
    if ((text.charCodeAt(shift + at) | 0x20) !== ending.charCodeAt(at)) return false;
  }
  return true;
}
