/**
 * A release that no rule objects to, and for every rule what makes it object. The documentation takes its
 * example messages from here, and the tests prove that each specimen meets its rule and no graver one. Pure.
 */

import type { Copy } from "../release.ts";
import type { ReleaseFacts } from "./rule.ts";

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

const after = (more: string): Specimen => ({ copy: { body: `${goodBody}\n\n${more}` } });
const headed = (headline: string): Specimen => ({ copy: { headline } });

/** By rule, what to change in the good release. */
export const specimens: Readonly<Record<string, Specimen>> = {
  "HL-01": headed("Society opens site"),
  "HL-02": headed("MILLBROOK ALLOTMENT SOCIETY OPENS NEW SITE"),
  "HL-03": headed("Millbrook allotment society opens new site!"),
  "HL-04": headed("Will the Millbrook allotment society open its new site?"),
  "HL-06": headed("Millbrook allotment society opens new site with cheap seeds"),
  "HL-07": headed("Swap your seeds at the Millbrook allotment society"),
  "SM-01": { copy: { summary: "Seeds are swapped." } },
  "SM-02": { copy: { summary: "Millbrook allotment society opens new site with a seed swap." } },
  "SM-03": {
    copy: { summary: "The society swaps seeds, see https://allotments.example for the programme." },
  },
  "BD-01": {
    copy: {
      body: "The Millbrook Allotment Society opens its gates.\n\nSeeds are swapped.\n\nTea is on offer.",
    },
  },
  "BD-02": after("We look forward to it, and our members hope that you come."),
  "BD-03": after("It is a spectacular site with a breathtaking view."),
  "BD-06": { copy: { body: goodBody.replaceAll("\n\n", " ") } },
  "BD-07": { copy: { body: `MILLBROOK, 1 June 2026 -- ${goodBody}` } },
  "BD-08": after("<script>alert(1)</script>"),
  "BD-09": after("The programme costs [insert price]."),
  "BD-10": { copy: { language: "de" } },
  "BD-12": after("“Nothing in this town has ever been as green as these forty plots.”"),
  "BD-14": { copy: { kind: "business" } },
  "BD-16": {
    facts: {
      earlier: {
        releaseId: "01970a3c-5f00-7000-8000-000000000001",
        headline: "Allotment society opens new site",
        publishedAt: "2026-05-30T08:00:00Z",
      },
    },
  },
  "LK-01": after("https://a.example/1 https://a.example/2 https://a.example/3 https://a.example/4"),
  "LK-03": after("The programme is at https://bit.ly/3abc."),
  "CT-01": { copy: { mediaContact: { name: "Anneke Brandt", email: "press@allotments.example" } } },
  "CT-02": {
    copy: { mediaContact: { name: "Anneke Brandt", email: "anneke@gmail.com", phone: "+44 1632 960001" } },
    facts: { organization: { trust: "unverified" } },
  },
  "CT-03": { facts: { attested: false } },
  "CT-04": { copy: { dateline: null } },
  "CT-05": { facts: { isFirst: true, organization: { trust: "verified" } } },
  "CT-06": { facts: { organization: { name: "Harbour Arts Trust" } } },
  "CN-01": { copy: { body: goodBody.replace("Saturday, 20 June", "Friday, 20 June") } },
  "CN-02": { copy: { body: goodBody.replace("20 June 2026,", "20 June 2026, at 10 a.m. EST") } },
  "CN-03": { copy: { event: { startsAt: "2026-06-27T09:00:00.000Z", timeZone: "Europe/London" } } },
  "CN-04": { copy: { tickers: ["MOON:SEED"] } },
  "CN-05": headed("Millbrook allotment society opens new site with 95 plots"),
  "SP-01": {
    copy: {
      headline: "Make money fast with cheap seeds, guaranteed",
      body: `ACT NOW!!! Buy now, 100% free trial, money-back guarantee: https://bit.ly/3abc\n\n${goodBody}`,
    },
  },
};

/** The good release with a specimen's changes. */
export function specimenOf(id: string): { copy: Copy; facts: ReleaseFacts } {
  const { copy = {}, facts = {} } = specimens[id] ?? {};
  const organization = { ...goodFacts.organization, ...facts.organization };
  return { copy: { ...goodCopy, ...copy }, facts: { ...goodFacts, ...facts, organization } };
}
