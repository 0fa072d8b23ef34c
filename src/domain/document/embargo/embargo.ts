/**
 * Whether a document may be published at once, and if not, from when on. A line that speaks of an embargo and cannot be
 * understood is told as unclear, never passed over. Pure.
 */

import { Temporal } from "temporal-polyfill";
import { resolveLocalTime } from "../../time/local-time.ts";
import { holdsBack, isRestraint } from "./restraint.ts";
import { closedUp, dayIn, hoursIn, type WrittenHour } from "./written-time.ts";
import { type NamedZone, zoneIn } from "./zones.ts";

/** An instant in RFC 3339, or a local time with its zone: what the field `embargoedUntil` takes. */
export type EmbargoTime = string | { readonly local: string; readonly timeZone: string };

export type Embargo =
  | { readonly kind: "none" }
  | { readonly kind: "until"; readonly text: string; readonly until: EmbargoTime }
  | {
      readonly kind: "unclear";
      readonly text: string;
      readonly why: string;
      readonly choices: readonly string[];
    };

/** What the lines that hold the document back say together: one instant, or that it is unclear. */
export function readEmbargo(
  lines: readonly string[],
  now: Date,
  near: Temporal.PlainDate | undefined,
): Embargo {
  const read = lines.map((text) => {
    const embargo = readLine(closedUp(text), now, near);
    // A line that is held to be one for its words alone holds nothing back once its hour is over.
    const isOver = embargo.kind === "until" && new Date(instantOf(embargo.until)) <= now;
    return isOver && !isRestraint(text) ? { kind: "none" as const } : embargo;
  });
  const unclear = read.find(({ kind }) => kind === "unclear");
  // One line says that there is an embargo, another until when.
  const clear = read.filter((embargo) => embargo.kind === "until");
  const [first] = clear;
  if (!first) return unclear ?? { kind: "none" };
  if (unclear?.kind === "unclear" && dayIn(unclear.text, dayOf(now))) return unclear;
  if (clear.every(({ until }) => instantOf(until) === instantOf(first.until))) return first;
  const choices = clear.map(({ until }) => instantOf(until));
  return { kind: "unclear", text: lines.join(" / "), why: "is given twice, with different times", choices };
}

type Unclear = (why: string, choices?: readonly string[]) => Embargo;

function readLine(text: string, now: Date, near: Temporal.PlainDate | undefined): Embargo {
  const unclear: Unclear = (why, choices = []) => ({ kind: "unclear", text, why, choices });
  const found = dayIn(text, near ?? dayOf(now));
  if (!found) return unclear("does not say until which day");
  if ("unclear" in found.meant) return unclear(found.meant.unclear, found.meant.choices);
  const { day } = found.meant;
  const isOver = Temporal.PlainDate.compare(day.add({ days: 2 }), dayOf(now)) < 0;
  const written = hoursIn(found.rest);
  if (written.length === 0 && isPast(day, now, holdsBack(text))) return { kind: "none" };
  if (written.length === 0) return unclear("does not say until which hour", [`${day}T00:00`]);
  const times = written.map((hour) => timeOf(day, hour, written.length === 1 ? found.rest : "", isOver));
  const held = heldUntil(text, times, unclear);
  // Whatever the hours mean of a day of release that is over everywhere, they hold nothing back.
  const isSpent = !holdsBack(text) && isPast(day, now, true);
  return held.kind === "unclear" && isSpent ? { kind: "none" } : held;
}

/** The one moment that all the hours of a line mean. */
function heldUntil(text: string, times: readonly (EmbargoTime | Problem)[], unclear: Unclear): Embargo {
  const problem = times.find((time) => typeof time !== "string" && "why" in time);
  if (typeof problem === "object" && "why" in problem) return unclear(problem.why, problem.choices);
  const [until] = times as EmbargoTime[];
  const instants = [...new Set((times as EmbargoTime[]).map(instantOf))];
  if (!until || instants.length > 1) return unclear("names hours that are not the same moment", instants);
  return { kind: "until", text, until };
}

/** A day of release is past once it has begun everywhere on earth, one until which the text is held once it is over. */
function isPast(day: Temporal.PlainDate, now: Date, isHeld: boolean): boolean {
  const lastZone = "-12:00";
  const end = day.add({ days: isHeld ? 1 : 0 });
  return Temporal.Instant.from(`${end}T00:00${lastZone}`).epochMilliseconds <= now.getTime();
}

interface Problem {
  readonly why: string;
  readonly choices: readonly string[];
}

function timeOf(
  day: Temporal.PlainDate,
  { hour, behind }: WrittenHour,
  rest: string,
  isOver: boolean,
): EmbargoTime | Problem {
  if (hour === null) {
    const choices = [`${day}T00:00`, `${day.add({ days: 1 })}T00:00`];
    return { why: "says midnight, which may begin the day or end it", choices };
  }
  const local = `${day}T${hour}`;
  const zone = zoneIn(behind) ?? zoneIn(rest);
  if (!zone && isOver) return `${local}:00Z`;
  if (!zone) return { why: "names no time zone", choices: [`${local}:00Z`] };
  if ("candidates" in zone) {
    const choices = zone.candidates.map((timeZone) => `${instantOf({ local, timeZone })} (${timeZone})`);
    return { why: `says ${zone.name}, which stands for several time zones`, choices };
  }
  return "timeZone" in zone ? { local, timeZone: zone.timeZone } : atOffset(local, zone);
}

/** Summer's name on a day in winter would let the text out an hour before the clocks there say so. */
function atOffset(
  local: string,
  { offset, of }: Extract<NamedZone, { offset: string }>,
): EmbargoTime | Problem {
  const at = Temporal.Instant.from(`${local}:00${offset}`);
  const instant = at.toString();
  if (of === null || at.toZonedDateTimeISO(of).offset === offset) return instant;
  return {
    why: `names summer time, which is not kept in ${of} then`,
    choices: [instant, instantOf({ local, timeZone: of })],
  };
}

/** The instant of an embargo; of a local time that there is not, or twice, the time itself. */
export function instantOf(until: EmbargoTime): string {
  if (typeof until === "string") return new Date(until).toISOString();
  const resolution = resolveLocalTime(until);
  return "at" in resolution ? resolution.at.toISOString() : until.local;
}

function dayOf(now: Date): Temporal.PlainDate {
  return Temporal.PlainDate.from(now.toISOString().slice(0, 10));
}
