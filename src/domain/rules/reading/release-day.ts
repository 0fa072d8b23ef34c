/** The days that a release knows of besides those in its text. Pure. */

import { Temporal } from "temporal-polyfill";
import type { Range } from "../../source-text/source-text.ts";
import type { ReleaseFacts } from "../rule.ts";
import type { ReleaseView } from "../view.ts";
import { datesIn, dayMeant } from "./calendar.ts";

/** The day near which a date without a year lies: the dateline's, given or typed, or else today. */
export function dayOfRelease({ copy, body }: ReleaseView, { now }: ReleaseFacts): Temporal.PlainDate {
  if (copy.dateline?.date) return Temporal.PlainDate.from(copy.dateline.date);
  const today = todayOf(now);
  const typed = datesIn(body.text.slice(0, 300)).find(({ year }) => year !== undefined);
  return (typed && dayMeant(typed, today)) ?? today;
}

/** The days near which a date in the text lies: the release's, and the event's that it announces. */
export function knownDays(view: ReleaseView, facts: ReleaseFacts): Temporal.PlainDate[] {
  const event = dayOfEvent(view);
  return [dayOfRelease(view, facts), ...(event ? [event] : [])];
}

/** The day of the clock, in UTC. */
export function todayOf(now: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO("UTC").toPlainDate();
}

/** The day of a dateline that is typed into the body with its year, and where it stands. */
export function typedDay({
  typedDateline: typed,
}: ReleaseView): (Range & { day: Temporal.PlainDate }) | undefined {
  const date = typed && datesIn(typed.text).find(({ year }) => year !== undefined);
  const day = date && dayMeant(date, Temporal.PlainDate.from("2000-01-01"));
  return typed && day ? { day, start: typed.start, end: typed.start + typed.text.length } : undefined;
}

/** The day of the event where it takes place, the last one if asked for; in UTC where its zone is not known. */
export function dayOfEvent(
  { copy: { event } }: ReleaseView,
  which: "first" | "last" = "first",
): Temporal.PlainDate | undefined {
  if (!event) return undefined;
  const instant = which === "last" ? (event.endsAt ?? event.startsAt) : event.startsAt;
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(event.timeZone ?? "UTC")
    .toPlainDate();
}
