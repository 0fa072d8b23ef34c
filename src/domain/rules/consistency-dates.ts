/** CN-01 to CN-03: dates that contradict the calendar, the clock or one another. Pure. */

import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { datesIn, dayMeant, type WrittenDate, weekdayOf } from "./calendar.ts";
import { defineRule, graded, plain, type ReleaseFacts } from "./rule.ts";
import { inBody, inField, type ReleaseView } from "./view.ts";
import { type Match, matchesOf } from "./words.ts";

const weekday = defineRule({
  id: "CN-01",
  what: "A weekday that does not fall on its date; grave for an event.",
  why: "Half of the readers would come on the wrong day.",
  languages: ["en"],
  settings: graded.extend({ graveKinds: z.array(z.string()) }),
  run(view, { grave, graveKinds }, facts) {
    const near = dayOfRelease(view, facts);
    const severity = graveKinds.includes(view.copy.kind) ? grave : undefined;
    const judge = (text: string) =>
      datesIn(text).flatMap((date) => {
        const wrong = wrongWeekday(text, date, near);
        return wrong && date.weekday ? [{ ...wrong, range: date.weekday, severity }] : [];
      });
    const { headline } = view.copy;
    return [
      ...judge(headline).map(({ range, ...rest }) => inField("/headline", headline, range, rest)),
      ...judge(view.body.text).map(({ range, ...rest }) => inBody(view, range, rest)),
    ];
  },
});

const zone = z.strictObject({ zone: z.string(), summer: z.boolean(), neutral: z.string() });

const timeZone = defineRule({
  id: "CN-02",
  what: "A time in winter's zone on a day in summer, or the reverse, such as EST in July.",
  why: "It is an hour off for whoever takes it at its word; the neutral form (ET) is always right.",
  languages: ["en"],
  settings: plain.extend({ zones: z.record(z.string(), zone) }),
  run(view, { zones }, facts) {
    const { text, blocks } = view.body;
    const abbreviations = Object.keys(zones).join("|");
    const times = new RegExp(`\\d\\s?(?:[ap]\\.?m\\.?|noon|hrs|h)?,?\\s?\\(?(${abbreviations})\\b`, "gi");
    const dates = datesIn(text);
    return matchesOf(text, times).flatMap((match) => {
      const name = match.groups[0] ?? "";
      const { zone, summer, neutral } = zones[name.toUpperCase()] ?? {};
      const block = blocks.find(({ start, end }) => start <= match.start && match.start < end);
      const day = nearestDay(
        match,
        dates.filter((date) => block && date.start >= block.start && date.end <= block.end),
        view,
        facts,
      );
      if (!zone || !day || isSummer(day, zone) === summer) return [];
      const range = { start: match.end - name.length, end: match.end };
      const message = `${name} is not the time of ${day.toLocaleString("en-GB", { day: "numeric", month: "long" })}.`;
      return [inBody(view, range, { message, suggestion: neutral })];
    });
  },
});

const eventDay = defineRule({
  id: "CN-03",
  what: "An event whose day is not among the dates in the text, or a quarter in the headline that the text never names.",
  why: "One of the two is wrong, and readers cannot know which.",
  languages: ["en"],
  settings: plain,
  run(view, _settings, facts) {
    const { event } = view.copy;
    return [...(event ? eventDayHits(view, event, facts) : []), ...quarterHits(view)];
  },
});

export const dateRules = [weekday, timeZone, eventDay];

/** The day near which a date without a year lies. */
function dayOfRelease({ copy, body }: ReleaseView, { now }: ReleaseFacts): Temporal.PlainDate {
  if (copy.dateline?.date) return Temporal.PlainDate.from(copy.dateline.date);
  const typed = datesIn(body.text.slice(0, 300)).find(({ year }) => year !== undefined);
  const today = Temporal.PlainDate.from(now.toISOString().slice(0, 10));
  return (typed && dayMeant(typed, today)) ?? today;
}

function wrongWeekday(text: string, date: WrittenDate, near: Temporal.PlainDate) {
  const day = dayMeant(date, near);
  if (!day || !date.weekday || isOneOfSeveral(text, date)) return undefined;
  const right = weekdayOf(day);
  if (right.toLowerCase().startsWith(date.weekday.text.slice(0, 3).toLowerCase())) return undefined;
  const when = day.toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const suggestion = date.weekday.text.endsWith("day") ? right : right.slice(0, 3);
  return { message: `${when} is a ${right}, not a ${date.weekday.text}.`, suggestion };
}

/** "Friday and Saturday, 6 and 7 March": which weekday belongs to which day is not plain. */
function isOneOfSeveral(text: string, date: WrittenDate): boolean {
  const before = text.slice(Math.max(0, date.start - 14), date.start);
  return /(?:days?|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?),?\s*(?:and|&|or|to|through|-|–|,)\s*$/i.test(before);
}

function nearestDay(match: Match, dates: readonly WrittenDate[], view: ReleaseView, facts: ReleaseFacts) {
  const near = dayOfRelease(view, facts);
  const [date] = [...dates].sort((a, b) => Math.abs(a.start - match.start) - Math.abs(b.start - match.start));
  if (date) return dayMeant(date, near);
  const given = view.copy.event?.startsAt.slice(0, 10) ?? view.copy.dateline?.date;
  return given ? Temporal.PlainDate.from(given) : undefined;
}

function isSummer(day: Temporal.PlainDate, timeZone: string): boolean {
  const offset = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone, plainTime: "12:00" }).offsetNanoseconds;
  const winter = Math.min(offset(day.with({ month: 1, day: 15 })), offset(day.with({ month: 7, day: 15 })));
  return offset(day) > winter;
}

function eventDayHits(
  view: ReleaseView,
  event: NonNullable<ReleaseView["copy"]["event"]>,
  facts: ReleaseFacts,
) {
  const start = Temporal.Instant.from(event.startsAt)
    .toZonedDateTimeISO(event.timeZone ?? "UTC")
    .toPlainDate();
  const near = dayOfRelease(view, facts);
  const days = datesIn(view.body.text).flatMap((date) => dayMeant(date, near) ?? []);
  // Without a zone, the instant may be the day before or after where the event is.
  const slack = event.timeZone ? 0 : 1;
  const isNamed = days.some((day) => Math.abs(start.until(day, { largestUnit: "days" }).days) <= slack);
  if (days.length === 0 || isNamed) return [];
  const when = start.toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return [
    { pointer: "/event/startsAt", message: `The event is on ${when}, a day that the text never names.` },
  ];
}

const ordinals = ["first", "second", "third", "fourth"];

function quarterHits({ copy: { headline }, body }: ReleaseView) {
  const inText = new Set(quartersIn(body.text).map(({ quarter }) => quarter));
  return quartersIn(headline)
    .filter(({ quarter }) => inText.size > 0 && !inText.has(quarter))
    .map((match) =>
      inField("/headline", headline, match, {
        message: `The headline says "${match.text}", the text another quarter.`,
      }),
    );
}

function quartersIn(text: string) {
  return matchesOf(text, /\b(?:Q([1-4])|(first|second|third|fourth)[ -]quarter)\b/gi).map((match) => ({
    ...match,
    quarter: Number(match.groups[0] ?? ordinals.indexOf(match.groups[1]?.toLowerCase() ?? "") + 1),
  }));
}
