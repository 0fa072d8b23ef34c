/** The place and day that open a text: "LONDON, U.K., May 4, 2026 (Wire) -- The society ...". Pure. */

import type { Temporal } from "temporal-polyfill";
import { dayIn } from "../embargo/written-time.ts";
import { type Place, readPlace } from "./places.ts";

export interface Dateline extends Place {
  readonly date?: string;
}

export interface DatelineFound {
  readonly dateline: Dateline;
  /** How much of the text it takes up, its dash included. */
  readonly length: number;
  /** Told by more than a dash behind a name: by a day, a wire, or capitals. */
  readonly sure: boolean;
  /** Told by a day or a wire. */
  readonly plain: boolean;
}

/** No dateline is longer. */
const longest = 150;
const wire =
  /\(\s*[\p{Lu}][^()]{1,40}\)|\/[^/\n]{2,40}\/|\[[^[\]]{2,40}\]|\((?:business|globe|pr)\s?(?:news)?wire\)/giu;
const dash =
  /\s*(?:-{2,3}|[—–―]|(?<=[\s)/\]])-(?=\s)|(?<=\d{4}\s?)[:|]|\s\|\s|(?<=\/)(?=\s)|(?<=\])|(?<=\d{4}\s?)(?:\/(?=\s)|…|\.{3})|:(?=\s))\s*/gu;
/** A month without a day, or an hour, says nothing of the place before it. */
const monthOrHour =
  /(?<=\p{L}.*?)(?:\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s+\d{4}\b|\b\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\b\.?|h(?:rs|ours)?\b)?\s*(?:\(?[A-Z]{2,5}\b\)?)?|\b\d{1,2}\s*[ap]\.?m\b\.?\s*(?:\(?[A-Z]{2,5}\b\)?)?)/giu;
/** Between two dashes stands what an organisation is, and then what it does. */
const goesOnBehindDash =
  /^[^–—]{3,90}\s[–—-]\s(?:has|have|is|are|was|were|will|said|says|today|plans|to|announced|announces|opened|opens)\b/;

/** The dateline that opens a text, or `undefined`; `near` is a day that tells the year of one without. */
export function datelineIn(text: string, near: Temporal.PlainDate): DatelineFound | undefined {
  const [label = ""] = /^dateline\s*:\s*/i.exec(text) ?? [];
  if (label === "") return unlabelledIn(text, near);
  const rest = text.slice(label.length, longest);
  const whole = readPrefix(rest, near);
  const found = unlabelledIn(rest, near) ?? (whole && { ...whole, length: rest.trimEnd().length });
  return found && { ...found, length: label.length + found.length, sure: true, plain: true };
}

function unlabelledIn(text: string, near: Temporal.PlainDate): DatelineFound | undefined {
  const opening = text.slice(0, longest).replace(/\s/g, " ");
  if (!/^[[(]?\s*[\p{Lu}\d]/u.test(opening)) return undefined;
  const ends = [...opening.matchAll(dash)].map(({ 0: { length }, index }) => ({ index, length })).reverse();
  if (text.length < longest) ends.unshift({ index: text.trimEnd().length, length: 0 });
  const places = [bracketed(opening), ...ends, ...endsBehindDay(opening)].flatMap((end) => {
    const read = end && readPrefix(opening.slice(0, end.index), near);
    if (!end || !read) return [];
    const found = { ...read, length: end.index + end.length };
    return stands(found, text) ? [found] : [];
  });
  // A text begins with a capital; where it begins with a small letter, the dash stood within a sentence.
  return (
    places.find(({ length }) => !/^\p{Ll}(?!\p{Lu})/u.test(text.slice(length))) ??
    places.find(({ sure }) => sure)
  );
}

/** "[DUBLIN, 4 May 2026] The society": the bracket ends it, whatever dashes follow. */
function bracketed(opening: string): { index: number; length: number } | undefined {
  const [all] = /^(?:\[[^\]]{2,100}\]|\([^)]{2,100}\))\s*(?:[–—:-]+\s)?\s*/.exec(opening) ?? [];
  // In "(LONDON) 4 May 2026 – The society" the day is still to come.
  if (all === undefined || /^[^–—]{0,30}\d{4}/.test(opening.slice(all.length))) return undefined;
  const closes = all.search(/[\])]/) + 1;
  return { index: closes, length: all.length - closes };
}

/** Alone on its line, what brackets end is no wire: "Jane Carter (Head of Media)". */
function stands({ dateline, length, plain }: DatelineFound, text: string): boolean {
  const rest = text.slice(length);
  const isDated = plain && (dateline.date !== undefined || !/[)\]]\s*$/.test(text));
  if (!isText(rest)) return isDated && length >= text.trimEnd().length;
  return plain || !goesOnBehindDash.test(rest);
}

/** "LONDON, May 4, 2026. The society", "Bristol, 2026-05-04. A shop": no dash, but a day and then a sentence. */
function endsBehindDay(opening: string): { index: number; length: number }[] {
  const behind =
    /(?<=\b\d{4}|\b\d{4}-\d{2}-\d{2}|\d{4}\s?[)/])[.,]?\s+(?=[\p{Lu}“"][\p{L}“"]|\p{Lu}\s\p{Ll})/u.exec(
      opening,
    );
  return behind ? [{ index: behind.index, length: behind[0].length }] : [];
}

function isText(rest: string): boolean {
  return /^[[("“”'‘’«]*[\p{L}\p{N}$£€#@]/u.test(rest) && rest.trim().length >= 20;
}

function readPrefix(prefix: string, near: Temporal.PlainDate): Omit<DatelineFound, "length"> | undefined {
  const trimmed = prefix
    .trim()
    .replace(/^\[(.*)\]$|^\((.*)\)$/, "$1$2")
    .replace(/(?<=\d)(?:ST|ND|RD|TH)\b/g, (ordinal) => ordinal.toLowerCase());
  const dated = dayIn(trimmed, near);
  const day = dated && "day" in dated.meant ? { date: dated.meant.day.toString() } : {};
  const undated = dated?.rest ?? trimmed;
  const timeless = undated.replace(monthOrHour, " ");
  const { name, hasWire } = nameIn(timeless);
  const place = readPlace(name);
  if (!place) return undefined;
  const plain = "date" in day || hasWire || timeless !== undated;
  return { dateline: { ...place, ...day }, plain, sure: plain || isCapitals(name) };
}

/** What is left when days and wires are taken away; in brackets stands a wire, or else the place itself. */
function nameIn(text: string): { readonly name: string; readonly hasWire: boolean } {
  const bare = text.replace(/\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b\.?/gi, " ");
  const wires = bare.match(wire) ?? [];
  const rest = tidy(bare.replace(wire, " "));
  if (rest !== "") return { name: rest, hasWire: wires.length > 0 };
  return { name: tidy(wires[0]?.slice(1, -1) ?? ""), hasWire: false };
}

function isCapitals(name: string): boolean {
  const [city = ""] = name.split(",");
  return /\p{Lu}{3}/u.test(city) && city === city.toUpperCase();
}

/** Without the marks that parted the place from a day or a wire. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/(?:\s*(?:[,;:|/·•–—―]|-{2,}(?!-)|\s-|\(\s*\)))+\s*$/u, "")
    .replace(/^\s*(?:[,;:|/·•–—―-]|\(\s*\))+\s*/u, "")
    .replace(/(?:\s*,)+/g, ",")
    .replace(/\s*(?:[–—|]|\s-)\s*(?=,|$)/g, "")
    .trim();
}
