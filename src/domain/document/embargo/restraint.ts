/** Telling the lines of a document that say when it may be published. Pure. */

import { closedUp, isOnlyWhen, saysDay, saysHour } from "./written-time.ts";

/** Longer ones are sentences of a text, of an embargo on trade perhaps. */
const longestLine = 240;

const published = "release|publication|use|distribution|broadcast|dissemination|circulation";
const atOnce =
  "immediate(?:ly)?(?!\\s+(?:after|following|before|upon|on|when)\\b)|now|(?:up)?on\\s+receipt|at\\s+once|lifted\\W*$|expired\\W*$|over\\W*$|no(?:ne|t\\s+(?:applicable|required))?\\W*$|n\\/a";
/** What says that nothing is held back. */
const free: readonly RegExp[] = [
  // "FOR IMMEDIATE RELEASE", "Immediate release"
  new RegExp(`\\b(?:for|available for)\\s+(?:immediate|general|instant)\\s+(?:${published})\\b`, "i"),
  /^\W*immediate(?: release\b|\W*$)/i,
  // "Release date: Immediate", "For publication immediately", "EMBARGO: none", "Embargo status: not applicable"
  new RegExp(
    `^\\W*(?:for\\s+)?(?:(?:date|time)\\s+of\\s+)?(?:(?:${published})(?:\\s*(?:\\/|or|and)\\s*(?:${published}))?|embargo(?:ed)?)(?:\\s+(?:date|time|status))?[\\s:–—|-]+(?:for\\s+)?(?:${atOnce})(?![\\p{L}\\d])`,
    "iu",
  ),
  /\b(?:no|not under|free of|without) (?:an )?embargo\b|\bnot embargoed\b/i,
  /^\W*embargo(?:\s+(?:is|has\s+been|now))?\s+(?:lifted|expired|over)\W*$|^\W*embargo\s*:\s*[–—-]+\s*$/i,
];

/** What holds the document back in so many words, whether or not it says until when. */
const restrained: readonly RegExp[] = [
  // "STRICTLY EMBARGOED", "News embargo", but no "Embargo on timber"
  /^\W*(?:(?:strictly|strict|under|news|press|media|release|note|private|confidential|and|please|this|is|in|confidence)\b[\s:,–-]*){0,5}embargo(?:ed)?(?!\p{Ll}|\s+(?:on|against)\s+(?!this\b|publi|release|use\b|the\s+(?:release|news|story)|\d|\p{L}+day\b))/iu,
  /\bembargo(?:ed)?\s+(?:un)?till?\b(?!\s+(?:1[89]|20)\d\d\W*$)|\bembargo\s+(?:lifts?|ends?|expires?|date|time)\b/i,
  /^\W*(?:(?:advance\s+copy|this|release|story|text|is|strictly)\b\W*){0,4}not\s+(?:for|to\s+be)\s+(?:release|publication|publish|broadcast|use|quot|distribut)\w*/i,
  /^\W*(?:please\s+)?hold\s+(?:(?:for\s+)?release\b|for\s+(?:publication|broadcast|use)\b|until\b|till\b)/i,
  /^\W*(?:please\s+)?do\s+not\s+(?:publish|release|use|broadcast|distribute|share)(?:\s+(?:this|the)\s+(?:release|story|news|text))?\W*(?:$|\b(?:until|till|before|prior|or)\b)/i,
  /^.{0,80}\b(?:confidential|secret|withheld|no\s+(?:release|publication|use))\b.{0,20}\b(?:until|till|before)\b/i,
];

/** What gives the day or hour of publication, unless it goes on otherwise: "For release of 400 salmon ...". */
const dated: readonly RegExp[] = [
  /^\W*for\s+immediate\s+(?:release|publication|use|broadcast)\s+(?:after|from)\b/i,
  /^\W*for\s+(?:release|publication|use|broadcast)\b(?!\s+(?:of|in|by|as|with|to|into|under|inside)\b)/i,
  /^\W*(?:release\s+(?:date|time|on|at|after)|date\s+of\s+(?:release|publication)|to\s+be\s+(?:released|published)|publication\s+date)\b/i,
  /^\W*(?:release|publication|publish|broadcast)\s*(?:[:–—|]|immediately\b)/i,
];

/** Words that mean publication, or its delay, beside a day and an hour. */
const ofPublication =
  /\b(?:releas\w*|publish\w*|publication|use[ds]?|hold|held|broadcast\w*|confidential|private)\b/i;

/** What the law of securities asks for: where the text may not go, and not when. */
const abroad =
  /\bin\s+(?:or\s+into|whole\s+or\s+in\s+part)\b|\b(?:in|into|to)\s+(?:the\s+)?(?:united\s+states|u\.?s\.?\s+(?:news|wire|persons)|any\s+(?:other\s+)?jurisdiction)/i;

