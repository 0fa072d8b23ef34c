/** Lists of terms as rules search for them: compiled once, found in one pass over a release's words. Pure. */

import { z } from "zod";
import type { Range } from "../../source-text/source-text.ts";
import { line } from "../../text.ts";
import { type FoundTerm, findAmong, plantTerms, type TermTree, wordsOfTerm } from "../blocked/terms.ts";
import type { ReleaseView } from "../view.ts";

/** A list in a rule's settings; a term is whole words, in any case. */
export const terms = z.array(line(100)).max(1000);

const trees = new WeakMap<readonly string[], TermTree<string>>();

/** Where each term of a list stands first in headline and body, in order; of two that overlap, the longer counts. */
export function termsIn({ whole }: ReleaseView, list: readonly string[]): FoundTerm<string>[] {
  let tree = trees.get(list);
  if (!tree) {
    tree = plantTerms(list.map((term) => ({ term, mark: wordsOfTerm(term).join(" ") })));
    trees.set(list, tree);
  }
  return apart(findAmong(whole.tokens, tree));
}

/** The same without what stands in a quotation, in the headline or in the standing matter that ends a release. */
export function ownTermsIn(view: ReleaseView, list: readonly string[]): FoundTerm<string>[] {
  const shift = view.copy.headline.length + 2;
  return termsIn(view, list)
    .map((found) => ({ ...found, start: found.start - shift, end: found.end - shift }))
    .filter(({ start, end }) => start >= 0 && view.prose.slice(start, end).trim() !== "");
}

/** Which of the ranges do not lie within another one. */
export function apart<Place extends Range>(places: readonly Place[]): Place[] {
  const sorted = [...places].sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return sorted.filter((place) => {
    if (place.end <= end) return false;
    end = place.end;
    return true;
  });
}

/** How many different terms were found; singular and plural are one. */
export function variety(found: readonly { readonly mark: string }[]): number {
  return new Set(found.map(({ mark }) => mark.replace(/(?<=\p{L}{2})s$/u, ""))).size;
}

/** Beyond this many characters two terms are no passage. */
const maxPassage = 300;

/** The passage that shows best what a release is about: the two nearest places of a paragraph, or else the first. */
export function passageOf({ whole: { text } }: ReleaseView, places: readonly Range[]): Range | undefined {
  const sorted = [...places].sort((a, b) => a.start - b.start);
  const pairs = sorted.flatMap(({ start }, index) => {
    const end = sorted[index + 1]?.end ?? Infinity;
    return end - start <= maxPassage && !text.slice(start, end).includes("\n") ? [{ start, end }] : [];
  });
  const [nearest] = pairs.sort((a, b) => a.end - a.start - (b.end - b.start));
  return nearest ?? sorted[0];
}
