/**
 * What ninjs 3.1 (IPTC, CC BY 4.0, https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json) lets a text item say, as JSON
 * Schema: each name and type of the standard's own schema, without those for media, planning and rights that an article
 * never has. No other name is allowed, so what passes here passes there.
 */

const text = { type: "string" };
const uri = { type: "string", format: "uri" };
const instant = { type: "string", format: "date-time" };
const count = { type: "integer" };
const only = (properties: object, required: readonly string[] = []) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const list = (items: object) => ({ type: "array", items });
const named = { name: text, rel: text, uri, literal: text };

const contactInfo = list(only({ type: text, role: text, lang: text, name: text, value: text }, ["value"]));
const symbols = list(only({ exchange: text, symbolType: uri, symbol: text }));
const organisation = only({ ...named, symbols, contactInfo });
const share = { type: "integer", minimum: 0, maximum: 100 };
const worded = { role: text, contentType: text, value: text };

export const ninjsSchema = only(
  {
    uri,
    standard: only({ name: { const: "ninjs" }, version: { const: "3.1" }, schema: uri }),
    type: {
      enum: ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"],
    },
    representationType: { enum: ["full", "partial"] },
    profile: text,
    version: text,
    firstCreated: instant,
    versionCreated: instant,
    contentCreated: instant,
    embargoedUntil: instant,
    pubStatus: { enum: ["usable", "withheld", "canceled"] },
    urgency: { type: "integer", minimum: 1, maximum: 9 },
    copyrightHolder: text,
    copyrightNotice: text,
    usageTerms: text,
    edNote: text,
    language: text,
    title: text,
    by: text,
    slugline: text,
    located: text,
    headlines: list(only(worded, ["value"])),
    descriptions: list(only(worded, ["value"])),
    bodies: list(only({ ...worded, charCount: count, wordCount: count }, ["value"])),
    subjects: list(only({ ...named, creator: text, relevance: share, confidence: share })),
    people: list(only({ ...named, contactInfo })),
    organisations: list(organisation),
    places: list(only({ ...named, contactInfo })),
    infoSources: list(only({ name: text, role: text, uri, literal: text, contactInfo })),
    events: list(only({ ...named, id: text })),
    eventDetails: only({
      eventStatus: uri,
      dates: only({ startDate: instant, endDate: instant }, ["startDate"]),
      organiser: organisation,
    }),
    renditions: list(
      only(
        {
          name: text,
          href: uri,
          contentType: text,
          title: text,
          width: count,
          height: count,
          sizeInBytes: count,
          format: text,
        },
        ["name"],
      ),
    ),
    altIds: list(only({ role: text, value: text })),
    genres: list(only({ name: text, uri: text, literal: text })),
  },
  ["uri"],
);
