/** Short forms of a text, cut where a reader would stop. Pure. */

/** Longest teaser, in characters: two lines on a front page. */
export const teaserLength = 160;
/** Longest summary made from a body, in characters. */
export const summaryLength = 300;

/** The first sentences that fit, or the first words with an ellipsis where not even one sentence does. */
export function excerpt(text: string, max: number): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= max) return flat;
  const cut = flat.slice(0, max);
  const sentence = /^.*[.!?]["”’)]?(?=\s)/u.exec(`${cut} `)?.[0];
  if (sentence && sentence.length >= max / 3 && !/\b(?:Mr|Mrs|Ms|Dr|St|No|Inc|Ltd|Co)\.$/.test(sentence))
    return sentence;
  const words = cut.slice(0, max - 1).replace(/\s+\S*$/u, "");
  return `${words.replace(/[\s,;:–—-]+$/u, "")}…`;
}
