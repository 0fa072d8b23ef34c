/** Releases that pass every check, each with words of its own, so that none is taken for another's copy. */

import { randomInt } from "node:crypto";

const places = [
  "harbour",
  "library",
  "market square",
  "lighthouse",
  "town hall",
  "rowing lake",
  "old quay",
  "orchard",
];
const things = [
  "boats",
  "books",
  "lamps",
  "benches",
  "kites",
  "maps",
  "clocks",
  "bridges",
  "gardens",
  "murals",
];

let count = 0;

/** The body of `POST /v1/releases`; what is given replaces what it would say. */
export function aRelease(
  given: Record<string, unknown> = {},
  issuer = "Marlhaven Society",
): Record<string, unknown> {
  count += 1;
  const number = `${count}-${randomInt(1e6)}`;
  // No pair comes again among forty, or two releases might by chance be taken for the same news.
  const [place, thing] = [places[count % places.length]!, things[count % things.length]!];
  return {
    kind: "community",
    headline: `${issuer} repairs the ${thing} of the ${place} number ${number}`,
    dateline: { city: "Marlhaven", country: "U.K." },
    body: `${issuer} has begun to repair the ${thing} of the ${place}, which is listed under number ${number}. Two carpenters and a mason work there on weekdays, and the path beside the ${place} stays open to walkers and cyclists while they do.

The society raised the money in the spring with a sale of plants and with gifts from its members. The council added a grant from its fund for public places, and a timber merchant gave the oak for the work at the price that it paid itself.

“The ${thing} were here before most of the houses, and people missed them,” said Ruth Okafor, chair of ${issuer}. “When the last one is back, the children of the primary school will come and see how it was done.”

The work is expected to take six weeks. A small exhibition in the reading room shows drawings and photographs of the ${place}, and it is open on Tuesdays and Fridays.`,
    mediaContact: { name: "Ruth Okafor", email: "press@society.example", phone: "+44 1632 960100" },
    attestation: { authorized: true, accurate: true },
    ...given,
  };
}

/** So many milliseconds from now by the newsroom's clock, as a request says it. */
export function hence(
  { newsroom }: { readonly newsroom: { readonly clock: { now(): Date } } },
  ms: number,
): string {
  return new Date(newsroom.clock.now().getTime() + ms).toISOString();
}

/** A release that the rules send back: it has a placeholder. */
export function aFaultyRelease(given: Record<string, unknown> = {}): Record<string, unknown> {
  const release = aRelease();
  return { ...release, body: `${release.body as string}\n\nThe mayor said: [insert quote].`, ...given };
}
