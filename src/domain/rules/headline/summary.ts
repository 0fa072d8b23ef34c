/** SM-01 to SM-03: the summary, where one is given. Pure. */

import { addressesIn } from "../../source-text/source-text.ts";
import { countGraphemes } from "../../text.ts";
import { counted } from "../reading/words.ts";
import { defineRule, limit, plain } from "../rule.ts";
import { inField, type ReleaseView } from "../view.ts";

const pointer = "/summary";

const length = defineRule({
  id: "SM-01",
  what: "A summary that is too short to tell anything or too long to be one.",
  why: "Mails and feeds show about two lines of it.",
  settings: plain.extend({ min: limit, max: limit }),
  run({ copy: { summary } }, { min, max }) {
    const count = summary ? countGraphemes(summary) : min;
    if (count >= min && count <= max) return [];
    return [
      { pointer, message: `The summary has ${counted(count, "character")}; ${min} to ${max} read best.` },
    ];
  },
});

const copied = defineRule({
  id: "SM-02",
  what: "A summary that repeats the headline or the first paragraph.",
  why: "It is printed next to both; a reader would read the same sentence twice.",
  settings: plain.extend({ maxSimilarity: limit.max(1) }),
  run(view, { maxSimilarity }) {
    const { summary, headline } = view.copy;
    if (!summary) return [];
    const lead = view.body.text.slice(view.lead.start, view.lead.end);
    const twin = [
      { name: "headline", text: headline },
      { name: "first paragraph", text: lead },
    ].find(({ text }) => similarity(summary, text) > maxSimilarity);
    if (!twin) return [];
    return [{ pointer, message: `The summary repeats the ${twin.name}; leave it out and one is made.` }];
  },
});

const links = defineRule({
  id: "SM-03",
  what: "A web address in the summary.",
  why: "Summaries are printed where nothing can be clicked.",
  settings: plain,
  run({ copy }: ReleaseView) {
    const summary = copy.summary ?? "";
    return addressesIn(summary).map((address) =>
      inField(pointer, summary, address, { message: "The summary holds an address; put it into the body." }),
    );
  },
});

export const summaryRules = [length, copied, links];

/** The share of words that two texts have in common, 0 to 1. */
function similarity(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))) as [
    Set<string>,
    Set<string>,
  ];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, a.size, b.size);
}
