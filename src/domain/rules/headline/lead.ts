/** HL-05, BD-05, BD-13: what the opening has to tell, and where figures come from. Pure. */

import { ownTermsIn, terms } from "../reading/lexicon.ts";
import { isNamed } from "../reading/naming.ts";
import { defineRule, limit, plain } from "../rule.ts";
import { inBody } from "../view.ts";

const issuer = defineRule({
  id: "HL-05",
  what: "A headline and a first paragraph that both leave out the organisation.",
  why: "Readers must learn at once whose news it is, and an editor cuts from the end.",
  settings: plain,
  run(view, _settings, { organization: { name } }) {
    const { headline, dek } = view.copy;
    const lead = view.body.text.slice(view.lead.start, view.lead.end);
    if (isNamed(name, [headline, dek ?? "", lead], view.words.companyForms)) return [];
    return [{ pointer: "/headline", message: `Neither headline nor first paragraph names ${name}.` }];
  },
});

const when =
  /\b(?:today|tonight|yesterday|tomorrow|(?:this|next|last|past|coming) (?:week|weekend|month|year|spring|summer|fall|autumn|winter|morning|season)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|(?:19|20)\d\d|recently|now|quarter)\b/u;
const where =
  /\b(?:in|at|from|near|of|across|throughout|to|for) (?:the )?(?:city of |town of |county of )?\p{Lu}\p{L}+/u;

const opening = defineRule({
  id: "BD-05",
  what: "A first paragraph that says neither when nor where, or hardly anything.",
  why: "Who, what, when and where belong into the first paragraph; many readers read no other.",
  languages: ["en"],
  settings: plain.extend({ minWords: limit }),
  run(view, { minWords }) {
    const lead = view.body.text.slice(view.lead.start, view.lead.end);
    const range = { start: view.lead.start, end: Math.min(view.lead.end, view.lead.start + 80) };
    if (lead.split(/\s+/u).length < minWords) {
      return [
        inBody(view, range, { message: "The first paragraph says hardly anything; begin with the news." }),
      ];
    }
    const { dateline, event } = view.copy;
    const isDated = dateline?.date !== undefined || event !== null || when.test(lead);
    const isPlaced = dateline !== null || event?.city !== undefined || where.test(lead);
    if (isDated || isPlaced) return [];
    return [inBody(view, range, { message: "The first paragraph says neither when nor where." })];
  },
});

const figure =
  /\d\s?(?:%|percent\b|per cent\b|million\b|billion\b)|\b(?:half|third|quarter|majority|\d+|one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:\d+|\p{L}+)/iu;

/** Behind the claim: whose study it is, or where it stands. */
const named =
  /^(?: of (?:[^.,;!?\n]|,\d){1,60})?,?\s+(?:(?:carried out|conducted|commissioned|done|led|released|published|produced|run|undertaken|written) )?(?:by|from|at|published in) (?:the |a team at the )?(?!Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\p{Lu}/u;

const statistics = defineRule({
  id: "BD-13",
  what: "Figures from a study that is neither named nor linked.",
  why: "Readers and editors must be able to look them up.",
  languages: ["en"],
  settings: plain.extend({ claims: terms }),
  run(view, { claims }) {
    const { blocks, text, links } = view.body;
    return ownTermsIn(view, claims).flatMap((claim) => {
      const block = blocks.find(({ start, end }) => start <= claim.start && claim.start < end);
      if (!block || links.some(({ start }) => start >= block.start && start < block.end)) return [];
      if (named.test(text.slice(claim.end, claim.end + 140))) return [];
      if (!figure.test(text.slice(block.start, block.end))) return [];
      return [inBody(view, claim, { message: "Name the study, or link it, that these figures come from." })];
    });
  },
});

export const leadRules = [issuer, opening, statistics];
