import { describe, expect, it } from "vitest";
import { judged, more, severitiesOf } from "../specimens/judged.ts";
import { goodBody } from "../specimens/specimen.ts";

describe("advertising", () => {
  it.each([
    ["selling words alone", "Best price, cheap, guaranteed, discount and free trial at the nursery."],
    ["calls to act alone", "Order now, the offer ends soon; call now."],
    ["loudness alone", "HURRY NOW!!! ACT NOW!!! WIN BIG TODAY!!! It opens."],
    ["a short link and a call to act", "Sign up now at https://bit.ly/3abc."],
  ])("SP-01 lets %s pass", (_, text) => {
    expect(judged("SP-01", { body: `${text}\n\n${goodBody}` })).toEqual([]);
  });

  it("SP-01 rejects what sells, hides and hurries at once", () => {
    const text = "Cheap seeds, guaranteed, at a discount!!! Act now: https://bit.ly/3abc";
    expect(severitiesOf("SP-01", { body: `${text}\n\n${goodBody}` })).toEqual(["reject"]);
  });
});

describe("signs of a mail", () => {
  it.each([
    ["See http: / / www. seeds. example for all sorts.", "http: / /"],
    ["Order at www. millbrookseeds. com while the shed is open.", "www. millbrookseeds. com"],
    ["To unsubscribe, click here.", "To unsubscribe, click here."],
    ["Manage preferences | Unsubscribe", "Manage preferences | Unsubscribe"],
    ["R - e - m - o - v - e me", "R - e - m - o - v - e"],
    ["Reply with the words remove me from your list.", "remove me from your"],
    ["-----Original Message-----", "-----Original Message"],
    ["Subject: =?utf-8?Q?Seeds_for_all?=", "=?utf-8?Q?Seeds_for_all?"],
    ["?????? 17??????? 2026??????????????", "??????"],
  ])("SP-10 holds %j", (text, words) => {
    expect(judged("SP-10", more(text))).toEqual([{ severity: "hold", words, suggestion: undefined }]);
  });

  it.each([
    "Readers of the society's letter can unsubscribe at any time.",
    "See https://www.seeds.example and www.millbrook.example for the hours.",
    "The address begins with http: or https: and ends in example.",
    '"They tried to remove me," said Holm, "and the members would not have it."',
    "Residents may opt out of the scheme until 1 May.",
    "Who dug the well????? Nobody knows.",
    "Content: seeds, tools and tea.",
  ])("SP-10 lets %j pass", (text) => {
    expect(judged("SP-10", more(text))).toEqual([]);
  });
});

describe("texts that are no news", () => {
  it.each([
    ["5 reasons to visit Millbrook this summer", 1],
    ["Five reasons to visit Millbrook this summer", 1],
    ["Ten tips for a greener garden in Millbrook", 1],
    ["Twelve new gardens open in Millbrook", 0],
    ["Five steps lead to the new Millbrook bridge", 0],
    ["An open letter to the Millbrook town council", 1],
    ["Ida Holm: open letter to the Millbrook council", 1],
    ["Teachers send open letter to minister over school closure", 0],
    ["Step-by-step guide to tracing your ancestors", 1],
    ["Library: a step-by-step guide to tracing ancestors", 1],
    ["Library launches step-by-step guide to tracing ancestors", 0],
  ])("SB-05 on %j", (headline, count) => expect(judged("SB-05", { headline })).toHaveLength(count));
});
