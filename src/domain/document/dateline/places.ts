/** Names of places at the head of a text: what may be one, and which part is the city. Pure. */

export interface Place {
  readonly city: string;
  readonly region?: string;
  readonly country?: string;
}

const small =
  "(?:de|del|della|di|da|do|dos|das|du|des|la|le|les|el|al|am|an|auf|der|den|op|of|on|upon|in|the|under|by|sur|sous|y|i|und|and|&|st\\.?|ste\\.?)";
const word = "[\\p{Lu}][\\p{L}\\p{M}’'.]*(?:-[\\p{L}\\p{M}’'.]+)*\\.?";
const placeName = new RegExp(`^${word}(?:[ ]+(?:${small}[ ]+){0,2}${word}){0,4}$`, "u");
/** Words that open sentences and titles, and no names of places. */
const noPlace =
  /^(?:The|A|An|This|These|That|It|We|Our|In|On|At|For|With|By|From|To|Note|Notes|About|Contact|Media|Press|News|Release|Embargo|Embargoed|Date|Tel|Phone|Email|Summary|Highlights|Update|Photo|Caption|Subject|Re|Today|Yesterday|Tomorrow|Who|What|When|Where|Why|How|Released|Issued|Published|Posted|Updated|Sent|Ends|Background|Overview|Introduction|Details|Results|Announcement|Survey|Report|Study|Review|Statement|Opinion|Comment|Events?|Exclusive|Breaking|Video|Watch|Listen|Photos|Pictures|Warning|Reminder|Important|Urgent|Appeal|Correction|Sports?|Jobs|Weather|Quotes?|Headline|Sub-?heading|Title|Timetable|Venue|Location|Tickets|Peer-reviewed|Source|Mr|Mrs|Ms|Dr)\b(?!\s+(?:Hague|Coru[ñn]a|Bronx|Woodlands|Dalles|Angeles|Paso|Gatos|Alamos))/i;

/** Second halves of places with two names. */
const doubled =
  "Hove|Labrador|Tobago|Herzegovina|Barbuda|Nevis|Grenadines|Wear|Kinross|Galloway|Bute|Down|Futuna|Miquelon";
const another = new RegExp(`,?\\s+(?:and|&)\\s+(?!(?:${doubled})\\b)(?=\\S)|/(?=\\S)`, "i");

/** What names of organisations end with, and names of places do not. */
const organization =
  /\b(?:inc|ltd|limited|llc|llp|plc|gmbh|corp|corporation|club|society|council|trust|association|foundation|charity|group|university|police|hospital|college|school|theatre|museum|festival)\.?$/i;

let countries: Set<string> | undefined;

/** Every country by its English name, and the short forms of datelines. */
function countryNames(): Set<string> {
  if (countries) return countries;
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const known = letters.flatMap((first) => letters.flatMap((second) => names.of(first + second) ?? []));
  const short =
    "uk,u.k.,us,u.s.,usa,u.s.a.,uae,u.a.e.,england,scotland,wales,northern ireland,the netherlands,holland,korea,czech republic,turkey,ivory coast,burma,great britain,republic of ireland";
  countries = new Set([...known.map((name) => name.toLowerCase()), ...short.split(",")]);
  // A state of the union comes after more cities of datelines than the country does.
  countries.delete("georgia");
  return countries;
}

/** The place that a text names and nothing else, or `undefined`. */
export function readPlace(text: string): Place | undefined {
  // Of "Oslo, Norway, and London" the first place counts.
  const [first = "", ...others] = text.split(another);
  if (others.some((other) => !namesIn(other).every(isName))) return undefined;
  const parts = namesIn(first);
  const names = parts.map((part, at) => (at === 0 ? part : part.replace(/^the (?=\p{Lu})/u, "")));
  if (parts.length === 0 || parts.length > 4 || !names.every(isName)) return undefined;
  const [city = "", ...rest] = parts;
  const last = rest.at(-1);
  const place = { city: titled(city.replace(/^The (?=Hague)/i, "The ")) };
  if (last === undefined) return place;
  const region = rest.slice(0, -1).join(", ");
  if (countryNames().has(last.toLowerCase())) return { ...place, ...(region && { region }), country: last };
  return { ...place, region: rest.join(", ") };
}

function namesIn(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function isName(part: string): boolean {
  if (organization.test(part)) return false;
  // "ON" is Ontario.
  return part.length <= 60 && placeName.test(part) && (/^\p{Lu}{2}$/u.test(part) || !noPlace.test(part));
}

/** "NEW YORK" as "New York"; what is not all in capitals stays. */
function titled(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replace(/(?<![\p{L}’'])\p{L}/gu, (letter) => letter.toUpperCase())
    .replace(/(?<=[\s-])(?:On|Upon|De|La|Le|Sur|Of|The|Under|By|In|And|Am|Del|Da|Do)(?=[\s-])/g, (name) =>
      name.toLowerCase(),
    );
}
