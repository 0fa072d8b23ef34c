/** Spam made up from the sentences of its kinds, some of it disguised as senders disguise it. The same for the same seed. */

import { seededRandom } from "../../categories/training/random.ts";
import { goods } from "./genres.ts";
import { closing, persuasion } from "./more-genres.ts";

const genres = [...goods, ...persuasion];
const disguisedPart = 0.3;

/** So many passages of three to eight sentences of one kind, most with an ending. */
export function inventSpam(count: number, seed = 20_250_102): string[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => {
    const genre = genres[at % genres.length] ?? [];
    const wanted = 3 + Math.floor(random() * 6);
    const chosen = Array.from({ length: wanted }, () => pick(genre, random));
    if (random() < 0.7) chosen.push(pick(closing, random));
    const text = [...new Set(chosen)].join(random() < 0.5 ? " " : "\n");
    return random() < disguisedPart ? disguise(text, random) : text;
  });
}

function pick(from: readonly string[], random: () => number): string {
  return from[Math.floor(random() * from.length)] ?? "";
}

const lookalikes: Readonly<Record<string, string>> = { a: "@", i: "1", o: "0", e: "3", s: "$", l: "I" };

/** Every third word or so of five letters and more is respelt: a lookalike, a letter doubled, a space or stop inside. */
function disguise(text: string, random: () => number): string {
  return text.replace(/\p{L}{5,}/gu, (word) => {
    if (random() > 0.35) return word;
    const at = 1 + Math.floor(random() * (word.length - 2));
    const letter = word[at] ?? "";
    const [before, after] = [word.slice(0, at), word.slice(at + 1)];
    const way = random();
    if (way < 0.35) return before + (lookalikes[letter.toLowerCase()] ?? letter + letter) + after;
    if (way < 0.6) return before + letter + letter + after;
    return `${before}${letter}${way < 0.85 ? " " : "."}${after}`;
  });
}
