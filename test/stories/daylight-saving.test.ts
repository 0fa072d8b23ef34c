/** A local time comes with its zone, and is one instant or refused, at every door through which it can come. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import type { Client, Reply } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";

let room: TestNewsroom;
let society: TestOrganization;
let boss: Client;
/** A draft, a release that waits for an editor, and one that waits for its hour. */
let draft: string;
let held: string;
let scheduled: string;

beforeAll(async () => {
  room = await openNewsroom();
  [society, boss] = await Promise.all([room.organization("verified"), room.staff("managing_editor")]);
  draft = (await society.post("/v1/releases?draft=true", aRelease())).body.id;
  held = (await room.submitted(society)).id;
  scheduled = (await room.submitted(society, aRelease({ publishAt: "2099-01-01T00:00:00Z" }))).id;
  await boss.post(`/v1/admin/releases/${scheduled}/reviews`, { decision: "approve" });
  await room.settled(society, scheduled, "scheduled");
});
afterAll(() => room.close());

type Send = (moment: unknown) => Promise<Reply<any>>;

const submit = (release: object) => society.post("/v1/releases?draft=true", aRelease({ ...release }));
const amend = async (patch: object) => {
  const tag = (await society.get(`/v1/releases/${draft}`)).headers.get("etag") ?? "";
  return society.patch(`/v1/releases/${draft}`, patch, { "if-match": tag });
};

const doors: Readonly<Record<string, readonly [pointer: string, send: Send]>> = {
  "a submission's embargo": ["/embargoedUntil", (embargoedUntil) => submit({ embargoedUntil })],
  "a submission's hour": ["/publishAt", (publishAt) => submit({ publishAt })],
  "a change of the embargo": ["/embargoedUntil", (embargoedUntil) => amend({ embargoedUntil })],
  "an editor's approval": [
    "/publishAt",
    (publishAt) => boss.post(`/v1/admin/releases/${held}/reviews`, { decision: "approve", publishAt }),
  ],
  "the desk's hour": [
    "/publishAt",
    (publishAt) => boss.put(`/v1/admin/releases/${scheduled}/schedule`, { publishAt }),
  ],
  "the desk's embargo": [
    "/embargoedUntil",
    (embargoedUntil) => boss.put(`/v1/admin/releases/${held}/embargo`, { embargoedUntil }),
  ],
};

const at = (timeZone: string, local: string) => ({ local, timeZone });

describe.each(Object.entries(doors))("%s", (_door, [pointer, send]) => {
  it.each([
    ["London", at("Europe/London", "2027-03-28T01:30"), ["2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"]],
    [
      "New York",
      at("America/New_York", "2027-03-14T02:30"),
      ["2027-03-14T06:30:00Z", "2027-03-14T07:30:00Z"],
    ],
    [
      "Lord Howe",
      at("Australia/Lord_Howe", "2027-10-03T02:15"),
      ["2027-10-02T15:15:00Z", "2027-10-02T15:45:00Z"],
    ],
    [
      "Cairo at midnight",
      at("Africa/Cairo", "2027-04-30T00:30"),
      ["2027-04-29T21:30:00Z", "2027-04-29T22:30:00Z"],
    ],
    [
      "Santiago at midnight",
      at("America/Santiago", "2027-09-05T00:30"),
      ["2027-09-05T03:30:00Z", "2027-09-05T04:30:00Z"],
    ],
    [
      "Troll, by two hours",
      at("Antarctica/Troll", "2027-03-28T02:30"),
      ["2027-03-28T00:30:00Z", "2027-03-28T02:30:00Z"],
    ],
    ["Gaza", at("Asia/Gaza", "2027-03-27T02:30"), ["2027-03-26T23:30:00Z", "2027-03-27T00:30:00Z"]],
  ])(
    "refuses a time that clocks skip in %s, and names the instants around it",
    async (_where, moment, choices) => {
      expect(await send(moment)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer, detail: expect.stringContaining("does not exist"), choices }] },
      });
    },
  );

  it.each([
    ["London", at("Europe/London", "2027-10-31T01:30"), ["2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"]],
    [
      "New York",
      at("America/New_York", "2027-11-07T01:30"),
      ["2027-11-07T05:30:00Z", "2027-11-07T06:30:00Z"],
    ],
    [
      "Lord Howe",
      at("Australia/Lord_Howe", "2027-04-04T01:45"),
      ["2027-04-03T14:45:00Z", "2027-04-03T15:15:00Z"],
    ],
    [
      "Cairo, of the day before",
      at("Africa/Cairo", "2027-10-28T23:30"),
      ["2027-10-28T20:30:00Z", "2027-10-28T21:30:00Z"],
    ],
    [
      "Casablanca in Ramadan",
      at("Africa/Casablanca", "2027-02-07T02:30"),
      ["2027-02-07T01:30:00Z", "2027-02-07T02:30:00Z"],
    ],
  ])("refuses a time that clocks show twice in %s, and names both", async (_where, moment, choices) => {
    expect(await send(moment)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer, detail: expect.stringContaining("happens twice"), choices }] },
    });
  });

  it.each([
    ["the 29th of February of a common year", "2027-02-29T09:00:00Z"],
    ["the 30th of February", "2026-02-30T09:00:00Z"],
    ["24 o'clock", "2027-03-28T24:00:00Z"],
    ["a leap second", "2026-12-31T23:59:60Z"],
    ["an offset that nobody knows", "2027-03-28T09:30:00-00:00"],
    ["no offset", "2027-03-28T09:30:00"],
    ["seconds since 1970", "1806220200"],
    ["milliseconds since 1970", 1_806_220_200_000],
    ["the year 0", "0000-01-01T00:00:00Z"],
    ["a year of five digits", "+10000-01-01T00:00:00Z"],
    ["an unknown zone", at("Europe/Marlhaven", "2099-07-01T09:00")],
    ["an offset for a zone", at("+02:00", "2099-07-01T09:00")],
    ["a local time without a zone", { local: "2099-07-01T09:00" }],
    ["a local 30th of February", at("Europe/London", "2098-02-30T09:00")],
    ["a local time with an offset", at("Europe/London", "2099-07-01T09:00+01:00")],
    ["a local 24 o'clock", at("Europe/London", "2099-07-01T24:00")],
  ])("refuses %s", async (_what, moment) => {
    const { status, body } = await send(moment);
    expect([status, body.errors?.[0]?.pointer.slice(0, pointer.length)]).toEqual([422, pointer]);
  });
});

