/** Names that people give to time zones, and what they stand for. Pure. */

import { isTimeZone } from "../../time/local-time.ts";

/** A zone by its IANA name; or a fixed offset, with the zone whose summer or winter it names. */
export type NamedZone =
  | { readonly timeZone: string }
  | { readonly offset: string; readonly of: string | null };

/** Several zones that a name may stand for. */
export interface UnclearZone {
  readonly name: string;
  readonly candidates: readonly string[];
}

/** Abbreviation, offset, zone. Those of summer are an hour early in winter, so they are compared with the zone. */
const fixed: Record<string, readonly [string, string | null]> = {
  UTC: ["+00:00", null],
  GMT: ["+00:00", null],
  EST: ["-05:00", null],
  EDT: ["-04:00", "America/New_York"],
  CST: ["-06:00", null],
  CDT: ["-05:00", "America/Chicago"],
  MST: ["-07:00", null],
  MDT: ["-06:00", "America/Denver"],
  PST: ["-08:00", null],
  PDT: ["-07:00", "America/Los_Angeles"],
  AKST: ["-09:00", null],
  AKDT: ["-08:00", "America/Anchorage"],
  HST: ["-10:00", null],
  ADT: ["-03:00", "America/Halifax"],
  NST: ["-03:30", null],
  NDT: ["-02:30", "America/St_Johns"],
  BST: ["+01:00", "Europe/London"],
  WET: ["+00:00", null],
  WEST: ["+01:00", "Europe/Lisbon"],
  CET: ["+01:00", null],
  CEST: ["+02:00", "Europe/Paris"],
  EET: ["+02:00", null],
  EEST: ["+03:00", "Europe/Helsinki"],
  MSK: ["+03:00", null],
  SAST: ["+02:00", null],
  WAT: ["+01:00", null],
  CAT: ["+02:00", null],
  EAT: ["+03:00", null],
  PKT: ["+05:00", null],
  SGT: ["+08:00", null],
  HKT: ["+08:00", null],
  PHT: ["+08:00", null],
  WIB: ["+07:00", null],
  JST: ["+09:00", null],
  KST: ["+09:00", null],
  AWST: ["+08:00", null],
  ACST: ["+09:30", null],
  ACDT: ["+10:30", "Australia/Adelaide"],
  AEST: ["+10:00", null],
  AEDT: ["+11:00", "Australia/Sydney"],
  NZST: ["+12:00", null],
  NZDT: ["+13:00", "Pacific/Auckland"],
};

const unclear: Record<string, readonly string[]> = {
  IST: ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"],
  AST: ["America/Halifax", "Asia/Riyadh"],
};

/** Names in words; the first that fits counts. */
const worded: readonly (readonly [RegExp, string])[] = [
  [/\b(?:british summer time)\b/, "BST"],
  [/\b(?:greenwich mean time)\b/, "GMT"],
  [/\b(?:coordinated universal time|universal time)\b/, "UTC"],
  [/\bcentral european summer time\b/, "CEST"],
  [/\bcentral european standard time\b/, "CET"],
  [/\bcentral european time\b/, "Europe/Paris"],
  [/\beastern european summer time\b/, "EEST"],
  [/\beastern european time\b/, "Europe/Helsinki"],
  [/\baustralian eastern standard time\b/, "AEST"],
  [/\baustralian eastern daylight time\b/, "AEDT"],
  [/\baustralian eastern time\b/, "Australia/Sydney"],
  [/\beastern standard time\b/, "EST"],
  [/\beastern daylight time\b/, "EDT"],
  [/\bcentral standard time\b/, "CST"],
  [/\bcentral daylight time\b/, "CDT"],
  [/\bmountain standard time\b/, "MST"],
  [/\bmountain daylight time\b/, "MDT"],
  [/\bpacific standard time\b/, "PST"],
  [/\bpacific daylight time\b/, "PDT"],
  [/\b(?:eastern(?: time)?|e\.?t)\b/, "America/New_York"],
  [/\b(?:central(?: time)?(?! europe)|c\.?t)\b/, "America/Chicago"],
  [/\b(?:mountain(?: time)?|m\.?t)\b/, "America/Denver"],
  [/\b(?:pacific(?: time)?|p\.?t)\b/, "America/Los_Angeles"],
  [/\batlantic time\b/, "America/Halifax"],
  [/\b(?:uk|u\.k\.|british|english) time\b/, "Europe/London"],
  [/\birish time\b/, "Europe/Dublin"],
];

