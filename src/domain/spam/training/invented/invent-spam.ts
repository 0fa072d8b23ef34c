/** Spam made up from the sentences of its kinds, much of it disguised as senders disguise it. The same for the same seed. */

import { seededRandom } from "../../../categories/training/random.ts";
import { disguise } from "./disguise.ts";
import { type Genre, goods } from "./genres.ts";
import { goodsWithGaps } from "./goods-with-gaps.ts";
import { lettersWithGaps, mailRemains } from "./letters-with-gaps.ts";
import { closing, persuasion } from "./more-genres.ts";
import { fillGaps } from "./slots.ts";

type Random = () => number;

const genres = [...goods, ...persuasion, ...goodsWithGaps, ...lettersWithGaps];
const disguisedPart = 0.4;

/** So many passages of two to eight sentences of one kind, most with an ending, some with what mail programs leave. */
export function inventSpam(count: number, seed = 20_250_102): string[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => {
    const genre = genres[at % genres.length] ?? [];
    const wanted = 2 + Math.floor(random() * 7);
    const chosen = [
      ...perhaps(0.15, mailRemains, random),
      ...Array.from({ length: wanted }, () => pick(genre, random)),
      ...perhaps(0.6, closing, random),
      ...perhaps(0.4, mailRemains, random),
    ];
    const text = fillGaps([...new Set(chosen)].join(random() < 0.5 ? " " : "\n"), random);
    return random() < disguisedPart ? disguise(text, random) : text;
  });
}

function perhaps(chance: number, genre: Genre, random: Random): string[] {
  return random() < chance ? [pick(genre, random)] : [];
}

function pick(from: readonly string[], random: Random): string {
  return from[Math.floor(random() * from.length)] ?? "";
}
