/** In which coding a client would rather have an answer, by its `Accept-Encoding` (RFC 9110, 12.5.3). Pure. */

import { LRUCache } from "lru-cache";

/** In the order in which they are taken where a client likes them alike: the smallest first. */
const codings = ["br", "gzip", "identity"] as const;
export type Coding = (typeof codings)[number];

export interface Preference {
  readonly coding: Coding;
  /** Whether it takes an answer as it is. */
  readonly takesPlain: boolean;
}

/** Browsers send few; each is read once. A longer one is nobody's that asks twice. */
const known = new LRUCache<string, Preference>({ max: 500 });
const maxKept = 200;
/** Of an answer as it is, where the header does not speak of that: less than any that one can write. */
const leastWeight = 0.0001;

/** What a header prefers. Where it takes none of them, it is gzip unless that is refused by name. */
export function preferenceOf(header: string): Preference {
  const seen = known.get(header);
  if (seen) return seen;
  const preference = read(header);
  if (header.length <= maxKept) known.set(header, preference);
  return preference;
}

function read(header: string): Preference {
  const weights = new Map(header.toLowerCase().split(",").map(weighted));
  const others = weights.get("*");
  const weightOf = (coding: Coding) =>
    weights.get(coding) ?? others ?? (coding === "identity" ? leastWeight : 0);
  const [best = "identity"] = codings.toSorted((a, b) => weightOf(b) - weightOf(a));
  const takesPlain = weightOf("identity") > 0;
  if (weightOf(best) > 0) return { coding: best, takesPlain };
  return (weights.get("gzip") ?? others) === 0
    ? { coding: "identity", takesPlain: true }
    : { coding: "gzip", takesPlain };
}

function weighted(part: string): [name: string, weight: number] {
  const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  return [name, weight === undefined ? 1 : Number(weight) || 0];
}
