/**
 * When the people of a publication are at work, and until when they promise to look at something. Hours are what the
 * wall of the publication's zone shows, so clocks that change shorten or lengthen a day. Pure.
 */

import { Temporal } from "temporal-polyfill";
import { z } from "zod";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type Weekday = (typeof weekdays)[number];

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A promise that would lie further away is made for then: no hours are so few that nobody comes for a year. */
const furthestMs = 366 * dayMs;

const time = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {
    error: "must be a time such as 09:00, up to 24:00",
    abort: true,
  })
  .meta({ examples: ["09:00"] });

const period = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from < to, {
    path: ["to"],
    message: "must be after `from`; hours past midnight belong to the next day",
  })
  .meta({ description: "Open from the one to just before the other." });

const day = z
  .array(period)
  .max(6)
  .superRefine((periods, ctx) => {
    for (const [at, { from }] of periods.entries()) {
      const before = periods[at - 1];
      if (before && from < before.to) {
        ctx.addIssue({
          code: "custom",
          path: [at, "from"],
          message: "must not be before the period above ends",
        });
      }
    }
  });

const days = z
  .strictObject({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day })
  .partial()
  .refine(
    (week) => weekdays.some((name) => (week[name]?.length ?? 0) > 0),
    "must have hours on one day at least",
  );

/** A publication's service hours in a request and in its row; days that are not named are closed. */
export const serviceHours = z
  .strictObject({
    days,
    closed: z
      .array(z.iso.date("must be a date such as 2027-12-25"))
      .max(366)
      .default([])
      .meta({ description: "Dates on which nobody works, whatever day they are." }),
  })
  .meta({ id: "ServiceHours" });
export type ServiceHours = z.output<typeof serviceHours>;

/**
 * The moment by which `withinHours` of service have gone by since `from`; without service hours every hour counts.
 * An hour that clocks skip is none, and one that they repeat is two.
 */
export function dueAt(hours: ServiceHours | null, timeZone: string, from: Date, withinHours: number): Date {
  let leftMs = withinHours * hourMs;
  const start = from.getTime();
  if (hours === null) return new Date(start + leftMs);
  for (const opening of openings(hours, timeZone, start)) {
    const openMs = opening.to - opening.from;
    if (openMs >= leftMs) return new Date(opening.from + leftMs);
    leftMs -= openMs;
  }
  return new Date(start + furthestMs);
}

/** A stretch of time, in milliseconds since the epoch. */
interface Opening {
  readonly from: number;
  readonly to: number;
}

/** When somebody works, in order, from `start` for a year. */
function* openings(hours: ServiceHours, timeZone: string, start: number): Generator<Opening> {
  const closed = new Set(hours.closed);
  let at = start;
  while (at < start + furthestMs) {
    const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
    const midnight = at - sinceMidnight(wall);
    const end = endOfStretch(wall, midnight + dayMs);
    const periods = closed.has(wall.toPlainDate().toString()) ? [] : (hours.days[weekdayOf(wall)] ?? []);
    for (const { from, to } of periods) {
      const opening = { from: Math.max(at, midnight + msOf(from)), to: Math.min(end, midnight + msOf(to)) };
      if (opening.from < opening.to) yield opening;
    }
    at = end;
  }
}

/** Where the wall's date ends, or its clock is changed before: up to there, wall and instants run alike. */
function endOfStretch(wall: Temporal.ZonedDateTime, midnight: number): number {
  const then = Temporal.Instant.fromEpochMilliseconds(midnight).toZonedDateTimeISO(wall.timeZoneId);
  if (then.offsetNanoseconds === wall.offsetNanoseconds) return midnight;
  return Math.min(midnight, wall.getTimeZoneTransition("next")?.epochMilliseconds ?? midnight);
}

function weekdayOf(wall: Temporal.ZonedDateTime): Weekday {
  return weekdays[wall.dayOfWeek - 1] ?? "mon";
}

function sinceMidnight(wall: Temporal.ZonedDateTime): number {
  return ((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1000 + wall.millisecond;
}

function msOf(time: string): number {
  return Number(time.slice(0, 2)) * hourMs + Number(time.slice(3)) * minuteMs;
}
