import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant, isTimeZone, moment, printLocal, readInstant, resolveLocalTime } from "./local-time.ts";

const zones = Intl.supportedValuesOf("timeZone");
const resolve = (local: string, timeZone: string) => resolveLocalTime({ local, timeZone });

describe("a local time", () => {
  it.each([
    ["Europe/London", "2027-03-28T01:30", ["2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"]],
    ["America/New_York", "2027-03-14T02:30", ["2027-03-14T06:30:00Z", "2027-03-14T07:30:00Z"]],
    ["Australia/Lord_Howe", "2027-10-03T02:15", ["2027-10-02T15:15:00Z", "2027-10-02T15:45:00Z"]],
    ["Africa/Cairo", "2027-04-30T00:30", ["2027-04-29T21:30:00Z", "2027-04-29T22:30:00Z"]],
    ["America/Santiago", "2027-09-05T00:30", ["2027-09-05T03:30:00Z", "2027-09-05T04:30:00Z"]],
    ["Antarctica/Troll", "2027-03-28T02:30", ["2027-03-28T00:30:00Z", "2027-03-28T02:30:00Z"]],
    ["Asia/Gaza", "2027-03-27T02:30", ["2027-03-26T23:30:00Z", "2027-03-27T00:30:00Z"]],
  ])("that %s skips, %s, is refused with the instants around the gap", (zone, local, choices) => {
    expect(resolve(local, zone)).toEqual({ refused: expect.stringContaining("does not exist"), choices });
  });

  it.each([
    ["Europe/London", "2027-10-31T01:30", ["2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"]],
    ["America/New_York", "2027-11-07T01:30", ["2027-11-07T05:30:00Z", "2027-11-07T06:30:00Z"]],
    ["Australia/Lord_Howe", "2027-04-04T01:45", ["2027-04-03T14:45:00Z", "2027-04-03T15:15:00Z"]],
    ["Africa/Cairo", "2027-10-28T23:30", ["2027-10-28T20:30:00Z", "2027-10-28T21:30:00Z"]],
    ["Africa/Casablanca", "2027-02-07T02:30", ["2027-02-07T01:30:00Z", "2027-02-07T02:30:00Z"]],
  ])("that %s has twice, %s, is refused with both instants", (zone, local, choices) => {
    expect(resolve(local, zone)).toEqual({ refused: expect.stringContaining("happens twice"), choices });
  });

  it.each([
    ["Asia/Kathmandu", "2027-03-28T09:30", "2027-03-28T03:45:00.000Z"],
    ["America/Sao_Paulo", "2027-10-17T00:30", "2027-10-17T03:30:00.000Z"],
    ["Asia/Tehran", "2027-03-22T00:30", "2027-03-21T21:00:00.000Z"],
    ["US/Eastern", "2027-07-01T12:00", "2027-07-01T16:00:00.000Z"],
    ["UTC", "2028-02-29T23:59:59.999", "2028-02-29T23:59:59.999Z"],
  ])("of %s, %s, is the instant %s", (zone, local, at) => {
    expect(resolve(local, zone)).toEqual({ at: new Date(at) });
  });

  it.each([
    "2027-02-29T09:00",
    "2026-02-30T09:00",
    "2027-03-28T24:00",
    "2027-03-28T09:60",
    "2026-12-31T23:59:60",
    "2027-03-28T09:00Z",
    "2027-03-28T09:00+01:00",
    "2027-03-28 09:00",
    "2027-03-28",
    "1806220200",
    "",
  ])("written %j is none", (local) => {
    expect(resolve(local, "Europe/London")).toEqual({ refused: expect.stringContaining("not a local time") });
  });

  it("of a zone that nobody knows is refused by the zone's name", () => {
    expect(resolve("2027-03-28T09:00", "Europe/Marlhaven")).toEqual({
      refused: '"Europe/Marlhaven" is not an IANA time zone',
    });
  });

  it("that is no instant of the calendar's four-digit years in UTC is refused", () => {
    expect(resolve("9999-12-31T23:59", "America/New_York")).toHaveProperty("refused");
  });

  it("is what the zone's wall shows at the instant it resolves to, in every zone", () => {
    const minutes = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2031, 0) / 60_000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (timeZone, minute) => {
        const local = new Date(minute * 60_000).toISOString().slice(0, 16);
        const resolution = resolve(local, timeZone);
        if ("at" in resolution) expect(wallOf(resolution.at, timeZone)).toBe(local);
        else expect(resolution.choices).toHaveLength(2);
      }),
      { numRuns: 300 },
    );
  });
});

