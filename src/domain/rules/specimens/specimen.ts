/** A release that no rule objects to, and what a specimen changes in it. Pure. */

import type { Copy } from "../../releases/release.ts";
import type { ReleaseFacts } from "../rule.ts";

export const goodBody = `The Millbrook Allotment Society opens its gates on Saturday, 20 June 2026, for the first seed swap on the new site behind the old station. Gardeners bring what they have gathered, and beginners go home with enough for a first bed.

Visitors can watch a compost demonstration at 11 a.m. and join a walk past all forty plots at 2 p.m. Tea and cake are on offer in the potting shed, and proceeds pay for a path that wheelchairs can use.

“Seeds are worth nothing in a drawer,” said Anneke Brandt, who chairs the society. “Last year members saved more than two hundred varieties.”

The society was founded in 1974 and has 85 members. The site is open from 10 a.m. to 4 p.m.`;

export const goodCopy: Copy = {
  kind: "community",
  headline: "Millbrook allotment society opens new site with a seed swap",
  dek: null,
  summary: null,
  dateline: { city: "Millbrook" },
  body: goodBody,
  bodyFormat: "markdown",
  boilerplate: null,
  mediaContact: { name: "Anneke Brandt", email: "press@allotments.example", phone: "+44 1632 960001" },
  language: "en-GB",
  category: null,
  tags: [],
  tickers: [],
  sourceUrl: null,
  person: null,
  event: null,
  attachments: [],
};

export const goodFacts: ReleaseFacts = {
  organization: {
    name: "Millbrook Allotment Society",
    trust: "trusted",
    website: "https://allotments.example",
    contactEmail: "press@allotments.example",
    boilerplate: null,
    verifiedDomain: "allotments.example",
  },
  isFirst: false,
  attested: true,
  detectedLanguage: "en",
  earlier: null,
  now: new Date("2026-06-01T09:00:00Z"),
};

export interface Specimen {
  readonly copy?: Partial<Copy>;
  readonly facts?: Partial<Omit<ReleaseFacts, "organization">> & {
    readonly organization?: Partial<ReleaseFacts["organization"]>;
  };
}

/** The good release with a paragraph more. */
export const after = (more: string): Specimen => ({ copy: { body: `${goodBody}\n\n${more}` } });
/** The good release under another headline. */
export const headed = (headline: string): Specimen => ({ copy: { headline } });
