/**
 * From text to hashed features: words, pairs of neighbours, the words of the title once more, and the character
 * runs inside words. Pure, and free of allocation per word, since a release must be classified within a millisecond.
 */

import { passingWords } from "./passing-words.ts";
import { type Reading, readings } from "./readings.ts";

/** In UTF-16 units. */
const maxTitleUnits = 400;
/** What is longer is an address or noise; its first characters suffice. */
const maxWordUnits = 30;
/** Character runs: long enough to mean something, short enough to be seen again in another word. */
const shortestRun = 4;
const longestRun = 5;
/** Each unit starts at most two runs; a word adds itself, a pair and its place in the title. */
const maxOccurrencesPerUnit = 5;

/** What an occurrence is. How much a kind counts is the vocabulary's affair. */
export const kinds = { word: 0, pair: 1, title: 2, run: 3 } as const;

const hashSeed = 0x811c9dc5;
const hashPrime = 0x01000193;
const runSeed = 0x1b873593;
const titleSalt = 0x2c1b3c6d;
const pairFactor = 0x9e3779b1;
const boundary = 0x5f;
const digit = 0x30;

/** The finish of MurmurHash3: every bit of the input reaches every bit of the slot. */
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** As the reader hashes a word in small letters. */
export function hashOf(word: string): number {
  let hash = hashSeed;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), hashPrime);
  return finish(hash);
}

const passingHashes: ReadonlySet<number> = new Set(passingWords.map(hashOf));
const none: ReadonlySet<number> = new Set();

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Letters and digits of any script; general punctuation, symbols and CJK punctuation part words. */
function isWordUnit(code: number): boolean {
  if (code < 0xc0) return (code >= 0x61 && code <= 0x7a) || isDigit(code);
  if (code < 0x2000) return code !== 0xd7 && code !== 0xf7;
  return code > 0x2bff && !(code >= 0x3000 && code <= 0x303f);
}

/** Signs that say as much as a word: `$`, `%`, `£`, `€`. */
function isSign(code: number): boolean {
  return code === 0x24 || code === 0x25 || code === 0xa3 || code === 0x20ac;
}

/**
 * Reads one text at a time into buffers of its own. What `read` finds stands until the next `read`;
 * only the first `length` occurrences and `wordCount` words are of that text.
 */
export class FeatureReader {
  /** Of each occurrence: its hash, unsigned 32 bits. */
  readonly hashes: Uint32Array;
  /** Of each occurrence: what it is, as in `kinds`. */
  readonly kindOf: Uint8Array;
  /** Of each occurrence: the index of its word; a pair belongs to its second word. */
  readonly wordOf: Uint16Array;
  length = 0;
  /** Of each word: its hash, and where it stands in `source`. */
  readonly wordHashes: Uint32Array;
  readonly starts: Uint16Array;
  readonly ends: Uint16Array;
  wordCount = 0;
  /** How many of the words are the title's; they come first. */
  titleWords = 0;
  /** The text as read: title, line feed, body, in lower case and cut to length. */
  source = "";

  private readonly units = new Uint16Array(maxWordUnits + 2);
  private previous = 0;
  private readonly reading: Reading;
  private readonly leftOut: ReadonlySet<number>;
  /** Words that end behind this unit of `source` are not taken apart. */
  private runsEnd = 0;

  constructor(reading: Reading = readings.lead) {
    this.reading = reading;
    this.leftOut = reading.leavesOutPassingWords ? passingHashes : none;
    const units = reading.textUnits + maxTitleUnits;
    this.hashes = new Uint32Array(units * maxOccurrencesPerUnit);
    this.kindOf = new Uint8Array(units * maxOccurrencesPerUnit);
    this.wordOf = new Uint16Array(units * maxOccurrencesPerUnit);
    this.wordHashes = new Uint32Array(units);
    this.starts = new Uint16Array(units);
    this.ends = new Uint16Array(units);
  }

  /** Replaces what the buffers hold by the features of this text. */
  read(text: { readonly title: string; readonly text: string }): void {
    const { textUnits, runUnits } = this.reading;
    const title = text.title.slice(0, maxTitleUnits).toLowerCase().slice(0, maxTitleUnits);
    const body = text.text
      .slice(0, textUnits)
      .toLowerCase()
      .slice(0, textUnits - 1);
    this.source = `${title}\n${body}`;
    this.runsEnd = title.length + 1 + runUnits;
    this.length = 0;
    this.wordCount = 0;
    this.readPart(0, title.length, true);
    this.titleWords = this.wordCount;
    this.readPart(title.length + 1, this.source.length, false);
  }

  private readPart(from: number, to: number, isTitle: boolean): void {
    this.previous = 0;
    let at = from;
    while (at < to) {
      const code = this.source.charCodeAt(at);
      if (isWordUnit(code)) at = this.readWord(at, to, isTitle);
      else {
        if (isSign(code)) this.addWord(finish(Math.imul(code, hashPrime)), at, at + 1, isTitle);
        at += 1;
      }
    }
  }

  /** Digits count by their number only: `2025` and `2004` say the same about a subject. */
  private readWord(from: number, to: number, isTitle: boolean): number {
    const { source, units } = this;
    let hash = hashSeed;
    let kept = 1;
    let at = from;
    units[0] = boundary;
    for (; at < to; at += 1) {
      let code = source.charCodeAt(at);
      if (!isWordUnit(code)) break;
      if (isDigit(code)) code = digit;
      hash = Math.imul(hash ^ code, hashPrime);
      if (kept <= maxWordUnits) units[kept++] = code;
    }
    const word = finish(hash);
    if (this.leftOut.has(word)) {
      this.previous = 0;
      return at;
    }
    units[kept++] = boundary;
    this.addWord(word, from, at, isTitle);
    if (units[1] !== digit && at <= this.runsEnd) this.addRuns(kept);
    return at;
  }

  private addWord(hash: number, start: number, end: number, isTitle: boolean): void {
    const word = this.wordCount++;
    this.wordHashes[word] = hash;
    this.starts[word] = start;
    this.ends[word] = end;
    this.add(hash, kinds.word, word);
    if (isTitle) this.add(finish(hash ^ titleSalt), kinds.title, word);
    if (this.previous !== 0) this.add(finish(Math.imul(this.previous, pairFactor) ^ hash), kinds.pair, word);
    this.previous = hash;
  }

  /** The whole word between its boundaries is left out: the word itself says it. */
  private addRuns(kept: number): void {
    const { units } = this;
    const word = this.wordCount - 1;
    for (let start = 0; start + shortestRun <= kept; start += 1) {
      const limit = Math.min(kept, start + longestRun);
      let hash = runSeed;
      for (let at = start; at < limit; at += 1) {
        hash = Math.imul(hash ^ (units[at] ?? 0), hashPrime);
        const isLongEnough = at - start + 1 >= shortestRun;
        const isWholeWord = start === 0 && at === kept - 1;
        if (isLongEnough && !isWholeWord) this.add(finish(hash), kinds.run, word);
      }
    }
  }

  private add(hash: number, kind: number, word: number): void {
    this.hashes[this.length] = hash;
    this.kindOf[this.length] = kind;
    this.wordOf[this.length] = word;
    this.length += 1;
  }
}
