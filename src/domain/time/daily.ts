/** What comes once a day by the clocks of a zone: when it came last, and when it comes next. Pure. */

import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** An hour of the day in a request, `07:30`. */
export const hourOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be an hour of the day such as 07:30")
  .meta({ description: "An hour of the day by the publication's clocks, `07:30`." });

/** A day of a zone's calendar, `2027-03-28`, and the instant on it. */
export interface Occurrence {
  readonly day: string;
  readonly at: Date;
}

/**
 * The last time at or before `now` that a zone's clocks showed the hour, and the first after it. Every day has the hour
 * once: one that the clocks skip is as much later as they jump, and of one that they show twice the first counts.
 *
 * @param hour `07:30`
 */
export function dailyAround(
  now: Date,
  hour: string,
  timeZone: string,
): { readonly last: Occurrence; readonly next: Occurrence } {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const plainTime = Temporal.PlainTime.from(hour);
  const on = (days: number): Occurrence => {
    const day = today.toPlainDate().add({ days });
    const { epochMilliseconds } = day.toPlainDateTime(plainTime).toZonedDateTime(timeZone);
    return { day: day.toString(), at: new Date(epochMilliseconds) };
  };
  let last = on(-2);
  for (let days = -1; ; days += 1) {
    const one = on(days);
    if (one.at > now) return { last, next: one };
    // A day that a zone left out, by crossing the date line, falls together with the one after it.
    if (one.at > last.at) last = one;
  }
}

/** A digest that could not start for so long waits for its next hour, rather than come twice within a few. */
const latestMs = 12 * 3_600_000;

export interface DigestPlan {
  /** When it goes out, `07:00`; `null` for never. */
  readonly hour: string | null;
  readonly timeZone: string;
  /** When the next one is due, as reckoned before; `null` where the hour or the zone has been changed since. */
  readonly dueAt: Date | null;
  /** The day of the last one that started. */
  readonly lastDay: string | null;
}

/** What becomes of a plan by `now`: the day whose digest starts, if one does, and when the next one is due. */
export function digestAsOf(
  { hour, timeZone, dueAt, lastDay }: DigestPlan,
  now: Date,
): { readonly starts: string | null; readonly nextAt: Date | null } {
  if (hour === null) return { starts: null, nextAt: null };
  if (dueAt !== null && dueAt > now) return { starts: null, nextAt: dueAt };
  const { last, next } = dailyAround(now, hour, timeZone);
  const isNew = lastDay === null || last.day > lastDay;
  const starts = dueAt !== null && isNew && now.getTime() - last.at.getTime() < latestMs ? last.day : null;
  // Where the hour or the zone was changed, the next hour may be of a day that has had its digest.
  let coming = next;
  while (coming.day <= (starts ?? lastDay ?? "")) coming = dailyAround(coming.at, hour, timeZone).next;
  return { starts, nextAt: coming.at };
}
