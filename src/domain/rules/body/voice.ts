/** BD-02, BD-03, BD-12: who speaks in the body, and how loudly. Pure. */

import type { Severity } from "../../releases/moderation.ts";
import type { Range } from "../../source-text/source-text.ts";
import { capitalWords, endsWithName, isShouted, isShoutedInBody } from "../headline/shouting.ts";
import { pronounsIn } from "../reading/pronouns.ts";
import { anyOf, blank, counted, type Match, matchesOf, unquoted } from "../reading/words.ts";
import { defineRule, graded, type Hit, limit, plain } from "../rule.ts";
import { inBody, inField, type ReleaseView } from "../view.ts";

const person = defineRule({
  id: "BD-02",
  what: "First or second person outside quotations, in dek, summary and body; more than a slip is grave.",
  why: 'The newspaper prints the release in its own columns, where "we" is the newspaper.',
  languages: ["en"],
  settings: graded.extend({ slips: limit, gravePerHundredWords: limit, places: limit }),
  run(view, { severity, grave, slips, gravePerHundredWords, places }) {
    const found = voicesOf(view).flatMap(({ field, text }) => {
      const names = matchesOf(text, anyOf(view.words.namesWithPronoun));
      return pronounsIn(blank(text, names), "prose").map((word) => ({ ...word, field }));
    });
    const [first] = found;
    if (!first) return [];
    const message = `The text speaks in the ${first.person} person outside a quotation (${counted(found.length, "time")}); name who is meant.`;
    const density = (found.length * 100) / Math.max(1, view.wordCount);
    const isGrave = found.length > slips && density >= gravePerHundredWords;
    return onPlaces(view, found.slice(0, places), isGrave ? grave : severity, message);
  },
});

const hype = defineRule({
  id: "BD-03",
  what: "Superlatives, exclamation marks and capitals for emphasis outside quotations, in dek, summary and body; many are grave.",
  why: "They tell readers what to feel instead of what happened.",
  languages: ["en"],
  settings: graded.extend({ graveFrom: limit, gravePerHundredWords: limit, places: limit }),
  run(view, { severity, grave, graveFrom, gravePerHundredWords, places }, { organization }) {
    const found = voicesOf(view).flatMap((voice) => hypeIn(view, voice, organization.name));
    if (found.length === 0) return [];
    const density = (found.length * 100) / Math.max(1, view.wordCount);
    const isGrave = found.length >= graveFrom && density >= gravePerHundredWords;
    const words = [...new Set(found.map(({ text }) => `"${text}"`))].slice(0, 4).join(", ");
    const message = `The text praises or shouts (${words}); facts do more.`;
    return onPlaces(view, found.slice(0, places), isGrave ? grave : severity, message);
  },
});

const attribution = defineRule({
  id: "BD-12",
  what: "A quotation of a sentence or more that nobody is named for. Roles are left to the editor.",
  why: "Readers must know who speaks, and the newspaper must be able to ask.",
  languages: ["en"],
  settings: plain.extend({ minWords: limit, places: limit }),
  run(view, { minWords, places }) {
    const { quotations, text } = view.body;
    const said = matchesOf(view.prose, anyOf(view.words.attribution));
    const isSpeech = ({ start, end }: Range) => {
      const words = text.slice(start, end).split(/\s+/u);
      return end <= view.story.length && words.length >= minWords && !isTitle(words);
    };
    return quotations
      .filter(isSpeech)
      .filter((quotation) => !isIntroduced(text, quotation) && !isSigned(view, quotation))
      .filter((quotation) => !said.some((verb) => isNear(view, quotation, verb)))
      .slice(0, places)
      .map((quotation) =>
        inBody(view, quotation, {
          message: "This quotation has no speaker; add who said it, and their role.",
        }),
      );
  },
});

export const bodyVoiceRules = [person, hype, attribution];

/** What the organisation says in its own voice: the lines above the body, where there are any, and the body's prose. */
interface Voice {
  readonly field: "dek" | "summary" | "body";
  readonly text: string;
}