/** The zone that a piece of text names, or `undefined` for none. */
export function zoneIn(written: string): NamedZone | UnclearZone | undefined {
  // "E.D.T."
  const text = written.replace(/\b(?:[A-Z]\.){3,4}/g, (name) => name.replaceAll(".", ""));
  const iana = /\b[A-Z][A-Za-z]+\/[A-Z][A-Za-z_-]+(?:\/[A-Z][A-Za-z_-]+)?\b/.exec(text)?.[0];
  if (iana && isTimeZone(iana)) return { timeZone: iana };
  const shifted =
    /(?:(?:\b(?:GMT|UTC)\s*)([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?|^([+-])(\d{2}):?([0-5]\d))(?!\d)/i.exec(
      text,
    );
  if (shifted) return offsetOf(shifted);
  if (/^\s*Z\b/.test(text)) return named("UTC");
  const short = Object.keys({ ...fixed, ...unclear }).find((name) =>
    new RegExp(`\\b${name}\\b`, "i").test(text),
  );
  const lower = text.toLowerCase();
  const words = worded.find(([pattern]) => pattern.test(lower))?.[1];
  const found = short ?? words;
  return found ? named(found) : cityIn(lower);
}

function named(name: string): NamedZone | UnclearZone {
  const candidates = unclear[name];
  if (candidates) return { name, candidates };
  const known = fixed[name];
  return known ? { offset: known[0], of: known[1] } : { timeZone: name };
}

function offsetOf([, sign, hours, minutes, bareSign, bareHours, bareMinutes]: RegExpExecArray): NamedZone {
  const direction = (sign ?? bareSign) === "+" ? "+" : "-";
  return {
    offset: `${direction}${(hours ?? bareHours ?? "").padStart(2, "0")}:${minutes ?? bareMinutes ?? "00"}`,
    of: null,
  };
}

/** Cities that release news and that no zone is called after, and countries of one zone, each with a city that has one. */
const clocks: readonly (readonly [string, string])[] = [
  ["Europe/London", "edinburgh,glasgow,cardiff,belfast,manchester,birmingham,leeds,liverpool,bristol"],
  ["Europe/Dublin", "cork,galway,ireland"],
  ["Europe/Zurich", "geneva,basel,bern,lausanne,davos,swiss"],
  ["Europe/Berlin", "frankfurt,munich,hamburg,cologne,bonn,german"],
  ["Europe/Rome", "milan,turin,italian"],
  ["Europe/Madrid", "barcelona"],
  ["Europe/Amsterdam", "the hague,hague,rotterdam,dutch"],
  ["Europe/Paris", "lyon,strasbourg,french"],
  ["Europe/Stockholm", "gothenburg,swedish"],
  ["Europe/Copenhagen", "danish"],
  ["Europe/Oslo", "norwegian"],
  ["Europe/Helsinki", "finnish"],
  ["America/New_York", "washington,washington dc,boston,philadelphia,atlanta,miami"],
  ["America/Chicago", "houston,dallas,austin,minneapolis"],
  ["America/Los_Angeles", "san francisco,seattle,san diego,silicon valley"],
  ["America/Toronto", "ottawa,montreal"],
  ["Asia/Kolkata", "delhi,new delhi,mumbai,bangalore,bengaluru,india,indian"],
  ["Asia/Shanghai", "beijing,china,chinese"],
  ["Asia/Tokyo", "osaka,japan,japanese"],
  ["Asia/Dubai", "abu dhabi"],
  ["Asia/Jerusalem", "tel aviv,israel,israeli"],
  ["Africa/Johannesburg", "cape town,pretoria,durban"],
  ["Australia/Sydney", "canberra"],
  ["Pacific/Auckland", "wellington"],
];

let cities: Map<string, string> | undefined;

/** "Paris time", "local time (Paris)": the cities that zones are called after, and others that keep their clocks. */
function cityIn(lower: string): NamedZone | undefined {
  const city =
    /\blocal\s+time[\s,(:]+(?:in\s+)?(\p{L}[\p{L} ]{2,30})/u.exec(lower)?.[1] ??
    /\b(\p{L}[\p{L}. ]{2,30}?)\s+(?:local\s+)?time\b/u.exec(lower)?.[1] ??
    /\(\s*(\p{L}[\p{L}. ]{2,30})\)/u.exec(lower)?.[1];
  if (!city) return undefined;
  cities ??= new Map([
    ...Intl.supportedValuesOf("timeZone").map(
      (zone) => [(zone.split("/").at(-1) ?? "").replaceAll("_", " ").toLowerCase(), zone] as const,
    ),
    ...clocks.flatMap(([zone, names]) => names.split(",").map((name) => [name, zone] as const)),
  ]);
  // "on Tuesday Dublin", "at the Hague": the name may stand at the end of what was taken, or at its beginning.
  const words = city.replaceAll(".", "").trim().split(" ");
  const tried = [words.join(" "), ...words.map((_, at) => words.slice(at).join(" ")), words[0] ?? ""];
  const timeZone = tried.map((name) => cities?.get(name)).find((zone) => zone !== undefined);
  return timeZone ? { timeZone } : undefined;
}
