/** Days and hours as people write them at the head of a release. Pure. */

import { Temporal } from "temporal-polyfill";
import { datesIn, dayMeant, weekdayOf } from "../../rules/reading/calendar.ts";
import { zoneIn } from "./zones.ts";

/** The day that a line names; or what may be meant, and why that is not clear. */
type WrittenDay =
  | { readonly day: Temporal.PlainDate }
  | { readonly unclear: string; readonly choices: readonly string[] };

export interface DayFound {
  readonly meant: WrittenDay;
  /** The line with the day blanked, so that its figures are no hours. */
  readonly rest: string;
}

const blanked = (text: string, start: number, end: number) =>
  text.slice(0, start) + " ".repeat(end - start) + text.slice(end);

/** "4TH OF MAY" as "4th of May": the calendar knows names by their capital, and ordinals by their want of one. */
function capitalised(text: string): string {
  return text
    .replace(/(?<![\p{L}\d])\p{L}+/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
    .replace(/(?<=\d)(?:ST|ND|RD|TH)\b|\b(?:Of|The)\b/g, (word) => word.toLowerCase());
}

/** "E M B A R G O" as "EMBARGO". */
export function closedUp(line: string): string {
  return line.replace(/(?<!\p{L})(?:\p{L} ){3,}\p{L}(?!\p{L})/gu, (word) => word.replaceAll(" ", ""));
}

/** Any day will do where only the words count. */
const someDay = Temporal.PlainDate.from("2000-01-01");

/** Whether a line names a day, be it one that there is or not. */
export function saysDay(line: string): boolean {
  return /\d/.test(line) && dayIn(line, someDay) !== undefined;
}

/** Whether a line names an hour; "2026" beside no day is a year, and not 20:26. */
export function saysHour(line: string): boolean {
  const dated = dayIn(line, someDay);
  return hoursIn(dated?.rest ?? line.replace(/\b(?:1[89]|20)\d\d\b(?!\s*h)/g, " ")).length > 0;
}

/** Whether a line says nothing but a day or an hour, with its zone. */
export function isOnlyWhen(line: string): boolean {
  if (!saysDay(line) && !saysHour(line)) return false;
  const rest = withoutWhen(line);
  const words = rest.match(/\p{L}+/gu) ?? [];
  return words.length === 0 || (words.length <= 5 && zoneIn(rest) !== undefined);
}

const small =
  /\b(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?|hrs?|hours?|at|on|the|of|from|today|h)\b/gi;

/** A line without its day, its hours and the small words beside them. */
export function withoutWhen(line: string): string {
  return (dayIn(line, someDay)?.rest ?? line).replace(hours, " ").replace(small, " ");
}

/** The day that a line names, the year of a yearless one being nearest to `near`; `undefined` if there is none. */
export function dayIn(line: string, near: Temporal.PlainDate): DayFound | undefined {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})(?=T|\b)/.exec(line);
  if (iso) return found(line, iso, possible(Number(iso[1]), Number(iso[2]), Number(iso[3])));
  const numeric = /\b(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b/.exec(line);
  const written = datesIn(capitalised(line));
  if (written.length === 0) return numeric ? found(line, numeric, readNumeric(numeric)) : undefined;
  const days = written.flatMap((date) => dayMeant(date, near) ?? []);
  const [first] = days;
  const rest = written.reduce((text, { start, end }) => blanked(text, start, end), line);
  if (!first) return { meant: { unclear: "names a day that there is not", choices: [] }, rest };
  if (days.some((day) => !day.equals(first))) {
    return { meant: { unclear: "names several days", choices: days.map(String) }, rest };
  }
  return { meant: withWeekday(first, written[0]?.weekday?.text ?? lonelyWeekday(rest)), rest };
}

function found(line: string, match: RegExpExecArray, meant: WrittenDay): DayFound {
  return { meant, rest: blanked(line, match.index, match.index + match[0].length) };
}

function lonelyWeekday(text: string): string | undefined {
  return /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i.exec(text)?.[0];
}

function withWeekday(day: Temporal.PlainDate, weekday: string | undefined): WrittenDay {
  const is = weekdayOf(day);
  if (!weekday || is.toLowerCase().startsWith(weekday.slice(0, 3).toLowerCase())) return { day };
  const stated = [-3, -2, -1, 1, 2, 3]
    .map((days) => day.add({ days }))
    .find((other) => weekdayOf(other).toLowerCase().startsWith(weekday.slice(0, 3).toLowerCase()));
  return {
    unclear: `says ${weekday}, but ${day} is a ${is}`,
    choices: [day, ...(stated ? [stated] : [])].map(String),
  };
}

/** With points, the day comes first; with slashes or hyphens nobody can tell, unless only one order is a date. */
function readNumeric([, first = "", mark, second = "", year = ""]: RegExpExecArray): WrittenDay {
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  const british = possible(full, Number(second), Number(first));
  if (mark === ".") return british;
  const american = possible(full, Number(first), Number(second));
  const readings = [british, american].flatMap((reading) => ("day" in reading ? [reading.day] : []));
  const [one, other] = readings;
  if (!one || !other || one.equals(other)) return one ? { day: one } : british;
  return { unclear: "has a day and a month that can be told in two ways", choices: readings.map(String) };
}

function possible(year: number, month: number, day: number): WrittenDay {
  try {
    return { day: Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }) };
  } catch {
    return { unclear: "names a day that there is not", choices: [] };
  }
}

/** An hour that a line names, and the text behind it up to the next hour, where its zone stands. */
export interface WrittenHour {
  /** `09:30`; `null` for midnight, which may begin the day or end it. */
  readonly hour: string | null;
  readonly behind: string;
}

const hours = new RegExp(
  [
    String.raw`\b(?<h12>\d{1,2})(?:[:.](?<m12>[0-5]\d))?(?::[0-5]\d)?\s*(?<half>[ap])\.?\s?m\b\.?`,
    String.raw`(?<![\d:.+-])(?<h24>[01]?\d|2[0-3])[:.](?<m24>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?![\d:])`,
    String.raw`\b(?<hh>[01]?\d|2[0-3])\s?h(?:rs?|ours?)?\s?(?<hm>[0-5]\d)?\b`,
    String.raw`(?<![\d:.+-])(?<h4>[01]\d|2[0-3])(?<m4>[0-5]\d)(?!\d)`,
    String.raw`(?<noon>\b(?:12\s+)?(?:noon|midday)\b)`,
    String.raw`(?<midnight>\b(?:12\s+)?midnight\b)`,
  ].join("|"),
  "gi",
);

/** The hours that a line names; its days are blanked already. */
export function hoursIn(line: string): WrittenHour[] {
  const matches = [...line.matchAll(hours)];
  return matches.map((match, at) => ({
    hour: hourOf(match.groups ?? {}),
    behind: line.slice(match.index + match[0].length, matches[at + 1]?.index ?? line.length),
  }));
}

function hourOf(groups: Record<string, string | undefined>): string | null {
  const { h12, m12 = "00", half, noon, midnight } = groups;
  if (midnight) return null;
  if (noon) return "12:00";
  if (h12 !== undefined) {
    const shift = half?.toLowerCase() === "p" ? 12 : 0;
    return `${String((Number(h12) % 12) + shift).padStart(2, "0")}:${m12}`;
  }
  const hour = groups.h24 ?? groups.hh ?? groups.h4 ?? "";
  return `${hour.padStart(2, "0")}:${groups.m24 ?? groups.hm ?? groups.m4 ?? "00"}`;
}
