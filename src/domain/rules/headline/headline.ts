/** HL-01 to HL-04: the shape of a headline. Pure. */

import { countGraphemes } from "../../text.ts";
import { listOfAdvice } from "../reading/advice.ts";
import { counted, type Match, matchesOf } from "../reading/words.ts";
import { defineRule, graded, limit, plain } from "../rule.ts";
import { inField } from "../view.ts";
import { capitalWords, endsWithName, isShouted } from "./shouting.ts";

const pointer = "/headline";

const length = defineRule({
  id: "HL-01",
  what: "A headline that is too short or too long; far too short or too long is grave.",
  why: "Lists, mails and search results cut long headlines, and a very short one says nothing.",
  settings: graded.extend({ min: limit, max: limit, graveMin: limit, graveMax: limit }),
  run({ copy: { headline } }, { grave, min, max, graveMin, graveMax }) {
    const count = countGraphemes(headline);
    // Ten characters of Chinese or Japanese are a sentence.
    const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(headline);
    const short = !dense && count < min;
    if (!short && count <= max) return [];
    const isGrave = (!dense && count < graveMin) || count > graveMax;
    const message = `The headline has ${counted(count, "character")}; ${min} to ${max} read best.`;
    return [{ pointer, message, ...(isGrave && { severity: grave }) }];
  },
});

const capitals = defineRule({
  id: "HL-02",
  what: "A headline in capitals (grave), or a single word in it that shouts; acronyms, tickers and names may.",
  why: "Capitals are harder to read, and no newspaper prints them.",
  settings: graded.extend({ maxShare: limit, minWords: limit }),
  run(view, { grave, maxShare, minWords }, { organization }) {
    const { headline } = view.copy;
    const letters = headline.match(/\p{L}/gu) ?? [];
    const upper = headline.match(/\p{Lu}/gu) ?? [];
    const words = headline.match(/\p{L}[^\s]*/gu) ?? [];
    if (words.length > minWords && upper.length > letters.length * maxShare) {
      const message = "The headline is in capitals; write it as a sentence or in title case.";
      return [{ pointer, span: { start: 0, end: headline.length }, message, severity: grave }];
    }
    return capitalWords(headline)
      .filter((word) => isShouted(word.text, view, organization.name))
      .map((word) =>
        inField(pointer, headline, word, {
          message: `"${word.text}" shouts; small letters say the same.`,
          suggestion: word.text.charAt(0) + word.text.slice(1).toLowerCase(),
        }),
      );
  },
});

/** Stars are no emoji, and cheer as well. */
const emoji =
  /(?![©®™\u2190-\u21FF])\p{Extended_Pictographic}\uFE0F?|\p{Regional_Indicator}{2}|[\u2605\u2606\u2729-\u2730]/gu;

const punctuation = defineRule({
  id: "HL-03",
  what: "An exclamation mark, repeated punctuation or an emoji in the headline; milder inside a quoted title.",
  why: "A headline reports; it does not cheer. Feeds and mail programs also mangle emoji.",
  settings: graded,
  run(view, { grave }, { organization }) {
    const { headline } = view.copy;
    const names = [...view.words.namesWithMark, organization.name];
    const exclaimed = matchesOf(headline, /[!?！？]{2,}|[!！]|[,;:]{2,}/g).filter(
      (mark) => !endsWithName(headline.slice(0, mark.end), names),
    );
    const loud = [...exclaimed, ...matchesOf(headline, emoji)].map((mark) =>
      inField(pointer, headline, mark, {
        message: `A headline does without "${mark.text}".`,
        suggestion: without(headline, mark),
        ...(!isQuoted(headline, mark.start) && { severity: grave }),
      }),
    );
    const dots = matchesOf(headline, /\.{2,}|…/g).map((mark) =>
      inField(pointer, headline, mark, { message: "The headline trails off; finish the thought." }),
    );
    return [...loud, ...dots];
  },
});

const question = defineRule({
  id: "HL-04",
  what: 'A question, a "how to" or a list of advice for a headline.',
  why: "A release announces news; questions and instructions announce an advertisement or an article.",
  languages: ["en"],
  settings: plain,
  run({ copy: { headline } }) {
    const asks = matchesOf(headline, /\?(?=["'”’)]*$)/g).map((mark) =>
      inField(pointer, headline, mark, { message: "The headline asks; say what is new instead." }),
    );
    const opening = [...matchesOf(headline, /^how (?:to|you can)\b/gi), ...matchesOf(headline, listOfAdvice)];
    const teaches = opening.map((mark) =>
      inField(pointer, headline, mark, { message: `"${mark.text}" opens an article, not news.` }),
    );
    return [...asks, ...teaches];
  },
});

export const headlineRules = [length, capitals, punctuation, question];

/** The headline without a mark, nor the Spanish one that opens what it closes. */
function without(headline: string, { text, start, end }: Match): string {
  const before = headline.slice(0, start);
  const opened = /[!！]/.test(text) ? before.replace(/¡(?=[^¡!]*$)/u, "") : before;
  return `${opened}${headline.slice(end)}`.replace(/\s+/g, " ").trim();
}

/** Whether a quotation mark opens before the place and closes after it. */
function isQuoted(headline: string, at: number): boolean {
  const before = headline.slice(0, at);
  return /(?:^|[\s(])["“‘'][^"”]*$/u.test(before) && /["”’']/u.test(headline.slice(at));
}
