/** LG-01, PO-01, SB-03, SB-04: courts, campaigns, accusations and alarm. Pure. */

import { apart, passageOf, terms, termsIn, variety } from "../reading/lexicon.ts";
import { defineRule, graded, type Hit, limit, plain, type Rule } from "../rule.ts";
import { inWhole } from "../view.ts";

/** "No. 1:24-cv-01234", "Case No. 23-456", "Docket No. ...", "Index No. ...", "T-123/21", "[2024] EWHC 12". */
const docket =
  /\b(?:case|docket|cause|index|civil action|cv|cr)\s*(?:no\b\.?|number|#|:)\s*:?\s*[A-Z0-9]*\d[\w:./-]*|\b\d:?\d{2}-(?:cv|cr|mj|md|bk)-\d+|\bNos?\.\s?\d{2}-[A-Z]*-?\d{2,}|\[\d{4}\]\s[A-Z]{2,6}\s\d+/i;

/** A year of which no court's record is asked for; a bare figure may be a street's number. */
const longAgo = /\b(?:in|of|since|from|by) 1[0-8]\d\d\b/i;

const court = defineRule({
  id: "LG-01",
  what: "A lawsuit or a crime with the people it concerns; grave where the headline is about a case that has come before a court, and neither a docket number nor a court is named. What is told, staged or long past has no docket.",
  why: "An editor must be able to look the case up before somebody's name is printed beside it.",
  languages: ["en"],
  settings: graded.extend({ from: limit, terms, proceedings: terms, stories: terms, courts: terms }),
  run(view, { severity, grave, from, terms: words, proceedings, stories, courts }) {
    const before = termsIn(view, proceedings);
    const found = apart([...before, ...termsIn(view, words)]);
    const passage = passageOf(view, found);
    if (!passage || variety(found) < from) return [];
    const isNamed = docket.test(view.body.text) || termsIn(view, courts).length > 0;
    const isToldOf = longAgo.test(view.whole.text) || termsIn(view, stories).length > 0;
    const inHeadline = before.some(({ start }) => start < view.copy.headline.length);
    const isGrave = inHeadline && !isNamed && !isToldOf;
    const message =
      before.length === 0
        ? "This speaks of a crime; an editor looks whether anybody is named who was not charged."
        : isNamed
          ? "This is about a case at law; an editor compares it with the court's record."
          : "This is about a case at law; name the court and the docket number.";
    return [inWhole(view, passage, { message, severity: isGrave ? grave : severity })];
  },
});

const several = plain.extend({ from: limit, terms });

/** A rule that holds what has several different terms of one list. */
function severalOf(rule: Pick<Rule, "id" | "what" | "why"> & { readonly message: string }) {
  return defineRule({
    ...rule,
    languages: ["en"],
    settings: several,
    run(view, { from, terms: words }): Hit[] {
      const found = termsIn(view, words);
      const passage = variety(found) < from ? undefined : passageOf(view, found);
      return passage ? [inWhole(view, passage, { message: rule.message })] : [];
    },
  });
}

const campaign = severalOf({
  id: "PO-01",
  what: "Electioneering: several words of a campaign for a candidate, a party or a ballot measure.",
  why: "Readers must learn who pays for it, and a newspaper treats all candidates alike.",
  message: "This campaigns; an editor looks for who is behind it and whether it attacks a person.",
});

const accusation = severalOf({
  id: "SB-03",
  what: "Accusations against somebody: several words that only a court may use of a person.",
  why: "Whoever prints a libel answers for it beside whoever wrote it.",
  message: "This accuses somebody; an editor looks for a court's decision or an answer by the accused.",
});

const alarm = severalOf({
  id: "SB-04",
  what: "Predictions of collapse, war or disaster, in several words of alarm.",
  why: "People act on them, and nobody can check them.",
  message: "This spreads alarm; an editor looks for who says it and how they know.",
});

export const lawRules = [court, campaign, accusation, alarm];
