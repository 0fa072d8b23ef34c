import { describe, expect, it } from "vitest";
import { dailyAround, digestAsOf, hourOfDay } from "./daily.ts";

const around = (now: string, hour: string, timeZone: string) => {
  const { last, next } = dailyAround(new Date(now), hour, timeZone);
  return [last.day, last.at.toISOString(), next.day, next.at.toISOString()];
};

describe("what comes once a day", () => {
  it("came at the hour itself, and comes again a day later", () => {
    expect(around("2027-01-10T07:00:00.000Z", "07:00", "UTC")).toEqual([
      ...["2027-01-10", "2027-01-10T07:00:00.000Z"],
      ...["2027-01-11", "2027-01-11T07:00:00.000Z"],
    ]);
  });

  it("is of the zone's day, which may be another than that of UTC", () => {
    expect(around("2027-01-10T20:00:00Z", "07:00", "Pacific/Auckland")).toEqual([
      ...["2027-01-11", "2027-01-10T18:00:00.000Z"],
      ...["2027-01-12", "2027-01-11T18:00:00.000Z"],
    ]);
  });

  it.each([
    // Clocks jump from 02:00 to 03:00: 02:30 is 03:30 that day.
    [
      "02:30",
      "Europe/Berlin",
      "2027-03-27T12:00:00Z",
      "2027-03-28T01:30:00.000Z",
      "2027-03-29T00:30:00.000Z",
    ],
    // Clocks go back from 03:00 to 02:00: the first of two.
    [
      "02:30",
      "Europe/Berlin",
      "2027-10-30T12:00:00Z",
      "2027-10-31T00:30:00.000Z",
      "2027-11-01T01:30:00.000Z",
    ],
    // Half an hour, from 02:00 to 02:30.
    [
      "02:15",
      "Australia/Lord_Howe",
      "2027-10-02T00:00:00Z",
      "2027-10-02T15:45:00.000Z",
      "2027-10-03T15:15:00.000Z",
    ],
  ])("has %s once on the days when clocks change in %s, from %s", (hour, zone, before, first, second) => {
    const { next } = dailyAround(new Date(before), hour, zone);
    expect(next.at.toISOString()).toBe(first);
    const after = dailyAround(next.at, hour, zone);
    expect([after.last.day, after.next.at.toISOString()]).toEqual([next.day, second]);
  });

  it("comes on every day of a year once, one day after the other", () => {
    for (const [hour, zone] of [
      ["02:30", "Europe/London"],
      ["00:00", "America/Havana"],
      ["23:59", "America/St_Johns"],
    ] as const) {
      let { next } = dailyAround(new Date("2026-12-31T12:00:00Z"), hour, zone);
      const days: string[] = [];
      while (next.day < "2028-01-01") {
        days.push(next.day);
        ({ next } = dailyAround(next.at, hour, zone));
      }
      const inYear = days.filter((day) => day.startsWith("2027"));
      expect([new Set(inYear).size, inYear.length]).toEqual([365, 365]);
    }
  });

  it("passes a day that a zone left out", () => {
    expect(around("2011-12-30T09:00:00Z", "07:00", "Pacific/Apia").slice(0, 3)).toEqual([
      "2011-12-29",
      "2011-12-29T17:00:00.000Z",
      "2011-12-30",
    ]);
  });
});

describe("an hour of the day", () => {
  it.each(["24:00", "7:00", "07:60", "07:00:00", "", "07.00"])("is not %j", (text) => {
    expect(hourOfDay.safeParse(text).success).toBe(false);
  });

  it.each(["00:00", "07:30", "23:59"])("is %j", (text) => {
    expect(hourOfDay.parse(text)).toBe(text);
  });
});

describe("a plan of digests", () => {
  const plan = { hour: "07:00", timeZone: "Europe/London", dueAt: null, lastDay: null };
  const due = new Date("2027-05-04T06:00:00Z");
  const asOf = (given: Partial<Parameters<typeof digestAsOf>[0]>, now: string) => {
    const { starts, nextAt } = digestAsOf({ ...plan, ...given }, new Date(now));
    return [starts, nextAt?.toISOString() ?? null];
  };

  it.each([
    [
      "begins with the next hour, and with no digest for one that has passed",
      {},
      "2027-05-04T06:00:01Z",
      null,
      "05-05T06",
    ],
    ["waits until it is due", { dueAt: due }, "2027-05-04T05:59:59.999Z", null, "05-04T06"],
    ["starts at its very instant", { dueAt: due }, "2027-05-04T06:00:00.000Z", "2027-05-04", "05-05T06"],
    ["starts once a day", { dueAt: due, lastDay: "2027-05-04" }, "2027-05-04T06:00:00Z", null, "05-05T06"],
    ["starts late on its day", { dueAt: due }, "2027-05-04T17:59:59Z", "2027-05-04", "05-05T06"],
    [
      "waits for the next hour where that is nearer",
      { dueAt: due },
      "2027-05-04T18:00:00Z",
      null,
      "05-05T06",
    ],
    [
      "makes up for days that were missed by one digest",
      { dueAt: due },
      "2027-05-09T08:00:00Z",
      "2027-05-09",
      "05-10T06",
    ],
    [
      "comes tomorrow where today had one at an earlier hour",
      { hour: "18:00", lastDay: "2027-05-04" },
      "2027-05-04T08:00:00Z",
      null,
      "05-05T17",
    ],
  ] as const)("%s", (_what, given, now, starts, next) => {
    expect(asOf(given, now)).toEqual([starts, `2027-${next}:00:00.000Z`]);
  });

  it("sends none without an hour", () => {
    expect(asOf({ hour: null, dueAt: due }, "2027-05-04T06:00:00Z")).toEqual([null, null]);
  });

  it("sends no second digest on a day that a change of zone brings again", () => {
    const given = { timeZone: "America/Los_Angeles", lastDay: "2027-05-05" };
    expect(asOf(given, "2027-05-04T20:00:00Z")).toEqual([null, "2027-05-06T14:00:00.000Z"]);
  });
});
