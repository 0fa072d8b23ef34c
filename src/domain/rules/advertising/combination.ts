/** SP-01: plain marks of unsolicited advertising, none of which counts alone. Pure. */

import { sellingWordsIn } from "../headline/selling.ts";
import { capitalWords } from "../headline/shouting.ts";
import { dubiousLinks } from "../links/links.ts";
import { anyOf, matchesOf } from "../reading/words.ts";
import { defineRule, limit, plain } from "../rule.ts";
import type { ReleaseView } from "../view.ts";

const advertising = defineRule({
  id: "SP-01",
  what: "Several independent marks of unsolicited advertising at once: selling words, hidden links, shouting, repeated exclamation marks, calls to act now, promises of riches.",
  why: "Each occurs in an honest release; together they do not. This is abuse proven by combination.",
  languages: ["en"],
  settings: plain.extend({ marks: limit, sellingWords: limit, leadCharacters: limit, shoutedShare: limit }),
  run(view, { marks, ...limits }) {
    const seen = marksOf(view, limits);
    // However loud, a text that neither sells nor hides a link nor promises riches is only loud.
    if (seen.length < marks || !seen.some(({ isLoudness }) => !isLoudness)) return [];
    const names = seen.map(({ name }) => name).join(", ");
    return [
      { pointer: "/body", message: `This reads as advertising, not as news: ${names}.`, evidence: names },
    ];
  },
});

export const combinationRules = [advertising];

interface Limits {
  readonly sellingWords: number;
  readonly leadCharacters: number;
  readonly shoutedShare: number;
}

function marksOf(view: ReleaseView, { sellingWords, leadCharacters, shoutedShare }: Limits) {
  const { copy, body, words } = view;
  const whole = `${copy.headline}\n${body.text}`;
  const opening = whole.slice(0, copy.headline.length + leadCharacters);
  const selling = new Set(sellingWordsIn(opening, words).map(({ text }) => text.toLowerCase()));
  const isHeadlineShouted = capitalWords(copy.headline).length > 3;
  const shouted = capitalWords(whole).filter(({ text }) => words.shouted.includes(text.toLowerCase()));
  const marks = [
    { name: "selling words", isThere: selling.size >= sellingWords, isLoudness: false },
    { name: "hidden or paid links", isThere: dubiousLinks(view).length > 0, isLoudness: false },
    {
      name: "promises of riches",
      isThere: matchesOf(whole, anyOf(words.getRich)).length > 0,
      isLoudness: false,
    },
    {
      name: "shouting",
      isThere: isHeadlineShouted || shouted.length * 100 > view.wordCount * shoutedShare,
      isLoudness: true,
    },
    { name: "repeated exclamation marks", isThere: exclaims(whole), isLoudness: true },
    {
      name: "calls to act now",
      isThere: matchesOf(whole, anyOf(words.callsToAct)).length > 0,
      isLoudness: true,
    },
  ];
  return marks.filter(({ isThere }) => isThere);
}

function exclaims(text: string): boolean {
  return /!{2,}|!\s?1|[?!]{3,}/.test(text) || matchesOf(text, /\p{L}!/gu, /!/).length > 4;
}
