/** CN-01, CN-03: dates that contradict the calendar or one another. Pure. */

import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Range } from "../../source-text/source-text.ts";
import {
  datesIn,
  dayMeant,
  dayNamed,
  hasWeekday,
  printDay,
  type WrittenDate,
  weekdayOf,
} from "../reading/calendar.ts";
import { dayOfEvent, dayOfRelease, knownDays, typedDay } from "../reading/release-day.ts";
import { defineRule, graded, type Hit, plain, type ReleaseFacts } from "../rule.ts";
import { inBody, inField, type ReleaseView } from "../view.ts";
import { quarterHits } from "./quarters.ts";

const weekday = defineRule({
  id: "CN-01",
  what: "A weekday that does not fall on its date, or a day that no month has; grave for an event.",
  why: "Half of the readers would come on the wrong day.",
  languages: ["en"],
  settings: graded.extend({ graveKinds: z.array(z.string()) }),
  run(view, { grave, graveKinds }, facts) {
    const known = knownDays(view, facts);
    const severity = graveKinds.includes(view.copy.kind) ? grave : undefined;
    const judge = (text: string, dates: readonly WrittenDate[]) =>
      dates.flatMap((date): (Omit<Hit, "pointer"> & { range: Range })[] => {
        const missing = missingDay(date);
        if (missing) return [{ ...missing, range: date, severity }];
        const dated = withWeekdayBehind(text, date);
        const wrong = wrongWeekday(text, dated, known);
        return wrong && dated.weekday ? [{ ...wrong, range: dated.weekday, severity }] : [];
      });
    const { headline } = view.copy;
    return [
      ...judge(headline, datesIn(headline)).map(({ range, ...rest }) =>
        inField("/headline", headline, range, rest),
      ),
      ...judge(view.body.text, view.dates).map(({ range, ...rest }) => inBody(view, range, rest)),
    ];
  },
});

const agreement = defineRule({
  id: "CN-03",
  what: "An event whose day is not among the dates in the text, a quarter or its year in the headline that the text never names, a dateline typed with another day than the field's, or something that will be on a day that is past.",
  why: "One of the two is wrong, and readers cannot know which; last year's date is the slip of every January.",
  languages: ["en"],
  settings: plain,
  run(view, _settings, facts) {
    return [
      ...eventDayHits(view, facts),
      ...quarterHits(view),
      ...datelineHits(view),
      ...pastHits(view, facts),
    ];
  },
});

export const dateRules = [weekday, agreement];

/** "31 June": a month has as many days as in the year that is given, and February else as in a leap year. */
function missingDay({ day, month, year, text }: WrittenDate) {
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year: year ?? 2000, month });
  if (day <= daysInMonth) return undefined;
  return { message: `"${text}" is no day; that month has ${daysInMonth}.` };
}

const weekdayBehind = /^(\s?\()((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\)/i;

/** The date with the weekday in brackets behind it, "12 December 2026 (Friday)", where none stands before. */
function withWeekdayBehind(text: string, date: WrittenDate): WrittenDate {
  const [, opening = "", name = ""] = weekdayBehind.exec(text.slice(date.end, date.end + 14)) ?? [];
  if (date.weekday || name === "") return date;
  const start = date.end + opening.length;
  const written = name.slice(0, 1).toUpperCase() + name.slice(1).toLowerCase();
  return { ...date, weekday: { text: written, start, end: start + name.length } };
}

function wrongWeekday(text: string, date: WrittenDate, known: readonly Temporal.PlainDate[]) {
  const typed = date.weekday?.text;
  const day = typed === undefined || isOneOfSeveral(text, date) ? undefined : dayNamed(date, known);
  if (!day || typed === undefined) return undefined;
  const right = weekdayOf(day);
  const fitsElsewhere = date.year === undefined && yearsIn(text).some((year) => fitsInYear(date, year));
  if (hasWeekday(date, day) || fitsElsewhere) return undefined;
  const suggestion = typed.endsWith("day") ? right : right.slice(0, 3);
  return { message: `${printDay(day)} ${day.year} is a ${right}, not a ${typed}.`, suggestion };
}

/** The years that a text names: one of them may be meant where a date has none. */
function yearsIn(text: string): number[] {
  return [...new Set(text.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g))].map(Number);
}

function fitsInYear(date: WrittenDate, year: number): boolean {
  const day = dayMeant({ ...date, year }, Temporal.PlainDate.from({ year, month: 1, day: 1 }));
  return day !== undefined && hasWeekday(date, day);
}

/** "Friday and Saturday, 6 and 7 March": which weekday belongs to which day is not plain. */
function isOneOfSeveral(text: string, date: WrittenDate): boolean {
  const before = text.slice(Math.max(0, date.start - 14), date.start);
  return /(?:days?|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?),?\s*(?:and|&|or|to|through|-|–|,)\s*$/i.test(before);
}

/** A dateline in the text beside one in the field. */
function datelineHits(view: ReleaseView): Hit[] {
  const field = view.copy.dateline?.date;
  const typed = field ? typedDay(view) : undefined;
  if (!typed || typed.day.toString() === field) return [];
  return [inBody(view, typed, { message: `The field dateline says ${field}.` })];
}

const ahead = /\b(?:will|is set to|are set to|is scheduled|are scheduled)\b[^.!?\n]*$/i;

/** "It will open on 4 May 2025" in a release of 2026. */
function pastHits(view: ReleaseView, facts: ReleaseFacts): Hit[] {
  const near = dayOfRelease(view, facts);
  return view.dates.flatMap((date) => {
    if (date.year === undefined || !ahead.test(view.prose.slice(Math.max(0, date.start - 120), date.start)))
      return [];
    const day = dayMeant(date, near);
    if (!day || day.until(near, { largestUnit: "days" }).days < 2) return [];
    return [
      inBody(view, date, { message: `${printDay(day)} ${day.year} is past; it cannot be still to come.` }),
    ];
  });
}

function eventDayHits(view: ReleaseView, facts: ReleaseFacts): Hit[] {
  const start = dayOfEvent(view);
  if (!start || view.dates.length === 0) return [];
  const known = knownDays(view, facts);
  // Without a zone, the instant may be the day before or after where the event is.
  const slack = view.copy.event?.timeZone ? 0 : 1;
  const isNamed = view.dates.some((date) => {
    const day = dayNamed(date, known);
    const apart = day ? Math.abs(start.until(day, { largestUnit: "days" }).days) : Infinity;
    return apart <= slack || opensRange(view.body.text, date, start);
  });
  if (isNamed) return [];
  const message = `The event is on ${printDay(start)} ${start.year}, a day that the text never names.`;
  return [{ pointer: "/event/startsAt", message }];
}

/** "4-6 July" and "4, 5 and 6 July" name the fourth too. */
function opensRange(text: string, date: WrittenDate, start: Temporal.PlainDate): boolean {
  const before = text.slice(Math.max(0, date.start - 20), date.start);
  const days = before.match(/\d{1,2}(?=(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and|&|,)))/g) ?? [];
  return date.month === start.month && days.some((day) => Number(day) === start.day);
}
