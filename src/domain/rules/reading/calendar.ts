/** English dates in running text, and what the calendar says about them. Pure. */

import { Temporal } from "temporal-polyfill";
import { type Match, matchesOf } from "./words.ts";

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const monthNames =
  "January February March April May June July August September October November December".split(" ");
const months = monthNames.map((name) => name.slice(0, 3).toLowerCase());

export interface WrittenDate extends Match {
  readonly month: number;
  readonly day: number;
  readonly year: number | undefined;
  /** The weekday as typed, and where. */
  readonly weekday: { readonly text: string; readonly start: number; readonly end: number } | undefined;
}

/** No release has more; a text made of dates must not cost more than a long one. */
const maxDates = 200;

const weekday = "(?:(Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(day)?\\.?,?\\s+(?:the\\s+)?)?";
const month =
  "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?";
const day = "(\\d{1,2})(?:st|nd|rd|th)?\\b(?![:.]\\d|,\\d|\\s?[ap]\\.?m)";
const year = "(?:,?\\s+(\\d{4})(?!\\d))?";
const american = new RegExp(`\\b${weekday}${month}\\s+${day}${year}`, "g");
const british = new RegExp(`\\b${weekday}(?<![\\d.,$£€])${day}\\s+(?:of\\s+)?${month}${year}`, "g");

/** A poster's "FRIDAY 12 DECEMBER" is a date too. */
const shouted =
  /\b(?:(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b/g;
const calmed = (text: string) =>
  text.replace(shouted, (name) => name.charAt(0) + name.slice(1).toLowerCase());

/** The dates in an English text, in both orders of month and day; impossible ones are left out. */
export function datesIn(text: string): WrittenDate[] {
  const calm = calmed(text);
  const found = [
    ...matchesOf(calm, american).map((match) => written(match, 2, 3)),
    ...matchesOf(calm, british).map((match) => written(match, 3, 2)),
  ];
  return found
    .filter((date) => date.day >= 1 && date.day <= 31)
    .sort((a, b) => a.start - b.start)
    .slice(0, maxDates);
}

function written(match: Match, monthGroup: number, dayGroup: number): WrittenDate {
  const [stem, suffix] = match.groups;
  const name = /^[A-Za-z]+/.exec(match.text)?.[0] ?? "";
  const weekday =
    stem && (suffix || stem.length <= 5)
      ? { text: name, start: match.start, end: match.start + name.length }
      : undefined;
  const month = months.indexOf(match.groups[monthGroup]?.slice(0, 3).toLowerCase() ?? "") + 1;
  return {
    ...match,
    month,
    day: Number(match.groups[dayGroup]),
    year: match.groups[4] ? Number(match.groups[4]) : undefined,
    weekday,
  };
}

/** The day that was meant; where no year is given, the one nearest to a day known from elsewhere. */
export function dayMeant(
  { year, month, day }: WrittenDate,
  near: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
  const years = year === undefined ? [near.year - 1, near.year, near.year + 1] : [year];
  const days = years.flatMap((candidate) => plainDate(candidate, month, day) ?? []);
  const distance = (date: Temporal.PlainDate) => Math.abs(near.until(date, { largestUnit: "days" }).days);
  return days.sort((a, b) => distance(a) - distance(b))[0];
}

/** So near to a day that is known, nobody takes a date without a year for another year's. */
const nearDays = 92;

/**
 * The day that a date names beside several that are known: nearest to one of them, where the typed weekday fits. One
 * without a year that is far from all of them is in whichever year has it on that weekday.
 */
export function dayNamed(
  date: WrittenDate,
  known: readonly Temporal.PlainDate[],
): Temporal.PlainDate | undefined {
  const years =
    date.year === undefined ? known.flatMap(({ year }) => [year - 1, year, year + 1]) : [date.year];
  const days = [...new Set(years)]
    .flatMap((candidate) => plainDate(candidate, date.month, date.day) ?? [])
    .map((day) => ({ day, distance: distanceTo(day, known), fits: hasWeekday(date, day) }))
    .sort((a, b) => a.distance - b.distance);
  const near = days.filter(({ distance }) => distance <= nearDays);
  const meant = near.length > 0 ? near : days;
  return (meant.find(({ fits }) => fits) ?? meant[0])?.day;
}

function distanceTo(day: Temporal.PlainDate, known: readonly Temporal.PlainDate[]): number {
  return Math.min(...known.map((other) => Math.abs(other.until(day, { largestUnit: "days" }).days)));
}

/** Whether the day is on the weekday that was typed, or none was. */
export function hasWeekday({ weekday: typed }: WrittenDate, day: Temporal.PlainDate): boolean {
  return typed === undefined || weekdayOf(day).startsWith(typed.text.slice(0, 3));
}

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

/** "7 March"; `Intl` takes a hundred times as long. */
export function printDay({ day, month }: Temporal.PlainDate): string {
  return `${day} ${monthNames[month - 1]}`;
}

/** The weekday's name as the calendar has it. */
export function weekdayOf(date: Temporal.PlainDate): string {
  return weekdays[date.dayOfWeek - 1] ?? "";
}
