/** SB-08: offers of the frauds and black markets of the day. Pure. */

import { z } from "zod";
import { apart, passageOf, terms, termsIn, variety } from "../reading/lexicon.ts";
import { defineRule, type Hit, limit, plain } from "../rule.ts";
import { inWhole, type ReleaseView } from "../view.ts";
import { inOwnVoice, isOffered, type OfferWords } from "./offers.ts";
import { subjectName } from "./subjects.ts";

const kind = z.strictObject({ offers: terms, terms });

const fraud = defineRule({
  id: "SB-08",
  what: "Offers of the frauds and black markets of the day, from trading groups and recovered coins to essays, followers and forged papers: two terms of one kind of which one says who offers it, or one such beside a way to reach them, or several terms beside a way. Who warns of it, or quotes it while reporting, is left alone.",
  why: "Readers lose their savings to them, and nobody prints them who has looked.",
  languages: ["en"],
  settings: plain.extend({
    ...{ withOffer: limit, from: limit, kinds: z.record(subjectName, kind) },
    ...{ reach: terms, reporting: terms, denials: terms, calls: terms },
  }),
  run(view, { severity, kinds, ...limits }) {
    const ways = Math.min(1, inOwnVoice(view, termsIn(view, limits.reach), limits).length);
    return Object.entries(kinds).flatMap(([kind, lists]): Hit[] => {
      const found = offered(view, lists, { ...limits, ways });
      if (found.length === 0) return [];
      const names = found.slice(0, 4).map(({ mark }) => `"${mark}"`);
      const message = `This may offer ${kind} (${names.join(", ")}); an editor decides whether it is printed.`;
      return [inWhole(view, passageOf(view, found) ?? { start: 0, end: 0 }, { message, severity })];
    });
  },
});

interface Limits extends OfferWords {
  readonly withOffer: number;
  readonly from: number;
  /** Whether there is a way to reach who offers: 1 or 0. */
  readonly ways: number;
}

/** The terms of a kind by which the release offers it; none where it does not. */
function offered(
  view: ReleaseView,
  lists: z.output<typeof kind>,
  { withOffer, from, ways, ...words }: Limits,
) {
  const offers = inOwnVoice(view, termsIn(view, lists.offers), words);
  if (offers.length === 0 && ways === 0) return [];
  const found = apart([...offers, ...inOwnVoice(view, termsIn(view, lists.terms), words)]);
  const isEnough = offers.length > 0 ? variety(found) + ways >= withOffer : variety(found) >= from;
  return isEnough && isOffered(view, offers.length > 0 ? offers : found, words) ? found : [];
}

export const fraudRules = [fraud];
