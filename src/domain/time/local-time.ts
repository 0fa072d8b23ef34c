/**
 * From what a clock on the wall shows to an instant. A local time that does not exist, or exists twice
 * where clocks change, is refused with its choices rather than guessed. Pure.
 */

import { Temporal } from "temporal-polyfill";
import { z } from "zod";

export interface LocalTime {
  /** As the wall shows it, `2027-03-28T01:30`, without an offset. */
  readonly local: string;
  /** IANA name, `Europe/London`. */
  readonly timeZone: string;
}

/** An instant, and how it was given where that was by a local time. */
export interface Moment {
  readonly at: Date;
  readonly given: LocalTime | null;
}

export type Resolution =
  | { readonly at: Date }
  | { readonly refused: string; readonly choices?: readonly string[] };

/** Whether `Intl` knows the zone; aliases such as `US/Eastern` count, offsets such as `+02:00` do not. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The one instant that a local time names, or why there is none, with the instants to choose from. */
export function resolveLocalTime({ local, timeZone }: LocalTime): Resolution {
  if (!isTimeZone(timeZone)) return { refused: `"${timeZone}" is not an IANA time zone` };
  const plain = readLocal(local);
  if (!plain) return { refused: `"${local}" is not a local time such as 2027-03-28T09:30` };
  const early = plain.toZonedDateTime(timeZone, { disambiguation: "earlier" }).toInstant();
  const late = plain.toZonedDateTime(timeZone, { disambiguation: "later" }).toInstant();
  if (!isOnCalendar(early.epochMilliseconds)) return { refused: `${local} is too far away` };
  if (early.equals(late)) return { at: new Date(early.epochMilliseconds) };
  const exists = early.toZonedDateTimeISO(timeZone).toPlainDateTime().equals(plain);
  const choices = [early, late].map((instant) => instant.toString());
  const why = exists ? "happens twice" : "does not exist";
  return {
    refused: `${local} ${why} in ${timeZone}, where clocks change; choose ${choices.join(" or ")}`,
    choices,
  };
}

/** Years of four digits, in UTC: what RFC 3339 can write, and PostgreSQL read back. */
function isOnCalendar(epochMs: number): boolean {
  return epochMs >= Date.UTC(1000, 0) && epochMs < Date.UTC(10_000, 0);
}

function readLocal(local: string): Temporal.PlainDateTime | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(local) || /:60/.test(local))
    return undefined;
  try {
    return Temporal.PlainDateTime.from(local, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Offsets of sixteen hours and more, which PostgreSQL neither writes nor reads. */
const tooFarAhead = /[+-](?:1[6-9]|2\d)(?::\d\d)?$/;

/** An instant as PostgreSQL writes it, less what a `Date` has no room for. */
export function readWrittenInstant(text: string): Date | undefined {
  if (tooFarAhead.test(text)) return undefined;
  return readInstant(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
}

/** The instant an RFC 3339 text names, to the millisecond, or `undefined`; `2026-02-30` and `24:00` do not roll over. */
export function readInstant(text: string): Date | undefined {
  if (!rfc3339.test(text) || /:60/.test(text) || text.endsWith("-00:00")) return undefined;
  try {
    const { epochMilliseconds } = Temporal.Instant.from(text);
    return isOnCalendar(epochMilliseconds) ? new Date(epochMilliseconds) : undefined;
  } catch {
    return undefined;
  }
}

/** An RFC 3339 instant in a request, any offset. */
export const instant = z
  .string()
  .meta({ format: "date-time", description: "RFC 3339, any offset; answers use UTC with `Z`." })
  .transform((text, ctx) => {
    const at = readInstant(text);
    if (at) return at;
    ctx.addIssue({ code: "custom", message: "must be an RFC 3339 instant such as 2027-03-28T09:30:00Z" });
    return z.NEVER;
  });

const localTime = z
  .strictObject({ local: z.string(), timeZone: z.string() })
  .meta({ description: "A local time with its IANA time zone." });

/** An instant, or a local time with its zone, in a request. */
export const moment = z
  .union([instant.transform((at): Moment => ({ at, given: null })), localTime])
  .transform((value, ctx): Moment => {
    if ("at" in value) return value;
    const resolution = resolveLocalTime(value);
    if ("at" in resolution) return { at: resolution.at, given: value };
    ctx.addIssue({
      code: "custom",
      message: resolution.refused,
      params: { choices: resolution.choices },
    });
    return z.NEVER;
  });

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** One for each zone, since making one costs what a thousand instants do. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, timeZoneName: "shortOffset", hourCycle: "h23" },
    ...{ day: "numeric", month: "numeric", year: "numeric", hour: "2-digit", minute: "2-digit" },
  });
  formats.set(timeZone, format);
  return format;
}

/** As a newspaper prints it, with the zone's offset: `27 Apr 2025, 21:28 GMT+10`. */
export function printLocal(at: Date, timeZone: string): string {
  // 27/04/2025, 21:28 GMT+10
  const [date = "", time, offset] = formatFor(timeZone).format(at).split(" ");
  const [day, month, year = ""] = date.split("/");
  return `${Number(day)} ${months[Number(month) - 1]} ${year.slice(0, -1)}, ${time} ${offset === "GMT+0" ? "GMT" : offset}`;
}
