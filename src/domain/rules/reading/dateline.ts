/** Telling a dateline that was typed into the text: "OSLO, Norway, 1 March 2026 --". Pure. */

export interface TypedDateline {
  readonly text: string;
  /** As typed, but not all in capitals. */
  readonly city: string;
  readonly start: number;
  readonly end: number;
}

const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
/** A wire's name between brackets or slashes, then a dash that stands free, before a sentence. */
const ending =
  /\s*([([][^()[\]\n]{1,40}[)\]]\s*|\/[^/\n]{1,40}\/\s*)?(--|—|–|\s-(?=\s))\s*(?=[\p{Lu}\p{N}“"'‘])/u;
const inCapitals = /^\p{Lu}[\p{Lu}.'’ -]{2,}(?=\s*(?:,|$))/u;
const dated = new RegExp(`^\\p{Lu}[^\\n]{2,60}?\\b${month}[a-z]*\\.?\\s?\\d|\\d\\s${month}`, "u");

/** The dateline that opens a paragraph, with its dash, or `undefined`. */
export function typedDateline(paragraph: string): TypedDateline | undefined {
  const opening = paragraph.slice(0, 140);
  const end = ending.exec(opening);
  if (!end || end.index === 0) return undefined;
  const text = opening.slice(0, end.index).trim();
  const [, wire, dash = ""] = end;
  // A lone name before an en dash or a hyphen is as likely the subject of a sentence.
  const isPlain = !text.includes(",") && !wire && !/--|—/.test(dash);
  if (isPlain || !isPlace(text)) return undefined;
  return {
    text,
    city: inTitleCase(text.split(",")[0]?.trim() ?? text),
    start: 0,
    end: end.index + end[0].length,
  };
}

/** No line that only dates a text is longer. */
const longestLine = 80;
const day = new RegExp(`^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|${month}[a-z]*\\.?\\s\\d)`, "iu");
/** A dash within it, or small words other than those of a city's name. */
const isSentence = /\s(?:--|[—–-])\s|(?<!\S)(?!(?:upon|on|of|de|am|the)\s)\p{Ll}/u;

/** A dateline that is a paragraph of its own, with a dash at its end or without; a date alone is none. */
export function lonelyDateline(paragraph: string): TypedDateline | undefined {
  if (paragraph.length > longestLine) return undefined;
  const text = paragraph.replace(/\s*(?:--|[—–:-])?\s*$/u, "");
  if (!text.includes(",") || day.test(text) || isSentence.test(text) || !isPlace(text)) return undefined;
  return { text, city: inTitleCase(text.split(",")[0]?.trim() ?? text), start: 0, end: paragraph.length };
}

/** A sentence that has a dash in it has more words, and brackets of its own. */
function isPlace(text: string): boolean {
  if (text.includes("(") || text.split(/\s+/u).length > 9) return false;
  return inCapitals.test(text) || (dated.test(text) && text.includes(","));
}

function inTitleCase(city: string): string {
  if (city !== city.toUpperCase()) return city;
  return city.toLowerCase().replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
}
