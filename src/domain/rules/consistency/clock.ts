/** CN-02: times in a zone that is not in force on their day. Pure. */

import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { isTimeZone } from "../../time/local-time.ts";
import { dayMeant, printDay } from "../reading/calendar.ts";
import { dayOfEvent, dayOfRelease } from "../reading/release-day.ts";
import { type Match, matchesOf } from "../reading/words.ts";
import { defineRule, limit, plain, type ReleaseFacts } from "../rule.ts";
import { inBody, type ReleaseView } from "../view.ts";

const timeZoneName = z.string().refine(isTimeZone, "must be an IANA time zone");
const zone = z.strictObject({ zone: timeZoneName, summer: z.boolean(), neutral: z.string().max(60) });
/** It becomes part of a pattern. */
const abbreviation = z.string().regex(/^[A-Z]{2,6}$/, "must be two to six capitals");

const timeZone = defineRule({
  id: "CN-02",
  what: "A time in winter's zone on a day in summer, or the reverse, such as EST in July.",
  why: "It is an hour off for whoever takes it at its word; the neutral form (ET) is always right.",
  languages: ["en"],
  settings: plain.extend({ zones: z.record(abbreviation, zone), places: limit }),
  run(view, { zones, places }, facts) {
    const abbreviations = Object.keys(zones).join("|");
    const times = new RegExp(
      `\\d\\s?(?:[ap]\\.?m\\.?|noon|hrs|h)?,?\\s?\\(?(${abbreviations})(?![\\w-])`,
      "gi",
    );
    return matchesOf(view.body.text, times)
      .slice(0, places)
      .flatMap((match) => {
        const name = match.groups[0] ?? "";
        const { zone, summer, neutral } = zones[name.toUpperCase()] ?? {};
        const day = nearestDay(match, view, facts);
        if (!zone || !day || isSummer(day, zone) === summer) return [];
        const range = { start: match.end - name.length, end: match.end };
        const message = `${name} is not the time of ${printDay(day)}.`;
        return [inBody(view, range, { message, suggestion: neutral })];
      });
  },
});

export const clockRules = [timeZone];

/** The day of the nearest date in the paragraph; else the event's or the dateline's. */
function nearestDay(match: Match, view: ReleaseView, facts: ReleaseFacts): Temporal.PlainDate | undefined {
  const block = view.body.blocks.find(({ start, end }) => start <= match.start && match.start < end);
  const distance = (date: Match) => Math.abs(date.start - match.start);
  const [date] = view.dates
    .filter(({ start, end }) => block && start >= block.start && end <= block.end)
    .sort((a, b) => distance(a) - distance(b));
  if (date) return dayMeant(date, dayOfRelease(view, facts));
  return dayOfEvent(view) ?? (view.copy.dateline?.date ? dayOfRelease(view, facts) : undefined);
}

function isSummer(day: Temporal.PlainDate, timeZone: string): boolean {
  const offset = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone, plainTime: "12:00" }).offsetNanoseconds;
  const winter = Math.min(offset(day.with({ month: 1, day: 15 })), offset(day.with({ month: 7, day: 15 })));
  return offset(day) > winter;
}
