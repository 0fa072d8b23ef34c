/**
 * Finding the terms of a long list in a text, in one pass: whole words, whatever their case, accents, width or
 * invisible characters. Pure.
 */

import type { Range } from "../../source-text/source-text.ts";

/** A place where a term stands. */
export interface FoundTerm<Mark> extends Range {
  readonly mark: Mark;
}

/** Terms compiled for searching: the time a search takes hardly grows with their number. */
export interface TermTree<Mark> {
  readonly next: Map<string, TermTree<Mark>>;
  /** Of the term that ends here. */
  mark?: Mark;
}

/** A word of a text, as terms are compared. */
export interface Token extends Range {
  readonly folded: string;
  /** A sentence or paragraph ended before it: no term reaches across. */
  readonly opens: boolean;
}

const unspaced =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
/** A word with what is invisible in it; in scripts without spaces, a character. */
const word = new RegExp(
  `[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{Alphabetic}\\p{N}\\p{M}\\p{Default_Ignorable_Code_Point}])+`,
  "gu",
);
/** A text without accents, other scripts or invisible characters: its words are told apart with a tenth of the work. */
const plainText = /^[\0-\x7f\u2010-\u2027\u2030-\u205e©®™]*$/;
const plainWord = /[A-Za-z0-9]+/g;
const ended = /[.!?…:;]["'”’)\]]*\s|\n\s*\n/u;
/** Accents, and what no reader sees. Vowel signs of other scripts are letters in all but name, and stay. */
const accents = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]|\p{Default_Ignorable_Code_Point}/gu;

/** As terms are compared: compatible forms are one, in small letters, without accents and invisible characters. */
export function foldTerm(text: string): string {
  if (/^[A-Za-z0-9]*$/.test(text)) return text.toLowerCase();
  const plain = text.normalize("NFKD").replace(accents, "");
  // By way of capitals, so that "ß" is "ss" and the dotless "ı" an "i".
  const small = plain.toUpperCase().toLowerCase().replace(accents, "").normalize("NFKC");
  return small.replace(/\s+/gu, " ").trim();
}

/** The words that a term is compared by; none in one without a letter or digit. */
export function wordsOfTerm(term: string): string[] {
  return tokensOf(term).map(({ folded }) => folded);
}

/** Compiles a list; of two terms with the same words the later counts. */
export function plantTerms<Mark>(
  terms: Iterable<{ readonly term: string; readonly mark: Mark }>,
): TermTree<Mark> {
  const root: TermTree<Mark> = { next: new Map() };
  for (const { term, mark } of terms) {
    let node = root;
    for (const part of wordsOfTerm(term)) {
      const next: TermTree<Mark> = node.next.get(part) ?? { next: new Map() };
      node.next.set(part, next);
      node = next;
    }
    if (node !== root) node.mark = mark;
  }
  return root;
}

/** Where each term stands for the first time. */
export function findTerms<Mark>(text: string, tree: TermTree<Mark>): FoundTerm<Mark>[] {
  return tree.next.size === 0 ? [] : findAmong(tokenized(text), tree);
}

/** A text's words, and where each of them stands: for whoever searches one text for many lists. */
export interface Tokens {
  readonly all: readonly Token[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Tells the words of a text apart. */
export function tokenized(text: string): Tokens {
  const all = tokensOf(text);
  const places = new Map<string, number[]>();
  for (const [index, { folded }] of all.entries()) {
    const known = places.get(folded);
    if (known) known.push(index);
    else places.set(folded, [index]);
  }
  return { all, places };
}

/** Where each term stands for the first time, in no order. */
export function findAmong<Mark>({ all, places }: Tokens, tree: TermTree<Mark>): FoundTerm<Mark>[] {
  const found = new Map<TermTree<Mark>, FoundTerm<Mark>>();
  const [few, many] = tree.next.size < places.size ? [tree.next, places] : [places, tree.next];
  for (const first of few.keys()) {
    if (!many.has(first)) continue;
    for (const index of places.get(first) ?? []) collect(found, all, tree, index);
  }
  return [...found.values()];
}

function collect<Mark>(
  found: Map<TermTree<Mark>, FoundTerm<Mark>>,
  tokens: readonly Token[],
  tree: TermTree<Mark>,
  index: number,
): void {
  const start = tokens[index]?.start ?? 0;
  for (const { node, end } of pathFrom(tree, tokens, index)) {
    if (node.mark !== undefined && !found.has(node)) found.set(node, { mark: node.mark, start, end });
  }
}

/** The nodes that the words from a place on lead to. */
function* pathFrom<Mark>(tree: TermTree<Mark>, tokens: readonly Token[], from: number) {
  let node: TermTree<Mark> = tree;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    const next = token && (at === from || !token.opens) ? node.next.get(token.folded) : undefined;
    if (!token || !next) return;
    yield { node: next, end: token.end };
    node = next;
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(plainText.test(text) ? plainWord : word)) {
    const folded = foldTerm(found);
    if (folded === "") continue;
    tokens.push({
      folded,
      start: index,
      end: index + found.length,
      // A space alone ends nothing, and is what stands before most words.
      opens: index - end > 1 && ended.test(text.slice(end, index)),
    });
    end = index + found.length;
  }
  return tokens;
}
