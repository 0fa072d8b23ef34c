/** What somebody typed into a search, taken apart: words, "phrases", -unwanted ones, `or` between, and beginnings*. Pure. */

/** A word or phrase, or any of several that stand for it. */
interface SearchTerm {
  readonly any: readonly string[];
  readonly not: boolean;
  /** Whether it is the beginning of a word that is still being typed. */
  readonly prefix: boolean;
}

/** Terms that an article has to meet all of. */
export type SearchGroup = readonly SearchTerm[];

/** A shorter beginning is of too many words to mean any of them. */
const shortestPrefix = 2;
const parts = /(-?)"([^"]*)"?|(-?)([^\s"]+)/g;
/** As telephones and word processors write them of themselves, in whatever language. */
const quotes = /[\u201c-\u201f\u00ab\u00bb\uff02]/g;

/**
 * The groups of which any has to be met. Whatever is typed has a meaning: a quote that is left open ends with the text,
 * and a group that only says what is not wanted finds nothing. With `typing`, the last word is a beginning.
 */
export function searchGroups(typed: string, typing = false): SearchGroup[] {
  const groups: SearchTerm[][] = [[]];
  for (const [, notPhrase, phrase, notWord, word = ""] of typed.replace(quotes, '"').matchAll(parts)) {
    if (phrase !== undefined)
      groups.at(-1)?.push({ any: writings(phrase), not: notPhrase === "-", prefix: false });
    else if (word.toLowerCase() === "or") groups.push([]);
    else groups.at(-1)?.push(wordTerm(word, notWord === "-"));
  }
  const last = groups.at(-1)?.at(-1);
  if (typing && last && isBeginning(last) && /[\p{L}\p{N}]$/u.test(typed)) {
    groups.at(-1)?.splice(-1, 1, { ...last, prefix: true });
  }
  return groups.filter((terms) => terms.some(({ not }) => !not));
}

function wordTerm(word: string, not: boolean): SearchTerm {
  const bare = word.replace(/\*+$/, "");
  return { any: writings(bare), not, prefix: bare !== word && [...bare].length >= shortestPrefix };
}

/**
 * As it was typed and, where it has a hyphen, also as a phrase of its parts, or "harbour-master" would find no harbour
 * master: the database takes the word with its hyphen for one more. Before a digit it takes a hyphen for a minus.
 */
function writings(typed: string): string[] {
  const apart = typed.replace(/(?<=\p{L})[-\u2010\u2011](?=\p{L})/gu, " ");
  return apart === typed ? [typed] : [typed, apart];
}

function isBeginning({ any: [word = ""], not }: SearchTerm): boolean {
  return !not && [...word].length >= shortestPrefix && !/\s/.test(word);
}

/** The single words that are looked for, which a slip of the keys may be in. */
export function wantedWords(groups: readonly SearchGroup[]): string[] {
  return groups.flatMap((terms) =>
    terms.flatMap(({ any, not, prefix }) => (not || prefix || any.length > 1 ? [] : any.filter(isWord))),
  );
}

const isWord = (text: string) => /^[\p{L}\p{M}'’-]{3,40}$/u.test(text);

/** What was typed with some of its words replaced, in whatever case they were typed. */
export function corrected(typed: string, replacements: ReadonlyMap<string, string>): string {
  return typed.replace(/[\p{L}\p{M}'’-]+/gu, (word) => {
    const dash = word.startsWith("-") ? "-" : "";
    const replacement = replacements.get(word.slice(dash.length));
    return replacement === undefined ? word : `${dash}${replacement}`;
  });
}
