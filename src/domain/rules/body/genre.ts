/** SB-05, SB-06: texts that are no news, and news that is old. Pure. */

import type { Temporal } from "temporal-polyfill";
import { listOfAdvice } from "../reading/advice.ts";
import { printDay } from "../reading/calendar.ts";
import { dayOfEvent, todayOf, typedDay } from "../reading/release-day.ts";
import { matchesOf } from "../reading/words.ts";
import { defineRule, type Hit, limit, plain } from "../rule.ts";
import { inBody, inField } from "../view.ts";

/** In a headline. The name before the colon of a column, or the form itself. */
const forms: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  {
    name: "an open letter",
    // Whoever sends one makes news; the letter itself is called one at the start, or behind a name.
    pattern: /(?:^|[:|–—]\s*|\s-\s)(?:an? |our )?open letter\b|^letter to the editor\b/giu,
  },
  {
    name: "an opinion",
    pattern: /^(?:opinion|op-?ed|commentary|editorial|viewpoint|my view|guest column)\b\s*[:|–—-]/giu,
  },
  {
    name: "a review",
    pattern:
      /^(?:(?:book|film|movie|album|product|game|restaurant) )?reviews?\s*[:|–—]|\breview \(20\d\d\)/giu,
  },
  {
    name: "a how-to",
    pattern:
      /^(?:how to|how you can|a (?:complete |beginner.?s |step-by-step )?guide to|the (?:ultimate|complete|beginner.?s) guide to)\b|(?:^|[:|–—]\s*|\s-\s)(?:an? |the |your )?step-by-step guide\b/giu,
  },
  {
    name: "a list of advice",
    pattern: listOfAdvice,
  },
];

/** Where a body opens as a letter does. */
const salutation = /^(?:dear|to whom it may concern)\b[^\n]{0,80}[,:]/iu;

const genre = defineRule({
  id: "SB-05",
  what: "An open letter, an opinion, a review, a how-to or a list of advice.",
  why: "A release announces news; these are other kinds of text, and an editor decides whether to take one.",
  languages: ["en"],
  settings: plain,
  run(view) {
    const { headline } = view.copy;
    const message = (name: string) => `This is ${name} rather than news.`;
    const named = forms.flatMap(({ name, pattern }) =>
      matchesOf(headline, pattern).map((match) =>
        inField("/headline", headline, match, { message: message(name) }),
      ),
    );
    const { start, end } = view.lead;
    const greeting = salutation.exec(view.body.text.slice(start, end))?.[0];
    const letter = greeting
      ? [inBody(view, { start, end: start + greeting.length }, { message: message("a letter") })]
      : [];
    return [...named, ...letter];
  },
});

const old = defineRule({
  id: "SB-06",
  what: "An event that ended long ago, or, less gravely, a dateline that was typed long ago.",
  why: "A newspaper prints what is new.",
  settings: plain.extend({ dateline: plain.shape.severity, days: limit }),
  run(view, { dateline, days }, { now }) {
    const ended = dayOfEvent(view, "last");
    const typed = typedDay(view);
    if (!ended && !typed) return [];
    const today = todayOf(now);
    const isOld = (day: Temporal.PlainDate | undefined): day is Temporal.PlainDate =>
      day !== undefined && day.until(today, { largestUnit: "days" }).days > days;
    const hits: Hit[] = [];
    if (isOld(ended)) {
      hits.push({ pointer: "/event", message: `The event was over on ${printDay(ended)} ${ended.year}.` });
    }
    if (typed && isOld(typed.day)) {
      const message = `The dateline is of ${printDay(typed.day)} ${typed.day.year}; say what is new.`;
      hits.push(inBody(view, typed, { message, severity: dateline }));
    }
    return hits;
  },
});

export const genreRules = [genre, old];
