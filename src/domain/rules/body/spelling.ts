/** BD-15: slips of spelling and grammar that a machine can be sure of. Pure. */

import { quotationsIn } from "../../source-text/quotations.ts";
import type { Range } from "../../source-text/source-text.ts";
import { tokenized } from "../blocked/terms.ts";
import { terms } from "../reading/lexicon.ts";
import { defineRule, type Hit, limit, plain } from "../rule.ts";
import { inField, inWhole, type ReleaseView } from "../view.ts";
import { type Slip, slipsIn } from "./slips.ts";

const spelling = defineRule({
  id: "BD-15",
  what: "Common misspellings, small words typed twice, and an article that the next word does not take; outside quotations, names and addresses.",
  why: "Readers hold a slip against whoever printed it. Only what is a slip beyond doubt is named, since a good name must not be.",
  languages: ["en"],
  settings: plain.extend({ places: limit, except: terms }),
  run(view, { places, except }) {
    const right = new Set(except.map((term) => term.toLowerCase()));
    const seen = new Set<string>();
    return pagesOf(view).flatMap(({ slips, hit }) =>
      slips
        .filter(({ key }) => !right.has(key) && !seen.has(key) && seen.size < places && seen.add(key))
        .map((slip) => hit(slip)),
    );
  },
});

export const spellingRules = [spelling];

interface ReadPage {
  /** In order. */
  readonly slips: readonly Slip[];
  hit(slip: Slip): Hit;
}

/** Headline and body, and each other field that is printed. */
function pagesOf(view: ReleaseView): ReadPage[] {
  const { headline, dek, summary, boilerplate } = view.copy;
  const shift = headline.length + 2;
  const quoted = () => [
    ...quotedIn(headline),
    ...view.body.quotations.map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  ];
  const whole: ReadPage = {
    slips: own(slipsIn({ ...view.whole, titleEnd: headline.length }), quoted),
    hit: ({ message, suggestion, ...range }) => inWhole(view, range, { message, suggestion }),
  };
  const fields = Object.entries({ dek, summary, boilerplate }).flatMap(([name, text]): ReadPage[] => {
    if (!text) return [];
    const slips = own(slipsIn({ text, tokens: tokenized(text), titleEnd: 0 }), () => quotedIn(text));
    const hit = ({ message, suggestion, ...range }: Slip) =>
      inField(`/${name}`, text, range, { message, suggestion });
    return [{ slips, hit }];
  });
  return [whole, ...fields];
}

function quotedIn(text: string): Range[] {
  return quotationsIn(text, [{ kind: "paragraph", start: 0, end: text.length }]);
}

/** What stands in no quotation; most texts have no slip, and then nobody looks for quotations. */
function own(slips: readonly Slip[], quoted: () => readonly Range[]): Slip[] {
  if (slips.length === 0) return [];
  const quotations = quoted();
  return slips
    .filter((slip) => !quotations.some(({ start, end }) => start <= slip.start && slip.start < end))
    .sort((a, b) => a.start - b.start);
}