/** Talk of this document's embargo, and not of one on trade. */
const ofThis: readonly RegExp[] = [
  /\bembargoed\s+(?:to|for|copy|material|content|news|story|stories|release|document|information)\b/i,
  /[([|:–—-]\s*(?:under\s+(?:strict\s+)?embargo|embargoed)\b/i,
  /\bunder\s+(?:strict\s+)?embargo\W*$/i,
  /\bthis\b.{0,40}\bembargo|\buntil\b.{0,20}\bembargo\b/i,
];

/** What a table says in front of the line that releases the text: "Release:", "Embargo:", "Date of issue:". */
export const releaseLabel =
  /^(?:(?:date|time)\s+of\s+)?(?:release|embargo|publication|issue)(?:\s+(?:date|time|status))?\s*(:)?$/i;

/** Whether the line says when the document may be published. */
export function isReleaseLine(line: string): boolean {
  if (line.length > longestLine) return false;
  return isRestraint(line) || isAny(free, line);
}

/** Whether the line holds the document back, with or without saying until when. */
export function isRestraint(line: string): boolean {
  if (line.length > longestLine || isFree(line)) return false;
  return holdsBack(line) || isAny(dated, line);
}

/** Whether it is an embargo that the line speaks of, and no mere day of release. */
export function holdsBack(line: string): boolean {
  const text = closedUp(line);
  return isAny(restrained, text) && !(abroad.test(text) && !saysDay(text) && !/\buntil\b/i.test(text));
}

/**
 * Whether a line above the text names a day and an hour beside a word of publication; of an embargo, either is enough.
 * In whatever words it is put, nothing comes out early that way.
 */
export function saysWhen(line: string): boolean {
  const text = closedUp(line);
  if (text.length > longestLine) return false;
  if (/embargo/i.test(text)) return saysDay(text) || saysHour(text);
  return ofPublication.test(text) && saysDay(text) && saysHour(text);
}

/** Whether the next paragraph gives the day or the hour that a line left out, as Word parts them. */
export function goesOnWith(line: string, next: string): boolean {
  if (next.length > 90 || !isRestraint(line)) return false;
  if (isLifted(line, next)) return true;
  // "Embargoed until 00:01 GMT Tuesday 2" / "March 2027", as a narrow column breaks it.
  if (/\d$/.test(line) && !saysDay(line) && next.length <= 20 && saysDay(`${line} ${next}`)) return true;
  if (saysDay(line)) return !saysHour(line) && isOnlyWhen(next) && saysHour(next);
  return saysHour(line) ? isOnlyWhen(next) && saysDay(next) : saysDay(next) || saysHour(next);
}

/** "Embargo" in one cell or line, and "None" in the next; a line that releases the text by itself contradicts it. */
export function isLifted(label: string, value: string): boolean {
  return /^\W*embargo\W*$/i.test(label) && !isReleaseLine(value) && isFree(`Embargo: ${value}`);
}

/** Where the headline begins that stands behind a release line: "FOR IMMEDIATE RELEASE: Acme opens a plant in Ohio". */
export function headlineBehind(line: string): number | undefined {
  for (const { 0: mark, index } of line.matchAll(/\s*(?::|\s[–—|-])\s+(?=[\p{Lu}\d“"‘'])/gu)) {
    const [label, rest] = [line.slice(0, index), line.slice(index + mark.length)];
    const isWhole = isFree(label) || (isRestraint(label) && saysDay(label) && saysHour(label));
    const isHeadline =
      rest.split(/\s+/).length >= 5 && !saysWhen(rest) && !saysDay(rest) && !isReleaseLine(rest);
    if (isWhole && isHeadline) return index + mark.length;
  }
  return undefined;
}

function isFree(line: string): boolean {
  return (
    isAny(free, line) &&
    !/\bembargo(?:ed)?\s+(?:until|till|to|for)\b/i.test(line) &&
    !(saysDay(line) && saysHour(line))
  );
}

/** Whether a line asks to keep an embargo, wherever it stands. */
export function asksToKeep(line: string): boolean {
  return line.length <= longestLine && /\b(?:respect|observe|honou?r|keep)\b.{0,30}\bembargo\b/i.test(line);
}

/** Whether a line outside the text speaks of this document's embargo, in whatever words. */
export function speaksOfEmbargo(text: string): boolean {
  if (isFree(text)) return false;
  const isShouted = /\bEMBARGOED\b/.test(text) && /\p{Ll}{2}/u.test(text);
  return (
    isRestraint(text.slice(0, 200)) ||
    isShouted ||
    isAny(ofThis, text) ||
    (/embargo/i.test(text) && saysDay(text))
  );
}

function isAny(patterns: readonly RegExp[], line: string): boolean {
  return patterns.some((pattern) => pattern.test(line));
}