describe("a zone that changes its rules", () => {
  it("leaves the instant as it was answered, and has the desk asked about it once", async () => {
    const { body } = await boss.put(`/v1/admin/releases/${held}/embargo`, {
      embargoedUntil: at("Africa/Casablanca", "2099-03-01T09:00"),
    });
    const { embargoedUntil } = body;
    // As if the zone had been an hour off when the time was given.
    const answered = new Date(Date.parse(embargoedUntil) - 3_600_000).toISOString();
    await room.sql("update releases set embargoed_until = $2 where id = $1", [held, answered]);
    const questions = async () =>
      (await boss.get(`/v1/admin/releases/${held}/events`)).body.items.filter(
        ({ action }: any) => action === "question_time",
      );
    await room.stopWorking();
    for (let start = 0; start < 2; start += 1) {
      await room.startWorking();
      await room.stopWorking();
    }
    await room.startWorking();
    expect(await questions()).toMatchObject([
      { by: { role: "system" }, reason: expect.stringContaining(answered) },
    ]);
    expect((await questions())[0].reason).toContain(embargoedUntil);
    expect((await society.get(`/v1/releases/${held}`)).body.embargoedUntil).toBe(answered);
    expect((await society.get(`/v1/releases/${scheduled}/events`)).text).not.toContain("question_time");
  });
});

describe("an embargo in local time", () => {
  it.each([
    ["of Kathmandu", at("Asia/Kathmandu", "2099-03-28T09:30"), "2099-03-28T03:45:00.000Z"],
    [
      "of São Paulo, which has given up summer time",
      at("America/Sao_Paulo", "2027-10-17T00:30"),
      "2027-10-17T03:30:00.000Z",
    ],
    ["of Tehran, which has too", at("Asia/Tehran", "2027-03-22T00:30"), "2027-03-21T21:00:00.000Z"],
    ["of a zone by its other name", at("US/Eastern", "2027-07-01T12:00"), "2027-07-01T16:00:00.000Z"],
    ["on a leap day", at("UTC", "2028-02-29T09:00"), "2028-02-29T09:00:00.000Z"],
    ["with an offset instead of a zone", "2028-02-29T09:00:00+05:45", "2028-02-29T03:15:00.000Z"],
    ["at the end of time", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
  ])("%s is one instant", async (_what, embargoedUntil, instant) => {
    expect(await submit({ embargoedUntil })).toMatchObject({
      status: 201,
      body: { embargoedUntil: instant },
    });
  });

  it("that was refused with choices may be sent again as one of them", async () => {
    const refused = await submit({ embargoedUntil: at("Europe/London", "2027-10-31T01:30") });
    for (const embargoedUntil of refused.body.errors[0].choices) {
      expect(await submit({ embargoedUntil })).toMatchObject({
        status: 201,
        body: { embargoedUntil: new Date(embargoedUntil).toISOString() },
      });
    }
  });

  it("that the desk moves across a change of clocks keeps to the wall", async () => {
    const embargo = (local: string) =>
      boss.put(`/v1/admin/releases/${held}/embargo`, { embargoedUntil: at("Europe/London", local) });
    expect((await embargo("2099-01-15T09:00")).body.embargoedUntil).toBe("2099-01-15T09:00:00.000Z");
    expect((await embargo("2099-07-15T09:00")).body.embargoedUntil).toBe("2099-07-15T08:00:00.000Z");
  });

  it.each([
    ["a moment ago holds nothing back", -1],
    ["in a moment holds until then", 1],
  ])("%s", async (_what, ms) => {
    const trusted = await room.organization("trusted");
    const embargoedUntil = new Date(room.newsroom.clock.now().getTime() + ms).toISOString();
    const { article } = await room.submitted(trusted, aRelease({ embargoedUntil }));
    const { body } = await room.reader.get(`/v1/articles/${article.id}`);
    expect(body.publishedAt >= embargoedUntil).toBe(true);
  });
});
