/** A text of any length as hashed features, each with the word it belongs to and the place where that word stands. Pure. */

import { FeatureReader, kinds } from "../categories/features.ts";
import type { WordVectors } from "../vectors/word-vectors.ts";

/** What is longer is read up to here; by then a text has shown what it is. In UTF-16 units. */
const maxUnits = 60_000;
/** As much as the reader of features takes at once. */
const unitsAtOnce = 1400;
/** How much a feature counts by its kind; runs are many for each word, so one of them counts less. */
const factorOf: readonly number[] = factors();
/** Cues that small letters hide, as features of their own: a word in capitals, and one that is cried out. */
const shoutedCue = 0x5f0a71c3;
const criedCue = 0x1c3d90e7;
/** A word that is not among the commonest 60,000, as one that was respelt to pass a filter; in capitals it may be a name. */
const unknownCue = 0x2b9e64d5;
const unknownNameCue = 0x6d58a30b;
const leastKnownUnits = 3;

/** Which words are known, by their hashes. */
export type KnownWords = Pick<WordVectors, "has">;

function factors(): number[] {
  const byKind: number[] = [];
  byKind[kinds.word] = 1;
  byKind[kinds.pair] = 1;
  byKind[kinds.title] = 0;
  byKind[kinds.run] = 0.35;
  return byKind;
}

/** Reads one text at a time; what `read` finds stands until the next `read`. */
export class PassageReader {
  /** Of each feature: its hash, how much it counts, and the number of its word. */
  hashes = new Uint32Array(1 << 14);
  factors = new Float32Array(1 << 14);
  wordOf = new Uint16Array(1 << 14);
  length = 0;
  /** Of each word: its hash, and where it stands in the text. */
  wordHashes = new Uint32Array(1 << 11);
  starts = new Uint32Array(1 << 11);
  ends = new Uint32Array(1 << 11);
  wordCount = 0;

  private readonly reader = new FeatureReader();
  private readonly known: KnownWords;

  constructor(known: KnownWords) {
    this.known = known;
  }

  read(text: string): void {
    this.length = 0;
    this.wordCount = 0;
    const end = Math.min(text.length, maxUnits);
    for (let from = 0; from < end; ) {
      const to = breakBefore(text, from, end);
      this.readPiece(text, from, to);
      from = to;
    }
  }

  /** Visits every feature. */
  forEach(visit: (hash: number, factor: number, word: number) => void): void {
    for (let at = 0; at < this.length; at += 1) {
      visit(this.hashes[at] ?? 0, this.factors[at] ?? 0, this.wordOf[at] ?? 0);
    }
  }

  private readPiece(text: string, from: number, to: number): void {
    const { reader } = this;
    reader.read({ title: "", text: text.slice(from, to) });
    this.makeRoom(reader.length + 3 * reader.wordCount, reader.wordCount);
    for (let at = 0; at < reader.length; at += 1) {
      const factor = factorOf[reader.kindOf[at] ?? 0] ?? 0;
      if (factor > 0) this.add(reader.hashes[at] ?? 0, factor, this.wordCount + (reader.wordOf[at] ?? 0));
    }
    // The reader puts a line feed before the text.
    for (let word = 0; word < reader.wordCount; word += 1) this.placeWord(text, word, from - 1);
  }

  private placeWord(text: string, word: number, shift: number): void {
    const { reader } = this;
    const start = shift + (reader.starts[word] ?? 0);
    const end = shift + (reader.ends[word] ?? 0);
    this.wordHashes[this.wordCount] = reader.wordHashes[word] ?? 0;
    this.starts[this.wordCount] = start;
    this.ends[this.wordCount] = end;
    if (isUnknown(text, start, end, reader.wordHashes[word] ?? 0, this.known)) {
      this.add(isCapital(text.charCodeAt(start)) ? unknownNameCue : unknownCue, 1, this.wordCount);
    }
    if (isShouted(text, start, end)) this.add(shoutedCue, 1, this.wordCount);
    if (text.charCodeAt(end) === 0x21) this.add(criedCue, 1, this.wordCount);
    this.wordCount += 1;
  }

  private add(hash: number, factor: number, word: number): void {
    this.hashes[this.length] = hash;
    this.factors[this.length] = factor;
    this.wordOf[this.length] = word;
    this.length += 1;
  }

  private makeRoom(features: number, words: number): void {
    while (this.length + features > this.hashes.length) {
      this.hashes = doubled(this.hashes);
      this.factors = doubled(this.factors);
      this.wordOf = doubled(this.wordOf);
    }
    while (this.wordCount + words > this.starts.length) {
      this.wordHashes = doubled(this.wordHashes);
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
    }
  }
}

/** A break between words where there is one, so that no word is cut. */
function breakBefore(text: string, from: number, end: number): number {
  const limit = from + unitsAtOnce;
  if (limit >= end) return end;
  for (let at = limit; at > from + unitsAtOnce / 2; at -= 1) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || code === 0x0a) return at;
  }
  return limit;
}

/** Three letters or more, all of them capitals of ASCII. */
function isShouted(text: string, start: number, end: number): boolean {
  if (end - start < 3) return false;
  for (let at = start; at < end; at += 1) {
    if (!isCapital(text.charCodeAt(at))) return false;
  }
  return true;
}

/** Only what is all letters of ASCII may be unknown: numbers and the words of other scripts always would be. */
function isUnknown(text: string, start: number, end: number, hash: number, known: KnownWords): boolean {
  if (end - start < leastKnownUnits) return false;
  for (let at = start; at < end; at += 1) {
    const small = text.charCodeAt(at) | 0x20;
    if (small < 0x61 || small > 0x7a) return false;
  }
  return !known.has(hash);
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function doubled<Numbers extends Uint16Array | Uint32Array | Float32Array>(numbers: Numbers): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
