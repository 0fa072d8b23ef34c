/** SP-01: plain marks of unsolicited advertising, none of which counts alone. Pure. */

import { dubiousLinks } from "./links.ts";
import { defineRule, limit, plain } from "./rule.ts";
import { sellingWordsIn } from "./selling.ts";
import { capitalWords } from "./shouting.ts";
import type { ReleaseView } from "./view.ts";
import { anyOf, matchesOf } from "./words.ts";

const advertising = defineRule({
  id: "SP-01",
  what: "Several independent marks of unsolicited advertising at once: selling words, hidden links, shouting, repeated exclamation marks, calls to act now, promises of riches.",
  why: "Each occurs in an honest release; together they do not. This is abuse proven by combination.",
  languages: ["en"],
  settings: plain.extend({ marks: limit, sellingWords: limit, leadCharacters: limit, shoutedShare: limit }),
  run(view, { marks, ...limits }) {
    const seen = marksOf(view, limits);
    if (seen.length < marks) return [];
    const message = `This reads as advertising, not as news: ${seen.join(", ")}.`;
    return [{ pointer: "/body", message, evidence: seen.join(", ") }];
  },
});

export const combinationRules = [advertising];

function marksOf(
  view: ReleaseView,
  {
    sellingWords,
    leadCharacters,
    shoutedShare,
  }: { sellingWords: number; leadCharacters: number; shoutedShare: number },
): string[] {
  const { copy, body, words } = view;
  const whole = `${copy.headline}\n${body.text}`;
  const opening = whole.slice(0, copy.headline.length + leadCharacters);
  const distinct = (found: readonly { text: string }[]) =>
    new Set(found.map(({ text }) => text.toLowerCase())).size;
  const isHeadlineShouted = capitalWords(copy.headline).length > 3;
  const shouted = capitalWords(whole).filter(({ text }) => words.shouted.includes(text.toLowerCase())).length;
  const signs: [string, boolean][] = [
    ["selling words", distinct(sellingWordsIn(opening, words)) >= sellingWords],
    ["hidden or paid links", dubiousLinks(view).length > 0],
    ["shouting", isHeadlineShouted || shouted * 100 > view.wordCount * shoutedShare],
    [
      "repeated exclamation marks",
      /!{2,}|!\s?1|[?!]{3,}/.test(whole) || matchesOf(whole, /\p{L}!/gu).length > 4,
    ],
    ["calls to act now", distinct(matchesOf(whole, anyOf(words.callsToAct))) > 0],
    ["promises of riches", matchesOf(whole, anyOf(words.getRich)).length > 0],
  ];
  return signs.flatMap(([name, isThere]) => (isThere ? [name] : []));
}
