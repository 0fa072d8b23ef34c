import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectProblem, pointers } from "../../support/problems.ts";
import { openSubmittingRoom, type SubmittingRoom } from "./submitting-room.ts";

let room: SubmittingRoom;

beforeAll(async () => {
  room = await openSubmittingRoom();
});
afterAll(() => room.close());

describe("an embargo in local time", () => {
  it.each([
    ["2027-03-28T02:30", "Europe/London", "2027-03-28T01:30:00.000Z"],
    ["2027-01-15T09:00", "Asia/Kathmandu", "2027-01-15T03:15:00.000Z"],
    ["2027-07-01T09:00", "America/Sao_Paulo", "2027-07-01T12:00:00.000Z"],
    ["2028-02-29T09:00", "US/Eastern", "2028-02-29T14:00:00.000Z"],
  ])("of %s in %s is %s", async (local, timeZone, instant) => {
    expect((await room.draft({ embargoedUntil: { local, timeZone } })).body.embargoedUntil).toBe(instant);
  });

  it.each([
    ["2027-03-28T01:30", "Europe/London", ["2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"]],
    ["2027-04-30T00:30", "Africa/Cairo", ["2027-04-29T21:30:00Z", "2027-04-29T22:30:00Z"]],
    ["2027-10-03T02:15", "Australia/Lord_Howe", ["2027-10-02T15:15:00Z", "2027-10-02T15:45:00Z"]],
  ])("of %s in %s, which no clock shows, is refused with its choices", async (local, timeZone, choices) => {
    const reply = await room.draft({ embargoedUntil: { local, timeZone } });
    expectProblem(reply, 422, "invalid-request");
    expect(reply.body.errors).toEqual([
      { pointer: "/embargoedUntil", detail: expect.stringContaining("does not exist"), choices },
    ]);
  });

  it.each([
    ["2027-10-31T01:30", "Europe/London", ["2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"]],
    ["2027-10-28T23:30", "Africa/Cairo", ["2027-10-28T20:30:00Z", "2027-10-28T21:30:00Z"]],
    ["2027-04-04T01:45", "Australia/Lord_Howe", ["2027-04-03T14:45:00Z", "2027-04-03T15:15:00Z"]],
  ])(
    "of %s in %s, which clocks show twice, is refused with its choices",
    async (local, timeZone, choices) => {
      const reply = await room.draft({ embargoedUntil: { local, timeZone } });
      expect(reply.body.errors).toEqual([
        { pointer: "/embargoedUntil", detail: expect.stringContaining("happens twice"), choices },
      ]);
    },
  );

  it.each([
    { local: "2027-03-28T09:00", timeZone: "Europe/Marlhaven" },
    { local: "2027-03-28T09:00", timeZone: "+02:00" },
    { local: "2027-02-29T09:00", timeZone: "UTC" },
    { local: "2027-03-28T24:00", timeZone: "UTC" },
    { local: "2027-03-28T09:00Z", timeZone: "UTC" },
    { local: "0000-01-01T00:00", timeZone: "UTC" },
    "2027-03-28T09:00",
    "2027-02-30T09:00:00Z",
    "2027-03-28T23:59:60Z",
    "2027-03-28T09:00:00-00:00",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
    1_800_000_000,
  ])("is refused as %j", async (embargoedUntil) => {
    const reply = await room.draft({ embargoedUntil });
    expect([reply.status, pointers(reply)]).toEqual([422, ["/embargoedUntil"]]);
  });

  it("is refused with every fault of both times at once", async () => {
    const never = { local: "2027-03-28T01:30", timeZone: "Europe/London" };
    expect(pointers(await room.draft({ embargoedUntil: never, publishAt: never }))).toEqual([
      "/embargoedUntil",
      "/publishAt",
    ]);
  });
});
