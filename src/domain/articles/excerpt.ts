/** Short forms of a text, cut where a reader would stop. Pure. */

/** Longest teaser, in characters: two lines on a front page. */
export const teaserLength = 160;
/** Longest summary made from a body, in characters. */
export const summaryLength = 300;

/** A point that ends no sentence. */
const abbreviation = /\b(?:Mr|Mrs|Ms|Dr|St|No|Inc|Ltd|Co)\.$/;

/** The first sentences that fit, or the first words with an ellipsis where not even one sentence does. */
export function excerpt(text: string, max: number): string {
  // Controls, which an entity in HTML can bring in, are not allowed in the XML of a feed.
  const flat = text
    .toWellFormed()
    .replace(/[\s\p{Cc}\uFFFE\uFFFF]+/gu, " ")
    .trim();
  if (flat.length <= max) return flat;
  const sentence = /^.*[.!?]["”’)]?(?=\s)/u.exec(flat.slice(0, max + 1))?.[0];
  if (sentence && sentence.length >= max / 3 && !abbreviation.test(sentence)) return sentence;
  const words = flat.slice(0, max - 1).replace(/\s+\S*$|[\uD800-\uDBFF]$/, "");
  return `${words.replace(/[\s.,;:–—-]+$/u, "")}…`;
}
