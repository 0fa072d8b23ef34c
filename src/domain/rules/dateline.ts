/** Telling a dateline that was typed into the text: "OSLO, Norway, 1 March 2026 --". Pure. */

export interface TypedDateline {
  readonly text: string;
  /** As typed, but not all in capitals. */
  readonly city: string;
  readonly start: number;
  readonly end: number;
}

const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
/** A wire's name between brackets or slashes, then a dash that stands free. */
const ending = /\s*(?:[([][^()[\]\n]{1,40}[)\]]\s*|\/[^/\n]{1,40}\/\s*)?(?:--|—|–|\s-\s)/u;
const inCapitals = /^\p{Lu}[\p{Lu}.'’ -]{2,}(?=[\s,(/:—–-])/u;
const dated = new RegExp(`^\\p{Lu}[^\\n]{2,60}?\\b${month}[a-z]*\\.?\\s?\\d`, "u");

/** The dateline that opens a paragraph, with its dash, or `undefined`. */
export function typedDateline(paragraph: string): TypedDateline | undefined {
  const opening = paragraph.slice(0, 140);
  const end = ending.exec(opening);
  if (!end || end.index === 0) return undefined;
  const place = opening.slice(0, end.index);
  const capitals = inCapitals.exec(`${place} `);
  // A sentence that has a dash in it has verbs; a place and a date have few words.
  const isPlace = (capitals && place.split(/\s+/u).length <= 9) || (dated.test(place) && /,/.test(place));
  if (!isPlace || place.includes("(") || /[.!?]\s+\p{Lu}\p{Ll}+\s\p{Ll}/u.test(place)) return undefined;
  const city = place.split(",")[0]?.trim() ?? place;
  return { text: place, city: inTitleCase(city), start: 0, end: end.index + end[0].length };
}

function inTitleCase(city: string): string {
  if (city !== city.toUpperCase()) return city;
  return city.toLowerCase().replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
}
