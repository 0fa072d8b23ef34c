/** A text of any length as hashed features, each with the word it belongs to and the place where that word stands. Pure. */

import { FeatureReader, kinds } from "../categories/features.ts";
import type { WordVectors } from "../vectors/word-vectors.ts";
import { CueReader, mostCues } from "./cues.ts";

/** What is longer is read up to here; by then a text has shown what it is. In UTF-16 units. */
const maxUnits = 60_000;
/** As much as the reader of features takes at once. */
const unitsAtOnce = 1400;
/** How much a feature counts by its kind; runs are many for each word, so one of them counts less. */
const factorOf: readonly number[] = factors();
/** A word that stood so few words before counts so much only. */
const echoWords = 60;
const echoFactor = 0.4;
/** Of so many words it is remembered where they stood last. */
const recentWords = 1 << 10;

/** Which words are known, by their hashes, and how common they are. */
export type KnownWords = Pick<WordVectors, "placeOf">;

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
  /** Of each word: its hash, its kind, and where it stands in the text. */
  wordHashes = new Uint32Array(1 << 11);
  wordKinds = new Uint8Array(1 << 11);
  starts = new Uint32Array(1 << 11);
  ends = new Uint32Array(1 << 11);
  wordCount = 0;

  private readonly reader = new FeatureReader();
  /** Of each word: how much it counts. */
  private echoes = new Float32Array(1 << 11);
  private readonly recentHashes = new Uint32Array(recentWords);
  private readonly recentAt = new Uint32Array(recentWords);
  readonly cues: CueReader;

  constructor(known: KnownWords, order: Int8Array) {
    this.cues = new CueReader(known, order);
  }

  read(text: string): void {
    this.length = 0;
    this.wordCount = 0;
    this.cues.begin(text);
    this.recentHashes.fill(0);
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
    this.makeRoom(reader.length + mostCues * reader.wordCount, reader.wordCount);
    this.addFeatures();
    // The reader puts a line feed before the text.
    for (let word = 0; word < reader.wordCount; word += 1) this.placeWord(word, from - 1);
  }

  private addFeatures(): void {
    const { reader, wordCount } = this;
    for (let word = 0; word < reader.wordCount; word += 1) {
      this.echoes[wordCount + word] = this.echoOf(reader.wordHashes[word] ?? 0, wordCount + word);
    }
    for (let at = 0; at < reader.length; at += 1) {
      const factor = factorOf[reader.kindOf[at] ?? 0] ?? 0;
      const word = wordCount + (reader.wordOf[at] ?? 0);
      if (factor > 0) this.add(reader.hashes[at] ?? 0, factor * (this.echoes[word] ?? 0), word);
    }
  }

  private placeWord(word: number, shift: number): void {
    const { reader } = this;
    const start = shift + (reader.starts[word] ?? 0);
    const end = shift + (reader.ends[word] ?? 0);
    const hash = reader.wordHashes[word] ?? 0;
    this.wordHashes[this.wordCount] = hash;
    this.starts[this.wordCount] = start;
    this.ends[this.wordCount] = end;
    const { cues } = this;
    cues.read(start, end, hash);
    for (let cue = 0; cue < cues.length; cue += 1) {
      this.add(cues.found[cue] ?? 0, cues.factors[cue] ?? 0, this.wordCount);
    }
    this.wordKinds[this.wordCount] = cues.kind;
    this.wordCount += 1;
  }

  /** How much a word counts: less where it stood shortly before, or a list of prices would weigh by its length. */
  private echoOf(hash: number, word: number): number {
    const place = hash & (recentWords - 1);
    const isEcho = this.recentHashes[place] === hash && word - (this.recentAt[place] ?? 0) < echoWords;
    this.recentHashes[place] = hash;
    this.recentAt[place] = word;
    return isEcho ? echoFactor : 1;
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
      this.wordKinds = doubled(this.wordKinds);
      this.starts = doubled(this.starts);
      this.echoes = doubled(this.echoes);
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

function doubled<Numbers extends Uint8Array | Uint16Array | Uint32Array | Float32Array>(
  numbers: Numbers,
): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
