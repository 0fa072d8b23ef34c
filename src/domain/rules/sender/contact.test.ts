import { describe, expect, it } from "vitest";
import { judged, severitiesOf } from "../specimens/judged.ts";
import { goodCopy } from "../specimens/specimen.ts";

describe("contact and identity", () => {
  const by = (email: string) => ({ mediaContact: { ...goodCopy.mediaContact, email } });
  it.each([
    ["a@gmail.com", "unverified", null, ["hold"]],
    ["a@gmail.com", "verified", null, []],
    ["a@gmail.com", "unverified", "allotments.example", []],
    ["a@allotments.example", "unverified", null, []],
    ["a@hotmail.it", "unverified", null, ["hold"]],
    ["a@live.fr", "unverified", null, ["hold"]],
    ["a@yahoo.co.in", "unverified", null, ["hold"]],
    ["a@outlook.de", "unverified", null, ["hold"]],
    ["a@pm.me", "unverified", null, ["hold"]],
    ["a@virginmedia.com", "unverified", null, ["hold"]],
    ["a@bigpond.com", "unverified", null, ["hold"]],
    ["a@shaw.ca", "unverified", null, ["hold"]],
    // Whoever owns such a name, it is no provider of mailboxes.
    ["a@live.example", "unverified", null, ["warning"]],
    ["a@press.yahoo.com", "unverified", null, ["warning"]],
    ["a@outlook.press", "unverified", null, ["warning"]],
  ] as const)(
    "CT-02 on %s of an organisation that is %s and has proven %s",
    (email, trust, domain, severities) => {
      const organization = { trust, verifiedDomain: domain };
      expect(severitiesOf("CT-02", by(email), { organization })).toEqual(severities);
    },
  );

  it("CT-04 takes an event's city for the place", () => {
    const event = { startsAt: "2026-06-20T09:00:00.000Z", city: "Millbrook" };
    expect(judged("CT-04", { dateline: null, event })).toEqual([]);
  });

  it.each([
    [true, "unverified", ["hold"]],
    [true, "trusted", []],
    [false, "verified", []],
  ] as const)("CT-05 on a first release (%s) of an organisation that is %s", (isFirst, trust, severities) => {
    expect(severitiesOf("CT-05", {}, { isFirst, organization: { trust } })).toEqual(severities);
  });

  it.each([
    ["The Millbrook Allotment Society Ltd", []],
    ["MILLBROOK ALLOTMENT SOCIETY", []],
    ["Harbour Trust", ["warning"]],
    ["", []],
  ])("CT-06 on an organisation called %j", (name, severities) => {
    expect(severitiesOf("CT-06", {}, { organization: { name } })).toEqual(severities);
  });
});
describe("the forms of a name", () => {
  it.each([
    ["Smith & Sons Ltd", "Smith and Sons"],
    ["Smith and Sons", "Smith & Sons Ltd"],
    ["Smith&Sons", "Smith and Sons"],
    ["Elmbrook Town Football Club", "Elmbrook Town FC"],
    ["Elmbrook Town FC", "Elmbrook Town Football Club"],
    ["Elmbrook Association Football Club", "Elmbrook AFC"],
    ["Elmbrook RFC", "Elmbrook Rugby Football Club"],
    ["Elmbrook Cricket Club", "Elmbrook CC"],
    ["Elmbrook GAA", "Elmbrook Gaelic Athletic Association"],
    ["Société Générale S.A.", "Societe Generale"],
    ["Société Générale", "SOCIETE GENERALE S.A."],
    ["Arla A/S", "Arla"],
    ["J.P. Elm L.L.C.", "JP Elm"],
  ])("%j is named by %j", (name, words) => {
    const headline = `${words} opens a bridge over the mill`;
    expect(judged("HL-05", { headline }, { organization: { name } })).toEqual([]);
    expect(judged("CT-06", { headline }, { organization: { name } })).toEqual([]);
  });

  it.each([
    ["Smith & Sons Ltd", "Smith and Daughters"],
    ["Smith & Sons Ltd", "Smith Sons"],
    ["Elmbrook Town Football Club", "Elmbrook Town Council"],
    ["Elmbrook FC", "Elmbrook RFC"],
    ["Société Générale S.A.", "Société Nationale S.A."],
  ])("%j is not named by %j", (name, words) => {
    const headline = `${words} opens a bridge over the mill`;
    expect(judged("HL-05", { headline }, { organization: { name } })).toHaveLength(1);
    expect(judged("CT-06", { headline }, { organization: { name } })).toHaveLength(1);
  });
});
