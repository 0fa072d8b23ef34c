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
