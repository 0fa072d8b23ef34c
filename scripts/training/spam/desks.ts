/** Desks whose verdicts are played through: what they get, and what of it their editors take for spam. */

import { seededRandom, shuffle } from "../../../src/domain/categories/training/random.ts";
import type { SpamLabel } from "../../../src/domain/spam/taught.ts";
import { type Dressed, dressAsRelease, injectInto } from "./dressed.ts";
import { readHonestMail, readReleases, readUnseenSpamMail, type SourceText } from "./sources.ts";

export interface Verdict extends Dressed {
  readonly label: SpamLabel;
}

/** Mails shorter than this tell nobody anything. */
const leastUnits = 400;
/** What some desks refuse as advertising, and others print. */
const promoted = ["crypto", "cannabis", "gaming"];

/** The verdicts of each desk, in an order of chance. @param unseen releases that the filter did not learn from */
export function playDesks(folder: string, unseen: readonly SourceText[]): Record<string, Verdict[]> {
  const honest = mixed(unseen, 1);
  const mails = mixed(readHonestMail(folder), 2).filter(({ text }) => text.length > leastUnits);
  const spam = dressAll(folder, unseen);
  const refused = new Set(readReleases(folder, promoted).map(({ id }) => id));
  return {
    "spam of a kind that the filter does not know": mixed(
      [...labelled(spam.slice(0, 400), "spam"), ...labelled(honest.slice(0, 900), "none")],
      3,
    ),
    "notices that read like spam": mixed(
      [
        ...labelled(spam.slice(0, 200), "spam"),
        ...labelled(mails.slice(0, 500), "none"),
        ...labelled(honest.slice(0, 500), "none"),
      ],
      4,
    ),
    "a desk that refuses promotion of coins, cannabis and games": honest.map(({ id, title, text }) => ({
      ...{ title, text },
      label: refused.has(id) ? "spam" : "none",
    })),
  };
}

function labelled(texts: readonly Dressed[], label: SpamLabel): Verdict[] {
  return texts.map(({ title, text }) => ({ title, text, label }));
}

/** Every second one whole, the others as a paragraph in an honest release. */
function dressAll(folder: string, releases: readonly SourceText[]): Dressed[] {
  const long = releases.filter(({ text }) => text.length > 900);
  const random = seededRandom(5);
  return mixed(readUnseenSpamMail(folder), 6).flatMap((spam, at) => {
    const release = long[Math.floor(random() * long.length)];
    if (!release) return [];
    return [at % 2 === 0 ? dressAsRelease(spam, release) : injectInto(spam, release)];
  });
}

function mixed<One>(ones: readonly One[], seed: number): One[] {
  const order = Uint32Array.from(ones.keys());
  shuffle(order, seededRandom(seed));
  return [...order].flatMap((at) => ones.slice(at, at + 1));
}
