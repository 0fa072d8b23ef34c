import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueAt, type ServiceHours, serviceHours } from "./service-hours.ts";

const weekday = [{ from: "09:00", to: "17:00" }];
const office: ServiceHours = {
  days: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday },
  closed: [],
};
const roundTheClock: ServiceHours = {
  days: Object.fromEntries(
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((name) => [name, [{ from: "00:00", to: "24:00" }]]),
  ),
  closed: [],
};
const due = (hours: ServiceHours | null, timeZone: string, from: string, within: number) =>
  dueAt(hours, timeZone, new Date(from), within).toISOString();

describe("a promise to look", () => {
  it("counts every hour where there are no service hours", () => {
    expect(due(null, "Europe/London", "2027-03-27T12:00:00.250Z", 24)).toBe("2027-03-28T12:00:00.250Z");
  });

  it.each([
    ["within the day", "2027-06-07T08:30:00Z", 2, "2027-06-07T10:30:00.000Z"],
    ["over the night", "2027-06-07T14:00:00Z", 4, "2027-06-08T10:00:00.000Z"],
    ["over the weekend", "2027-06-11T15:30:00Z", 1, "2027-06-14T08:30:00.000Z"],
    ["from before anybody is there", "2027-06-07T03:00:00Z", 1, "2027-06-07T09:00:00.000Z"],
    ["to the very end of the day", "2027-06-07T08:00:00Z", 8, "2027-06-07T16:00:00.000Z"],
    ["from the very end of the day", "2027-06-07T16:00:00Z", 8, "2027-06-08T16:00:00.000Z"],
    ["over three days", "2027-06-07T08:00:00Z", 24, "2027-06-09T16:00:00.000Z"],
  ])("counts hours of work, %s", (_what, from, within, at) => {
    expect(due(office, "Europe/London", from, within)).toBe(at);
  });

  it("passes over the dates on which nobody works", () => {
    const closed = { ...office, closed: ["2027-12-27", "2027-12-28"] };
    expect(due(closed, "Europe/London", "2027-12-24T16:00:00Z", 2)).toBe("2027-12-29T10:00:00.000Z");
  });

  it("keeps to the wall when clocks change over the weekend", () => {
    expect(due(office, "Europe/London", "2027-03-26T16:30:00Z", 1)).toBe("2027-03-29T08:30:00.000Z");
    expect(due(office, "America/New_York", "2027-11-05T20:30:00Z", 1)).toBe("2027-11-08T14:30:00.000Z");
  });

  it.each([
    ["an hour that London skips", "Europe/London", "2027-03-28T00:30:00Z"],
    ["the half hour that Lord Howe skips", "Australia/Lord_Howe", "2027-10-02T15:00:00Z"],
    ["midnight that Cairo skips", "Africa/Cairo", "2027-04-29T21:30:00Z"],
    ["midnight that Santiago skips", "America/Santiago", "2027-09-05T03:30:00Z"],
    ["an hour that London repeats", "Europe/London", "2027-10-31T00:30:00Z"],
    ["the day that Cairo repeats an hour of", "Africa/Cairo", "2027-10-28T20:30:00Z"],
  ])("round the clock counts real hours over %s", (_what, zone, from) => {
    expect(due(roundTheClock, zone, from, 5)).toBe(due(null, zone, from, 5));
  });

  it("counts an hour twice that the wall shows twice, and none that it skips", () => {
    const night = { days: { sun: [{ from: "01:00", to: "02:00" }] }, closed: [] };
    expect(due(night, "Europe/London", "2027-10-30T12:00:00Z", 2)).toBe("2027-10-31T02:00:00.000Z");
    expect(due(night, "Europe/London", "2027-03-27T12:00:00Z", 1)).toBe("2027-04-04T01:00:00.000Z");
  });

  it("is never more than a year away", () => {
    const closed = { days: { mon: [{ from: "09:00", to: "09:01" }] }, closed: [] };
    expect(due(closed, "UTC", "2027-01-01T00:00:00Z", 720)).toBe("2028-01-02T00:00:00.000Z");
  });

  it("has as many minutes of service before it as were promised, in every zone", () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    const quarter = fc.integer({ min: 0, max: 95 });
    const opening = fc
      .tuple(quarter, fc.integer({ min: 1, max: 96 }))
      .map(([start, length]) => [
        { from: timeOf(start * 15), to: timeOf(Math.min(start + length, 96) * 15) },
      ]);
    const week = fc.record({ mon: opening, wed: opening, sat: opening, sun: opening });
    // Around the days on which most clocks change.
    const spring = fc.integer({ min: Date.UTC(2027, 2, 20) / 60_000, max: Date.UTC(2027, 3, 10) / 60_000 });
    const autumn = fc.integer({ min: Date.UTC(2027, 9, 20) / 60_000, max: Date.UTC(2027, 10, 10) / 60_000 });
    fc.assert(
      fc.property(
        zones,
        week,
        fc.oneof(spring, autumn),
        fc.integer({ min: 1, max: 6 }),
        (zone, days, minute, within) => {
          const hours = { days, closed: ["2027-03-31", "2027-10-31"] };
          const from = new Date(minute * 60_000);
          const at = dueAt(hours, zone, from, within);
          expect(minutesOpen(hours, zone, from, at)).toBe(within * 60);
          expect(minutesOpen(hours, zone, new Date(at.getTime() - 60_000), at)).toBe(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function timeOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** By looking at the wall every minute. */
function minutesOpen(hours: ServiceHours, timeZone: string, from: Date, to: Date): number {
  const wall = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
  });
  let open = 0;
  for (let at = from.getTime(); at < to.getTime(); at += 60_000) {
    const parts = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, value]));
    const { weekday: name = "", year, month, day, hour, minute } = parts;
    const periods = hours.days[name.toLowerCase() as "mon"] ?? [];
    const time = `${hour}:${minute}`;
    if (hours.closed.includes(`${year}-${month}-${day}`)) continue;
    if (periods.some((period) => period.from <= time && time < period.to)) open += 1;
  }
  return open;
}

describe("service hours in a request", () => {
  const faultsOf = (hours: unknown) =>
    (serviceHours.safeParse(hours).error?.issues ?? []).map(({ path }) => `/${path.join("/")}`);

  it("may leave days and dates out", () => {
    const hours = {
      days: {
        mon: [
          { from: "09:00", to: "12:00" },
          { from: "13:00", to: "24:00" },
        ],
      },
    };
    expect(serviceHours.parse(hours)).toEqual({ ...hours, closed: [] });
  });

  it("are refused with every fault at once", () => {
    const hours = {
      days: {
        mon: [{ from: "9:00", to: "25:00" }],
        tue: [{ from: "17:00", to: "09:00" }],
        wed: [
          { from: "09:00", to: "12:00" },
          { from: "11:00", to: "13:00" },
        ],
        someday: [],
      },
      closed: ["2027-02-29"],
      open: true,
    };
    expect(faultsOf(hours)).toEqual([
      "/days/mon/0/from",
      "/days/mon/0/to",
      "/days/tue/0/to",
      "/days/wed/1/from",
      "/days",
      "/closed/0",
      "/",
    ]);
  });

  it.each([
    ["no hours at all", { days: {} }, "/days"],
    ["empty days", { days: { mon: [] } }, "/days"],
    ["hours of nothing", { days: { mon: [{ from: "09:00", to: "09:00" }] } }, "/days/mon/0/to"],
  ])("with %s are refused", (_what, hours, pointer) => {
    expect(faultsOf(hours)).toEqual([pointer]);
  });
});
