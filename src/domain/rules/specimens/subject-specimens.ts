/** What makes the rules about money, law and subjects object. The words are made up. Pure. */

import { after, headed, type Specimen } from "./specimen.ts";

/** By rule, what to change in the good release. */
export const subjectSpecimens: Readonly<Record<string, Specimen>> = {
  "FN-01": { copy: { tickers: ["NASDAQ:SEEDLINGS"] } },
  "FN-02": {
    copy: { tickers: ["NASDAQ:SEED"] },
    facts: { organization: { trust: "unverified", verifiedDomain: null } },
  },
  "FN-03": after(
    "Seeds come from six companies (NYSE: AA), (NYSE: BB), (NYSE: CC), (NYSE: DD), (NYSE: EE) and (NYSE: FF).",
  ),
  "FN-04": {
    copy: {
      ...after(
        "The society expects to sell more seeds, plans to open a shop and is on track to double its sales, which are projected to grow.",
      ).copy,
      tickers: ["NASDAQ:SEED"],
    },
  },
  "FN-05": {
    ...after("The society pays its members a dividend of two seeds a share."),
    facts: { organization: { marketSensitive: true } },
  },
  "LG-01": after(
    "The former treasurer was arrested in May and has been indicted; the society filed a complaint.",
  ),
  "PO-01": after("Ida Holm is a candidate for mayor; her campaign committee asks members to vote for her."),
  "SB-01": after(
    "New players get free spins and a welcome bonus at the online casino, with slots and roulette; place your bets at once.",
  ),
  "SB-02": after("Members may pay with bitcoin, and the society mints a token of its own for them."),
  "SB-03": after("The former chair is a fraudster, who embezzled the takings and bribed the auditor."),
  "SB-04": after("Gardeners should stockpile seeds, since economic collapse and martial law are near."),
  "SB-05": headed("Open letter to the Millbrook town council about its allotments"),
  "SB-06": { copy: { event: { startsAt: "2026-01-10T09:00:00.000Z", timeZone: "Europe/London" } } },
  "SB-08": after(
    "Members copy trades from the signal room and take home 3 percent a day; write to the admin on Telegram with 100 USDT.",
  ),
  "SB-07": after("The sign at the gate says “no bullshit here” in red."),
};