function voicesOf({ copy, prose }: ReleaseView): Voice[] {
  const above = (["dek", "summary"] as const).map((field) => ({ field, text: unquoted(copy[field] ?? "") }));
  return [...above, { field: "body", text: prose }];
}

type Place = Range & Pick<Voice, "field">;

/** One finding decides; the other places are there to be found. */
function onPlaces(view: ReleaseView, places: readonly Place[], severity: Severity, message: string): Hit[] {
  return places.map(({ field, ...range }, index) => {
    const rest = index === 0 ? { message, severity } : { message: "Here too.", severity: "info" as const };
    return field === "body"
      ? inBody(view, range, rest)
      : inField(`/${field}`, view.copy[field] ?? "", range, rest);
  });
}

/** Praise, exclamation marks and shouted words, in order. */
function hypeIn(view: ReleaseView, { field, text }: Voice, organization: string): (Match & Place)[] {
  const names = [...view.words.namesWithMark, organization];
  const isLoud = (word: Match) =>
    field === "body" ? shouts(view, word, organization) : isShouted(word.text, view, organization);
  return [
    ...matchesOf(text, anyOf(view.words.hype)),
    ...matchesOf(text, /(?<=[\p{L}\p{N})])!+/gu, /!/).filter(
      ({ end }) => !endsWithName(text.slice(Math.max(0, end - 200), end), names),
    ),
    ...capitalWords(text).filter(isLoud),
  ]
    .sort((a, b) => a.start - b.start)
    .map((match) => ({ ...match, field }));
}

/** Headings, and the city that opens a typed dateline, are often in capitals and do not shout. */
function shouts(view: ReleaseView, word: Match, organization: string): boolean {
  const block = view.body.blocks.find(({ start, end }) => start <= word.start && word.start < end);
  if (!block || block.kind === "heading") return false;
  const opening = view.body.text.slice(block.start, Math.min(word.end, block.start + 200));
  return /\p{Ll}/u.test(opening) && isShoutedInBody(word, view, organization);
}

/** A dash and a name after it, or a name and a colon before it, may stand for the verb. */
function isIntroduced(text: string, { start, end }: Range): boolean {
  const before = text.slice(Math.max(0, start - 80), start);
  const colon = /\p{Lu}[^.!?\n]{2,78}[:,]\s*$/u.test(before);
  return colon || /^\s*[—–~-]+\s*\p{Lu}/u.test(text.slice(end, end + 12));
}

/** A block quote may end in its speaker, behind a dash or in the short line that follows: "**Tom Reed, ferryman**". */
function isSigned({ body: { text, blocks } }: ReleaseView, { start, end }: Range): boolean {
  const index = blocks.findIndex((block) => block.kind === "quote" && block.start === start);
  if (index < 0) return false;
  if (/[.!?…"”’']\s*(?:[—–~-]+|\n)\s*\p{Lu}[^.!?]{2,78}$/u.test(text.slice(Math.max(start, end - 100), end)))
    return true;
  const next = blocks[index + 1];
  const line = next?.kind === "quote" ? text.slice(next.start, next.end) : "";
  return line.length < 80 && /^[—–~-]*\s*\p{Lu}\p{L}+[^.!?]*$/u.test(line);
}

function isTitle(words: readonly string[]): boolean {
  return words.filter((word) => /^["“'‘]?\p{Lu}/u.test(word)).length > words.length * 0.6;
}

/** Within the quotation's paragraph, or in the paragraph before or after it. */
function isNear({ body }: ReleaseView, quotation: Range, verb: Range): boolean {
  const index = body.blocks.findIndex(({ start, end }) => start <= quotation.start && quotation.start < end);
  const from = body.blocks[Math.max(0, index - 1)]?.start ?? 0;
  const until = body.blocks[index + 1]?.end ?? body.text.length;
  return verb.start >= from && verb.end <= until;
}
