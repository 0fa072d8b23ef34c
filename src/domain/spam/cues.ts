/**
 * What small letters and bare words hide, as features of their own: how a word is written, how common it is, how well it
 * follows the one before it, and signs that stand apart from words. Pure.
 */

import { finish } from "../duplicates/words.ts";
import type { KnownWords } from "./passage-reader.ts";
import { fitOf, isNumber, kindOfWord } from "./word-order.ts";

/** A word has at most so many: shouted, cried, its rarity or that it is unknown, its fit, a sign that stands apart. */
export const mostCues = 5;
const shoutedCue = 0x5f0a71c3;
const criedCue = 0x1c3d90e7;
/** A word that is not among the commonest 60,000, as one that was respelt to pass a filter; in capitals it may be a name. */
const unknownCue = 0x2b9e64d5;
const unknownNameCue = 0x6d58a30b;
const leastKnownUnits = 3;
/** How common a word is; words that nobody needs stand where a sender wants to look like somebody else. */
const rarityCue = 0x4c1f7a91;
const nameRarityCue = 0x35b2e607;
const borders = [150, 1500, 8000, 25_000];
/** How badly a word follows the one before it. */
const misfitCue = 0x2e61d0f3;
const apartCue = 0x716a3b5d;
const space = 0x20;

/** Reads the cues of one word after another of a text. */
export class CueReader {
  /** Of the word that was read last: its cues, how much each counts, and its kind. */
  readonly found = new Uint32Array(mostCues);
  readonly factors = new Float32Array(mostCues);
  length = 0;
  kind = 0;
  /**
   * Of the text so far: how many words are of letters, how many of them are known; and of how many pairs of neighbours, how
   * well they follow each other. What begins with a figure is in no pair, since a report of a match is full of them.
   */
  written = 0;
  knownWritten = 0;
  fit = 0;
  pairs = 0;
  private text = "";
  private previousKind = -1;
  private readonly known: KnownWords;
  private readonly order: Int8Array;

  constructor(known: KnownWords, order: Int8Array) {
    this.known = known;
    this.order = order;
  }

  begin(text: string): void {
    this.text = text;
    this.previousKind = -1;
    this.written = 0;
    this.knownWritten = 0;
    this.fit = 0;
    this.pairs = 0;
  }

  read(start: number, end: number, hash: number): void {
    const { text } = this;
    this.length = 0;
    const place = this.known.placeOf(hash);
    const first = text.charCodeAt(start);
    if (isLetters(text, start, end)) this.readLetters(place, isCapital(first), end - start);
    this.readOrder(kindOfWord(text, start, end, place));
    if (isShouted(text, start, end)) this.add(shoutedCue);
    const next = text.charCodeAt(end);
    if (next === 0x21) this.add(criedCue);
    if (next === space) this.readSign(end + 1, first);
  }

  private readLetters(place: number, isName: boolean, units: number): void {
    this.written += 1;
    if (place >= 0) {
      this.knownWritten += 1;
      this.add((isName ? nameRarityCue : rarityCue) + rarityOf(place));
    } else if (units >= leastKnownUnits) this.add(isName ? unknownNameCue : unknownCue);
  }

  private readOrder(kind: number): void {
    this.kind = kind;
    if (this.previousKind >= 0) {
      const fit = fitOf(this.order, this.previousKind, kind);
      if (!isNumber(kind) && !isNumber(this.previousKind)) {
        this.fit += fit;
        this.pairs += 1;
      }
      this.add(misfitCue, -fit);
    }
    this.previousKind = kind;
  }

  /** A sign between spaces, as in `it ' s`, or a currency before one. */
  private readSign(at: number, first: number): void {
    const { text } = this;
    const sign = text.charCodeAt(at);
    if (first === 0x24 && isDigit(sign)) this.add(finish(apartCue ^ first));
    else if (isSign(sign) && text.charCodeAt(at + 1) === space) this.add(finish(apartCue ^ sign));
  }

  private add(cue: number, factor = 1): void {
    this.found[this.length] = cue;
    this.factors[this.length] = factor;
    this.length += 1;
  }
}

function rarityOf(place: number): number {
  let rarity = 0;
  while (rarity < borders.length && place >= (borders[rarity] ?? 0)) rarity += 1;
  return rarity;
}

/** Three letters or more, all of them capitals of ASCII. */
function isShouted(text: string, start: number, end: number): boolean {
  if (end - start < 3) return false;
  for (let at = start; at < end; at += 1) {
    if (!isCapital(text.charCodeAt(at))) return false;
  }
  return true;
}

/** Of ASCII: numbers and the words of other scripts would always be unknown. */
function isLetters(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const small = text.charCodeAt(at) | 0x20;
    if (small < 0x61 || small > 0x7a) return false;
  }
  return true;
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isSign(code: number): boolean {
  return code > space && code < 0x7f && !isDigit(code) && !((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}
