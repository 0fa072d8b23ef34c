/** The place and day that open a text: "LONDON, U.K., May 4, 2026 (Wire) -- The society ...". Pure. */

import type { Temporal } from "temporal-polyfill";
import { dayIn } from "./embargo/written-time.ts";
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
  /\s*(?:-{2,3}|[—–―]|(?<=[\s)/\]])-(?=\s)|(?<=\d{4}\s?)[:|]|\s\|\s|(?<=[/\]])|(?<=\d{4}\s?)\/(?=\s)|:(?=\s))\s*/gu;

/** The dateline that opens a text, or `undefined`; `near` is a day that tells the year of one without. */
export function datelineIn(text: string, near: Temporal.PlainDate): DatelineFound | undefined {
  const opening = text.slice(0, longest).replace(/\s/g, " ");
  if (!/^[[(]?\s*[\p{Lu}\d]/u.test(opening)) return undefined;
  const ends = [...opening.matchAll(dash)].map(({ 0: { length }, index }) => ({ index, length })).reverse();
  if (text.length < longest) ends.unshift({ index: text.trimEnd().length, length: 0 });
  for (const { index, length } of [...ends, ...endsBehindDay(opening)]) {
    const read = readPrefix(opening.slice(0, index), near);
    const stands =
      read && (isText(text.slice(index + length)) || (read.plain && index + length >= text.trimEnd().length));
    if (stands) return { ...read, length: index + length };
  }
  return undefined;
}

/** "LONDON, May 4, 2026. The society": no dash, but a year and then a sentence. */
function endsBehindDay(opening: string): { index: number; length: number }[] {
  const behind = /(?<=\b\d{4}|\d{4}\s?[)/])[.,]?\s+(?=[\p{Lu}“"][\p{L}“"])/u.exec(opening);
  return behind ? [{ index: behind.index, length: behind[0].length }] : [];
}

function isText(rest: string): boolean {
  return /^[[("“”'‘’«]*[\p{L}\p{N}$£€#@]/u.test(rest) && rest.trim().length >= 20;
}

function readPrefix(prefix: string, near: Temporal.PlainDate): Omit<DatelineFound, "length"> | undefined {
  const trimmed = prefix.trim().replace(/^\[(.*)\]$|^\((.*)\)$/, "$1$2");
  const dated = dayIn(trimmed, near);
  const day = dated && "day" in dated.meant ? { date: dated.meant.day.toString() } : {};
  const { name, hasWire } = nameIn(dated?.rest ?? trimmed);
  const place = readPlace(name);
  if (!place) return undefined;
  const plain = "date" in day || hasWire;
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
    .replace(/(?:\s*(?:[,;:|/·•–—―]|--+|\s-|\(\s*\)|\/\s*\/))+\s*$/u, "")
    .replace(/^\s*(?:[,;:|/·•–—―-]|\(\s*\))+\s*/u, "")
    .replace(/(?:\s*,)+/g, ",")
    .replace(/\s*(?:[–—|]|\s-)\s*(?=,|$)/g, "")
    .trim();
}
