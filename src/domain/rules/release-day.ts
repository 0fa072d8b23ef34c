/** The days that a release knows of besides those in its text. Pure. */

import { Temporal } from "temporal-polyfill";
import { datesIn, dayMeant } from "./calendar.ts";
import type { ReleaseFacts } from "./rule.ts";
import type { ReleaseView } from "./view.ts";

/** The day near which a date without a year lies: the dateline's, given or typed, or else today. */
export function dayOfRelease({ copy, body }: ReleaseView, { now }: ReleaseFacts): Temporal.PlainDate {
  if (copy.dateline?.date) return Temporal.PlainDate.from(copy.dateline.date);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO("UTC").toPlainDate();
  const typed = datesIn(body.text.slice(0, 300)).find(({ year }) => year !== undefined);
  return (typed && dayMeant(typed, today)) ?? today;
}

/** The day of the event where it takes place; in UTC where its zone is not known. */
export function dayOfEvent({ copy: { event } }: ReleaseView): Temporal.PlainDate | undefined {
  if (!event) return undefined;
  return Temporal.Instant.from(event.startsAt)
    .toZonedDateTimeISO(event.timeZone ?? "UTC")
    .toPlainDate();
}
