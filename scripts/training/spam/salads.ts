/**
 * Words in no order, as senders put below or instead of their offer so that a filter which counts words finds many honest
 * ones. Made of the words of the texts that training reads.
 */

import { seededRandom } from "../../../src/domain/categories/training/random.ts";

type Random = () => number;

/** Words in small letters, the commonest first, that at least `least` of the texts have. */
export function wordsOf(texts: readonly string[], least = 2): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(text.match(/(?<![\p{L}\p{N}'’])\p{Ll}{2,14}(?![\p{L}\p{N}'’])/gu) ?? [])) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([word]) => word);
}

/** So many salads of twenty to a hundred words: of common words, of rare ones, of both, or of no words at all. */
export function makeSalads(words: readonly string[], count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const common = words.slice(0, 1200);
  const rare = words.slice(2500);
  const kinds: readonly (() => string)[] = [
    () => pick(common, random),
    () => pick(common.slice(0, 700), random),
    () => pick(rare, random),
    () => pick(random() < 0.4 ? common.slice(0, 120) : rare, random),
    () => gibberish(random),
  ];
  return Array.from({ length: count }, (_, at) => {
    const draw = kinds[at % kinds.length] ?? (() => "");
    const wanted = 20 + Math.floor(random() * 80);
    return punctuate(Array.from({ length: wanted }, draw), random);
  });
}

function gibberish(random: Random): string {
  const length = 2 + Math.floor(random() * 7);
  return Array.from({ length }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join("");
}

/** Some salads are lists, some are lines, some look like sentences. */
function punctuate(words: readonly string[], random: Random): string {
  const share = (often: number, most: number) => (random() < often ? random() * most : 0);
  const [commas, stops, lines] = [share(0.6, 0.35), share(0.6, 0.2), share(0.5, 0.3)];
  let begins = stops > 0;
  let text = "";
  for (const word of words) {
    text += begins ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    begins = random() < stops;
    text += begins ? "." : signFor(random() < commas, ",");
    text += signFor(random() < lines, "\n", " ");
  }
  return text.trim();
}

function signFor(isWanted: boolean, sign: string, other = ""): string {
  return isWanted ? sign : other;
}

function pick(from: readonly string[], random: Random): string {
  return from[Math.floor(random() * from.length)] ?? "";
}
