/** Spam of today's manners made up from the sentences of its kinds, some of it as a release would say it. The same for the same seed. */

import { seededRandom } from "../../../../categories/training/random.ts";
import type { Genre } from "../genres.ts";
import { fillGaps } from "../slots.ts";
import { goods } from "./goods.ts";
import { money } from "./money.ts";
import { contacts, services } from "./services.ts";

const genres: readonly Genre[] = [...money, ...goods, ...services];
const contactPart = 0.7;
const runningPart = 0.8;

/** So many passages of two to seven sentences of one kind, most with a way to reach who offers it. */
export function inventTodaysSpam(count: number, seed = 20_261_128): string[] {
  const random = seededRandom(seed);
  const pick = (from: Genre) => from[Math.floor(random() * from.length)] ?? "";
  return Array.from({ length: count }, (_, at) => {
    const genre = genres[at % genres.length] ?? [];
    const wanted = 2 + Math.floor(random() * 6);
    const chosen = Array.from({ length: wanted }, () => pick(genre));
    if (random() < contactPart) chosen.push(pick(contacts));
    return fillGaps([...new Set(chosen)].join(random() < runningPart ? " " : "\n"), random);
  });
}
