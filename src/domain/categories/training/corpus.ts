/** Texts to learn from, as rows of counted features in a few large typed arrays: thousands of texts fit in memory. Pure. */

import { FeatureCounter, type Text, weigh } from "../feature-counter.ts";
import { FeatureReader, kinds } from "../features.ts";
import { HashIndex } from "../hash-index.ts";
import { type ReadingName, readings } from "../readings.ts";

/** One text and what it is an example of. */
export interface Example extends Text {
  /** Shares of labels that sum to 1; several where a coarse label leaves the choice open. */
  readonly target: Readonly<Record<string, number>>;
  /** How much the example counts; 1 where absent. */
  readonly weight?: number;
}

export interface Vocabulary {
  readonly index: HashIndex;
  readonly hashes: Uint32Array;
  readonly scales: Float32Array;
  /** How the texts were read in which the features were counted. */
  readonly reading: ReadingName;
}

/** In how many texts a feature has to be. Pairs and runs are many, so more is asked of them. */
export interface VocabularyLimits {
  readonly wordTexts: number;
  readonly pairTexts: number;
  readonly runTexts: number;
}

/** A word of one text is mostly a name, but of many such words some come again, and they say much of a short text. */
export const usualLimits: VocabularyLimits = { wordTexts: 1, pairTexts: 2, runTexts: 2 };

/** Weight by kind. Runs are many for each word, so one of them counts less. */
const weightOfKind = { [kinds.word]: 1, [kinds.pair]: 1, [kinds.title]: 1, [kinds.run]: 0.35 };

/** Rows of features: those of text `n` stand from `offsets[n]` up to `offsets[n + 1]`. */
export interface Corpus {
  readonly size: number;
  readonly offsets: Uint32Array;
  readonly features: Uint32Array;
  readonly values: Float32Array;
}

/** The features that enough of the texts have, each with its scale: rare ones count more (inverse document frequency). */
export function buildVocabulary(
  texts: readonly Text[],
  limits: VocabularyLimits,
  reading: ReadingName,
): Vocabulary {
  const seen = countTexts(texts, reading);
  const index = new HashIndex();
  const hashes: number[] = [];
  const scales: number[] = [];
  const least = [limits.wordTexts, limits.pairTexts, limits.wordTexts, limits.runTexts];
  seen.index.forEach((hash, feature) => {
    const found = seen.texts[feature] ?? 0;
    const kind = (seen.kindOf[feature] ?? 0) as keyof typeof weightOfKind;
    if (found < (least[kind] ?? 1)) return;
    index.add(hash);
    hashes.push(hash);
    scales.push((Math.log((texts.length + 1) / (found + 1)) + 1) * weightOfKind[kind]);
  });
  return { index, hashes: Uint32Array.from(hashes), scales: Float32Array.from(scales), reading };
}

/** In how many texts each feature occurs. */
function countTexts(texts: readonly Text[], reading: ReadingName): Sightings {
  const reader = new FeatureReader(readings[reading]);
  const sightings = new Sightings();
  for (const text of texts) {
    reader.read(text);
    sightings.beginText();
    for (let at = 0; at < reader.length; at += 1)
      sightings.see(reader.hashes[at] ?? 0, reader.kindOf[at] ?? 0);
  }
  return sightings;
}

class Sightings {
  readonly index = new HashIndex();
  /** Of each feature: how many texts have it, and what kind it is. */
  texts = new Uint32Array(1 << 16);
  kindOf = new Uint8Array(1 << 16);
  /** Of each feature: the number of the last text seen with it. */
  private lastText = new Uint32Array(1 << 16);
  private text = 0;

  beginText(): void {
    this.text += 1;
  }

  /** Counts the feature once in a text, however often it is seen there. */
  see(hash: number, kind: number): void {
    const feature = this.index.add(hash);
    if (feature >= this.texts.length) this.grow();
    if (this.lastText[feature] === this.text) return;
    this.lastText[feature] = this.text;
    this.texts[feature] = (this.texts[feature] ?? 0) + 1;
    this.kindOf[feature] = kind;
  }

  private grow(): void {
    this.texts = doubled(this.texts);
    this.kindOf = doubled(this.kindOf);
    this.lastText = doubled(this.lastText);
  }
}

/** The texts as unit vectors over the vocabulary. */
export function buildCorpus(texts: readonly Text[], vocabulary: Vocabulary): Corpus {
  const counter = new FeatureCounter(vocabulary.index, readings[vocabulary.reading]);
  const offsets = new Uint32Array(texts.length + 1);
  let features = new Uint32Array(1 << 16);
  let values = new Float32Array(1 << 16);
  texts.forEach((text, number) => {
    counter.count(text);
    const from = offsets[number] ?? 0;
    const to = from + counter.length;
    while (to > features.length) {
      features = doubled(features);
      values = doubled(values);
    }
    const found = counter.found.subarray(0, counter.length);
    features.set(found, from);
    weigh(found, counter.counts, vocabulary.scales, values.subarray(from, to));
    offsets[number + 1] = to;
  });
  return { size: texts.length, offsets, features, values };
}

function doubled<Numbers extends Uint8Array | Uint32Array | Float32Array>(numbers: Numbers): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
