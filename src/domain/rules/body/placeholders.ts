/** BD-09: what a template left to be filled in, told from editors' brackets, Roman numerals and names. Pure. */

import { quotationsIn } from "../../source-text/quotations.ts";
import type { Range } from "../../source-text/source-text.ts";
import { type Match, matchesOf } from "../reading/words.ts";
import { defineRule, type Hit, plain } from "../rule.ts";
import { inBody, inField, type ReleaseView } from "../view.ts";
import { blanks, counted, fillers, settings } from "./placeholder-words.ts";

const weekday = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
const month = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|ember|ober)?";

/** Whatever stands around them. */
const plainOnes =
  /\blorem ipsum\b|\b(?:TBD|TKTK)\b|\{\{[^{}\n]{0,60}\}\}|[$£€]X{2,3}(?![\p{L}\p{N}])|\b(?:19|20)XX\b|\bX{2,3}(?=%|\/X{2}| percent\b| per cent\b)|\bX{4,}\b|\bclick here to enter text\b/giu;
/** "XX:XX", "[X] people", "FIXME", and marks that stand alone where a word should: "£____", "on ??? June". */
const inCapitals =
  /\bXX[:.]XX\b|\[X{1,4}\]|\bFIXME\b|(?<=[\p{L}\p{N}:,(] |[£$€])_{3,20}(?![_\n])|(?<=^|[\s(£$€])\?{3}(?![^\s.,;)])/gu;
/** A missing day or count; behind a name it is a Roman numeral: "Super Bowl XX", "Pope John XX". */
const missingFigure = new RegExp(
  [
    `(?<=\\b(?:${weekday},?|${month}\\.?)\\s)X{2,3}\\b(?!X)`,
    `(?<!\\p{Lu}[\\p{L}.]{0,30}\\s)\\bX{2,3}(?:st|nd|rd|th)?(?=\\s(?:of\\s)?(?:${month}|${counted.replaceAll(" ", "|")})\\b)`,
  ].join("|"),
  "gu",
);
const bracketed = /[[<{]{1,2}([^\][<>{}\n]{1,60})[\]>}]{1,2}(?!\()/gu;

const sign = /[[<{_]|XX|lorem|TB[ACD]|TKTK|FIXME|\?{3}|click here to/i;

const placeholders = defineRule({
  id: "BD-09",
  what: "Placeholders: TBD, TBC, XX, ____, lorem ipsum, [insert name], {first_name}; in the text, and in the names of place, contact and person.",
  why: "The release is not finished.",
  settings: plain,
  run(view, _settings, { organization }) {
    const message = "This is a placeholder; write what belongs here.";
    const known = [organization.name, view.whole.text, view.copy.boilerplate ?? ""].join("\n");
    const { headline, dek, summary, boilerplate } = view.copy;
    const fields = Object.entries({ headline, dek, summary, boilerplate }).flatMap(([name, text]) =>
      unfinishedIn(text ?? "", known).map((place) => inField(`/${name}`, text ?? "", place, { message })),
    );
    return [
      ...fields,
      ...unfinishedIn(view.body.text, known, view.body.quotations).map((place) =>
        inBody(view, place, { message }),
      ),
      ...shortFields(view).flatMap(([pointer, text]): Hit[] =>
        unfinishedIn(text ?? "", known).length > 0 ? [{ pointer, message, evidence: text }] : [],
      ),
    ];
  },
});

export const placeholderRules = [placeholders];

/** Fields of a few words, in which no place need be pointed to. */
function shortFields({ copy: { event, dateline, mediaContact, person } }: ReleaseView) {
  return [
    ["/event/venue", event?.venue],
    ["/event/city", event?.city],
    ["/dateline/city", dateline?.city],
    ["/mediaContact/name", mediaContact.name],
    ["/person/name", person?.name],
    ["/person/role", person?.role],
  ] as const;
}

function unfinishedIn(text: string, known: string, quotations?: readonly Range[]): Range[] {
  if (!sign.test(text)) return [];
  const quoted = quotations ?? quotationsIn(text, [{ kind: "paragraph", start: 0, end: text.length }]);
  const brackets = matchesOf(text, bracketed).filter((match) =>
    isBlank(
      match,
      quoted.some(({ start, end }) => start <= match.start && match.end <= end),
    ),
  );
  const others = [plainOnes, inCapitals, missingFigure].flatMap((pattern) => matchesOf(text, pattern));
  return [...others, ...brackets, ...toBeTold(text, known)].sort((a, b) => a.start - b.start);
}

/** Whether a bracket is to be filled in. What an editor puts into a quotation says something of its own. */
function isBlank({ groups: [content = ""] }: Match, isQuoted: boolean): boolean {
  if (/^insert\b/i.test(content)) return true;
  if (isQuoted && /^(?:the|an?|our|this)\b/i.test(content)) return false;
  if (!isQuoted && /^your\s\S/i.test(content)) return true;
  const words = content
    .trim()
    .toLowerCase()
    .split(/[\s_/–-]+/u);
  if (!words.every((word) => blanks.has(word) || settings.has(word) || fillers.has(word))) return false;
  if (words.some((word) => blanks.has(word))) return true;
  const isEditors = isQuoted && !/^\p{Lu}/u.test(content);
  return !isEditors && words.some((word) => settings.has(word));
}

/** "TBC", unless it is the Thames Boat Club's or a bank's that is called so: the text has the words, or a name goes on behind it. */
function toBeTold(text: string, known: string): Match[] {
  const found = matchesOf(text, /\bTB[AC]\b/giu).filter(
    ({ end }) => !isNameBehind.test(text.slice(end, end + 20)),
  );
  const innocent = Object.entries(initials).flatMap(([letters, words]) =>
    found.length > 0 && words.test(known) ? [letters] : [],
  );
  return found.filter((match) => !innocent.includes(match.text));
}

const initials = {
  TBA: /\bT\p{Ll}+[ -](?:of |the )?B\p{L}+[ -](?:of |the |and )?A\p{Ll}/u,
  TBC: /\bT\p{Ll}+[ -](?:of |the )?B\p{L}+[ -](?:of |the |and )?C\p{Ll}/u,
};
const isNameBehind = new RegExp(`^(?:[’']s\\b|\\s(?!${weekday}|${month}\\b)\\p{Lu}\\p{Ll})`, "u");
