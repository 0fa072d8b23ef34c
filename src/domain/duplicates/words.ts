/** A text as numbers that tell a copy of it: one for each word, and from them one for every three neighbours. Pure. */

/** What is compared of a text; a copy shows itself long before. */
const maxWords = 12_000;
const shingleWords = 3;
const seed = 0x811c9dc5;
const prime = 0x01000193;
/** The lowest bits of a word's number say what kind of word it is. */
const contentBit = 1;
const figureBit = 2;
/** Shorter words are mostly grammar. */
const contentLetters = 4;

export interface Words {
  /** One number for each word: a hash, and in its lowest bits what kind of word it is. */
  readonly numbers: Uint32Array;
  /** Where word `n` begins and ends in the text, in UTF-16 units. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Whether the word is one that says something. */
export function isContent(number: number): boolean {
  return (number & contentBit) !== 0;
}

/** Whether the word is a figure of three digits or more that is no year: not what a date or a time would be. */
export function isFigure(number: number): boolean {
  return (number & figureBit) !== 0;
}

/** The words of a text, the same in other cases, accents, spaces and punctuation. */
export function wordsOf(text: string): Words {
  const numbers: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu)) {
    numbers.push(numberOf(word));
    starts.push(index);
    ends.push(index + word.length);
    if (numbers.length === maxWords) break;
  }
  return {
    numbers: Uint32Array.from(numbers),
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
  };
}

/** Every three neighbouring words as one number; number `n` begins with word `n`. */
export function shinglesOf(words: Uint32Array): Uint32Array {
  const shingles = new Uint32Array(Math.max(0, words.length - shingleWords + 1));
  for (let at = 0; at < shingles.length; at += 1) {
    let hash = seed;
    for (let word = at; word < at + shingleWords; word += 1)
      hash = Math.imul(hash ^ (words[word] ?? 0), prime);
    shingles[at] = finish(hash);
  }
  return shingles;
}

/** The range of the text that shingles `first` to `last` stand in. */
export function rangeOf({ starts, ends }: Words, first: number, last: number) {
  return { start: starts[first] ?? 0, end: ends[last + shingleWords - 1] ?? 0 };
}

function numberOf(word: string): number {
  const folded = isAscii(word)
    ? word.toLowerCase()
    : word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let hash = seed;
  for (let at = 0; at < folded.length; at += 1) hash = Math.imul(hash ^ folded.charCodeAt(at), prime);
  return ((finish(hash) & ~(contentBit | figureBit)) | kindOf(folded)) >>> 0;
}

function kindOf(word: string): number {
  const isNumber = /^\d+$/.test(word);
  const content = word.length >= contentLetters || isNumber ? contentBit : 0;
  return content | (isNumber && word.length >= 3 && !/^(?:19|20)\d\d$/.test(word) ? figureBit : 0);
}

function isAscii(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** The finish of MurmurHash3: every bit of the input reaches every bit of the number. */
export function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