function wallOf(at: Date, timeZone: string): string {
  const options = { timeZone, dateStyle: "short", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat("sv-SE", options).format(at).replace(" ", "T");
}

describe("an instant", () => {
  it.each([
    ["2027-03-28T09:30:00Z", "2027-03-28T09:30:00.000Z"],
    ["2027-03-28T09:30:00+05:45", "2027-03-28T03:45:00.000Z"],
    ["2027-03-28T09:30:00.123456789Z", "2027-03-28T09:30:00.123Z"],
    ["2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
  ])("is read from %s", (text, at) => {
    expect(readInstant(text)?.toISOString()).toBe(at);
  });

  it.each([
    "2026-02-30T09:00:00Z",
    "2027-02-29T09:00:00Z",
    "2027-03-28T24:00:00Z",
    "2026-12-31T23:59:60Z",
    "2027-03-28T09:60:00Z",
    "2027-03-28T09:30:00-00:00",
    "2027-03-28T09:30:00",
    "2027-03-28T09:30Z",
    "2027-03-28",
    "1806220200",
    "1806220200000",
    "tomorrow",
    "",
  ])("is not read from %j", (text) => {
    expect(readInstant(text)).toBeUndefined();
  });

  it.each(["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00"])(
    "beyond the years of four digits, %s, is refused, since neither answers nor the database can hold it",
    (text) => {
      expect(readInstant(text)).toBeUndefined();
    },
  );

  it("in a request says what it would have to look like", () => {
    expect(instant.safeParse("soon").error?.issues[0]?.message).toContain("RFC 3339");
  });
});

describe("a moment in a request", () => {
  it("keeps how it was given where that was by a local time", () => {
    const given = { local: "2027-03-28T09:30", timeZone: "Europe/London" };
    expect(moment.parse(given)).toEqual({ at: new Date("2027-03-28T08:30:00Z"), given });
  });

  it("has no local time where an instant was given", () => {
    expect(moment.parse("2027-03-28T09:30:00Z")).toEqual({
      at: new Date("2027-03-28T09:30:00Z"),
      given: null,
    });
  });

  it("names the choices where the clocks change", () => {
    const refused = moment.safeParse({ local: "2027-03-28T01:30", timeZone: "Europe/London" });
    expect(refused.error?.issues[0]).toMatchObject({
      params: { choices: ["2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"] },
    });
  });
});

describe("a time zone", () => {
  it.each(["Europe/London", "US/Eastern", "UTC", "Etc/GMT+5"])("may be %s", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(["+02:00", "Europe/Marlhaven", "", "GMT+2", "Europe/London\n"])("may not be %j", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});

describe("a printed local time", () => {
  it.each([
    ["2025-04-27T11:28:00Z", "Australia/Brisbane", "27 Apr 2025, 21:28 GMT+10"],
    ["2025-04-27T11:28:00Z", "Asia/Kathmandu", "27 Apr 2025, 17:13 GMT+5:45"],
    ["2025-04-27T11:28:00Z", "America/St_Johns", "27 Apr 2025, 08:58 GMT-2:30"],
    ["2025-01-27T11:28:00Z", "Europe/London", "27 Jan 2025, 11:28 GMT"],
    ["2025-07-27T23:28:00Z", "Europe/London", "28 Jul 2025, 00:28 GMT+1"],
    ["2025-12-31T23:59:59Z", "UTC", "31 Dec 2025, 23:59 GMT"],
    ["2025-03-05T05:04:00Z", "America/New_York", "5 Mar 2025, 00:04 GMT-5"],
  ])("of %s in %s is %s", (at, zone, printed) => {
    expect(printLocal(new Date(at), zone)).toBe(printed);
  });
});
