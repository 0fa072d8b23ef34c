/**
 * For every rule what makes it object. The documentation takes its example messages from here, and the tests prove that
 * each specimen meets its rule. Pure.
 */

import type { Copy } from "../../releases/release.ts";
import type { ReleaseFacts } from "../rule.ts";
import { after, goodBody, goodCopy, goodFacts, headed, type Specimen } from "./specimen.ts";
import { subjectSpecimens } from "./subject-specimens.ts";

const reading = {
  score: 0,
  passage: { start: 0, end: 140 },
  words: 120,
  repetition: 0.02,
  order: 0.3,
  known: 1,
};

/** By rule, what to change in the good release. */
export const specimens: Readonly<Record<string, Specimen>> = {
  ...subjectSpecimens,
  "HL-01": headed("Society opens site"),
  "HL-02": headed("MILLBROOK ALLOTMENT SOCIETY OPENS NEW SITE"),
  "HL-03": headed("Millbrook allotment society opens new site!"),
  "HL-04": headed("Will the Millbrook allotment society open its new site?"),
  "HL-05": {
    copy: {
      headline: "A seed swap opens the new site behind the old station",
      body: goodBody.replace("The Millbrook Allotment Society opens its gates", "Gates open"),
    },
  },
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
  "BD-04": after("Compost costs only $4 a bag with promo code SEEDS; order now."),
  "BD-05": {
    copy: {
      body: goodBody.replace(/^[^\n]*/, "The Millbrook Allotment Society swaps seeds."),
      dateline: null,
    },
  },
  "BD-06": { copy: { body: goodBody.replaceAll("\n\n", " ") } },
  "BD-07": { copy: { body: `MILLBROOK, 1 June 2026 -- ${goodBody}` } },
  "BD-08": after("<script>alert(1)</script>"),
  "BD-09": after("The programme costs [insert price]."),
  "BD-10": { copy: { language: "de" } },
  "BD-11": after("Garden seeds are here. ".repeat(20)),
  "BD-12": after("“Nothing in this town has ever been as green as these forty plots.”"),
  "BD-13": after("Studies show that 60 percent of all gardeners swap seeds."),
  "BD-14": { copy: { kind: "business" } },
  "BD-15": after("Members recieve a packet of seeds each."),
  "BD-16": {
    facts: {
      earlier: {
        isIdentical: true,
        releaseId: "01970a3c-5f00-7000-8000-000000000001",
        headline: "Allotment society opens new site",
        publishedAt: "2026-05-30T08:00:00Z",
      },
    },
  },
  "LK-01": after("https://a.example/1 https://a.example/2 https://a.example/3 https://a.example/4"),
  "LK-02": {
    ...after("The programme is at https://allotments.example/swap."),
    facts: { deadLinks: new Map([["https://allotments.example/swap", "404"]]) },
  },
  "LK-03": after("The programme is at https://bit.ly/3abc."),
  "LK-04": after("Sheds come from a [cheap garden sheds](https://sheds.example) firm."),
  "LK-05": after("Sheds are at https://sheds.example/shop/42."),
  "CT-01": { copy: { mediaContact: { name: "Anneke Brandt", email: "press@allotments.example" } } },
  "CT-02": {
    copy: { mediaContact: { name: "Anneke Brandt", email: "anneke@gmail.com", phone: "+44 1632 960001" } },
    facts: { organization: { trust: "unverified", verifiedDomain: null } },
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
  "MD-01": after("![A shed](https://sheds.example/shed.jpg)"),
  "MD-02": { facts: { withheldFiles: [{ place: 0, fileName: "plan.pdf", found: null }] } },
  "SP-01": {
    copy: {
      headline: "Make money fast with cheap seeds, guaranteed",
      body: `ACT NOW!!! Buy now, 100% free trial, money-back guarantee: https://bit.ly/3abc\n\n${goodBody}`,
    },
  },
  "SP-02": { facts: { reading: { ...reading, score: 0.9 } } },
  "SP-04": after("The fr\u200bee seeds are in the shed."),
  "SP-05": headed("Millbrook allotment s\u043eciety opens new site with a seed swap"),
  "SP-06": {
    copy: { mediaContact: { name: "Anneke Brandt", email: "anneke@yopmail.com", phone: "+44 1632 960001" } },
  },
  "SP-07": { facts: { burst: { senders: 9, releases: 1 } } },
  "SP-08": { facts: { refused: { isIdentical: true, releaseId: "01970a3c-5f00-7000-8000-000000000002" } } },
  "SP-09": { facts: { lookalikes: ["Millbrook Allotments Society"], organization: { trust: "verified" } } },
  "SP-10": after("Unsubscribe here"),
  "SP-03": { facts: { reading: { ...reading, repetition: 0.9 } } },
};

/** The good release with a specimen's changes. */
export function specimenOf(id: string): { copy: Copy; facts: ReleaseFacts } {
  const { copy = {}, facts = {} } = specimens[id] ?? {};
  const organization = { ...goodFacts.organization, ...facts.organization };
  return { copy: { ...goodCopy, ...copy }, facts: { ...goodFacts, ...facts, organization } };
}
