/** SB-01, SB-02: subjects that no publication prints, and those that an editor always looks at. Pure. */

import { z } from "zod";
import { apart, passageOf, terms, termsIn, variety } from "../reading/lexicon.ts";
import { defineRule, graded, type Hit, limit, plain } from "../rule.ts";
import { inWhole, type ReleaseView } from "../view.ts";
import { isOffered, unreported } from "./offers.ts";

/** What a pack calls a subject. */
export const subjectName = z
  .string()
  .regex(/^[\p{L}][\p{L} -]{0,40}$/u, "must be letters, spaces and hyphens");
const restricted = z.record(subjectName, terms);
/**
 * `offers` are terms that only somebody who offers the thing uses; without one of them, `from` terms are needed. Those of
 * `plain` are no subject's own: several of them, or one beside an offer, hold.
 */
const prohibited = z.record(
  subjectName,
  z.strictObject({ from: limit, terms, offers: terms, plain: terms.default([]) }),
);

const forbidden = defineRule({
  id: "SB-01",
  what: "Sexual services, hate, threats, gambling promotion, get-rich-quick, payday loans, illegal goods and miracle cures: several terms of one subject hold, several that only an offer uses are grave. What is quoted, or told by those who warn of it, seize it or treat its victims, is held at the most.",
  why: "No newspaper prints them, and most are against the law somewhere among its readers. A refusal may be appealed.",
  languages: ["en"],
  settings: graded.extend({
    ...{ withOffer: limit, graveFrom: limit, graveOffers: limit },
    ...{ subjects: prohibited, reporting: terms, denials: terms, calls: terms },
  }),
  run(view, { severity, grave, withOffer, graveFrom, graveOffers, subjects, ...words }) {
    return Object.entries(subjects).flatMap(([subject, lists]): Hit[] => {
      const offers = termsIn(view, lists.offers);
      const found = apart([...offers, ...termsIn(view, lists.terms)]);
      const plainly = apart([...offers, ...termsIn(view, lists.plain)]);
      const isHeld = variety(found) >= (offers.length > 0 ? withOffer : lists.from);
      if (!isHeld && variety(plainly) < withOffer) return [];
      const own = unreported(view, offers, words);
      const isGrave =
        variety(own) >= graveOffers &&
        variety(unreported(view, found, words)) >= graveFrom &&
        isOffered(view, own, words);
      return [told(view, subject, isHeld ? found : plainly, isGrave ? grave : severity)];
    });
  },
});

const sensitive = defineRule({
  id: "SB-02",
  what: "Subjects that an editor always looks at, such as crypto, cannabis, weapons, supplements or stock tips: two or more terms of one.",
  why: "They are lawful here and forbidden there, and what is said about them costs readers their money or their health.",
  languages: ["en"],
  settings: plain.extend({ from: limit, subjects: restricted }),
  run(view, { severity, from, subjects }) {
    return Object.entries(subjects).flatMap(([subject, list]): Hit[] => {
      const found = termsIn(view, list);
      return variety(found) < from ? [] : [told(view, subject, found, severity)];
    });
  },
});

export const subjectRules = [forbidden, sensitive];

type Found = ReturnType<typeof termsIn>;

function told(view: ReleaseView, subject: string, found: Found, severity: Hit["severity"]): Hit {
  const words = found.slice(0, 4).map(({ mark }) => `"${mark}"`);
  const message = `This is about ${subject} (${words.join(", ")}); an editor decides whether it is printed.`;
  return inWhole(view, passageOf(view, found) ?? { start: 0, end: 0 }, {
    message:
      severity === "reject" ? `This offers ${subject} (${words.join(", ")}), which is not printed.` : message,
    severity,
  });
}
