/**
 * How much a text reads like spam, and which passage does most. A paragraph of it in an honest release is found as well
 * as a whole of it, since every stretch of some sixty words is looked at. Pure; the model comes in as bytes.
 */

import type { Range } from "../source-text/source-text.ts";
import { type Quality, qualityOf } from "./low-quality.ts";
import { readSpamModel, type SpamBlend, type SpamModel, slots } from "./model.ts";
import { type KnownWords, PassageReader } from "./passage-reader.ts";

/** Long enough to tell a turn of phrase from a sales talk. */
export const passageWords = 60;
const strideWords = 5;

export interface SpamReading extends Quality {
  /** 0 to 1; at 0.5 one real release in two hundred scores as high. Nothing but the order is meant by it. */
  readonly score: number;
  /** The passage that reads most like spam, in the text. */
  readonly passage: Range;
}

/** A reading, and the words that decided. */
export interface PassageReading extends SpamReading {
  /** The hashes of the passage's words, in their order, until the next text is read. */
  readonly hashes: Uint32Array;
}

export interface SpamFilter {
  readonly version: string;
  read(text: { readonly title: string; readonly text: string }): PassageReading;
}

/** @throws {Error} when the bytes are no model */
export function readSpamFilter(bytes: Uint8Array, known: KnownWords): SpamFilter {
  const model = readSpamModel(bytes);
  const scorer = new PassageScorer(known, model.order);
  return {
    version: model.version,
    read({ title, text }) {
      const lead = title.length + 1;
      const weighed = scorer.score(`${title}\n${text}`, model);
      const { from, to, hashes } = weighed;
      return {
        score: 1 / (1 + Math.exp(-logitOf(weighed, model.blend))),
        passage: { start: placeIn(text, from - lead), end: placeIn(text, to - lead) },
        hashes,
        ...qualityOf(scorer.reader, lead),
      };
    },
  };
}

/** Small letters may be longer than capitals. */
function placeIn(text: string, at: number): number {
  return Math.max(0, Math.min(at, text.length));
}

/** What a text's worst passage and its whole weigh, before they are made into one score. */
export interface Weighed {
  readonly passage: number;
  readonly whole: number;
  /** How many words there are. */
  readonly words: number;
  /** Where the worst passage stands. */
  readonly from: number;
  readonly to: number;
  /** The hashes of its words, until the next text is read. */
  readonly hashes: Uint32Array;
}

/** What is shorter or longer is treated as if it had so many words: beyond, nothing was measured. */
const fewestWords = 60;
const mostWords = 450;
const usualWords = 250;

/** What all of it weighs together: 0 is as likely held as not. In a longer text more passages may be the worst by chance. */
export function logitOf(
  { passage, whole, words }: Pick<Weighed, "passage" | "whole" | "words">,
  blend: SpamBlend,
): number {
  const length = Math.log(Math.max(fewestWords, Math.min(words, mostWords)) / usualWords);
  return blend.passage * passage + blend.whole * whole - blend.length * length + blend.offset;
}

/** Weighs one text at a time; the reader holds the last one's words. */
export class PassageScorer {
  readonly reader: PassageReader;
  /** `sums[n]` is what the words before word `n` weigh together. */
  private sums = new Float64Array(1 << 11);

  constructor(known: KnownWords, order: Int8Array) {
    this.reader = new PassageReader(known, order);
  }

  score(text: string, model: Pick<SpamModel, "steps" | "worth" | "bias">): Weighed {
    const { reader } = this;
    reader.read(text);
    this.addUp(model);
    const { sums } = this;
    const count = reader.wordCount;
    const length = Math.min(passageWords, count);
    if (length === 0) {
      return {
        passage: model.bias,
        whole: model.bias,
        words: 0,
        from: 0,
        to: 0,
        hashes: reader.wordHashes.subarray(0, 0),
      };
    }
    let first = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let at = 0; at <= count - length; at = nextAfter(at, count - length)) {
      const weight = (sums[at + length] ?? 0) - (sums[at] ?? 0);
      if (weight <= most) continue;
      most = weight;
      first = at;
    }
    return {
      passage: most / Math.sqrt(length) + model.bias,
      // As of a passage: else the length of an honest text would outweigh what stands in its midst.
      whole: ((sums[count] ?? 0) / count) * Math.sqrt(length) + model.bias,
      words: count,
      from: reader.starts[first] ?? 0,
      to: reader.ends[first + length - 1] ?? 0,
      hashes: reader.wordHashes.subarray(first, first + length),
    };
  }

  private addUp({ steps, worth }: Pick<SpamModel, "steps" | "worth">): void {
    const { reader } = this;
    if (this.sums.length <= reader.wordCount) this.sums = new Float64Array(reader.starts.length + 1);
    const sums = this.sums.fill(0, 0, reader.wordCount + 1);
    const mask = slots - 1;
    reader.forEach((hash, factor, word) => {
      const step = steps[hash & mask] ?? 0;
      sums[word + 1] = (sums[word + 1] ?? 0) + (worth[step & 0xff] ?? 0) * factor;
    });
    for (let word = 1; word <= reader.wordCount; word += 1) {
      sums[word] = (sums[word] ?? 0) + (sums[word - 1] ?? 0);
    }
  }
}

/** In strides, and never past the last place that there is. */
function nextAfter(at: number, last: number): number {
  return at < last ? Math.min(at + strideWords, last) : last + 1;
}
