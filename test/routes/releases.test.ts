import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
});
afterAll(() => room.close());

const example = (name: string) => readFile(new URL(`../../examples/files/${name}`, import.meta.url));
const draft = (fields: Record<string, unknown> = {}) =>
  society.post("/v1/releases?draft=true", aRelease(fields));

describe("submitting a release", () => {
  it("answers at once with where to follow it", async () => {
    const submission = await society.post("/v1/releases", aRelease());
    expect(submission).toMatchObject({ status: 201, body: { status: "received", version: 1 } });
    expect(submission.headers.get("location")).toBe(
      `http://dateline.example/v1/releases/${submission.body.id}`,
    );
    expect(submission.headers.get("etag")).toMatch(/^"\d+"$/);
  });

  it("publishes what passes every check and comes from a trusted organisation", async () => {
    const release = await room.submitted(society);
    expect(release).toMatchObject({ status: "published", moderation: { verdict: "pass" } });
  });

  it("sends a release with a placeholder back and says where it is", async () => {
    const release = await room.submitted(society, aFaultyRelease());
    expect(release).toMatchObject({ status: "changes_requested", moderation: { verdict: "fix" } });
    expect(release.moderation.findings).toContainEqual(
      expect.objectContaining({ rule: "BD-09", pointer: "/body" }),
    );
  });

  it("answers with what a later reading shows, until a job moves it", async () => {
    const { body } = await draft({
      tags: ["harbour"],
      person: { name: "Ana Reyes", role: "Chair" },
      kind: "personnel",
    });
    expect((await society.get(`/v1/releases/${body.id}`)).body).toEqual(body);
  });

  it("makes a whole release of what is required, with the defaults", async () => {
    const { headline, body, mediaContact, attestation } = aRelease();
    const reply = await society.post("/v1/releases", { headline, body, mediaContact, attestation });
    expect(reply.body).toMatchObject({
      ...{
        kind: "other",
        bodyFormat: "markdown",
        publication: "main",
        language: null,
        dek: null,
        summary: null,
      },
      ...{
        dateline: null,
        boilerplate: null,
        tags: [],
        tickers: [],
        sourceUrl: null,
        externalRef: null,
        person: null,
      },
      ...{
        embargoedUntil: null,
        publishAt: null,
        event: null,
        attachments: [],
        article: null,
        moderation: null,
      },
    });
  });

  it("keeps what was sent in order, trimmed and in NFC, and no instant but in UTC", async () => {
    const { body } = await draft({
      headline: "  Cafe\u0301 opens at the harbour ",
      language: "EN-gb",
      publishAt: "2027-03-28T09:30:00+02:00",
      tags: ["b", "a"],
    });
    expect(body).toMatchObject({
      ...{ headline: "Caf\u00e9 opens at the harbour", language: "en-GB", tags: ["b", "a"] },
      publishAt: "2027-03-28T07:30:00.000Z",
    });
  });

  it.each([
    ["/attestation", { attestation: undefined }],
    ["/attestation", { attestation: null }],
    ["/attestation/accurate", { attestation: { authorized: true, accurate: false } }],
    ["/attestation/accurate", { attestation: { authorized: true } }],
    ["/publication", { publication: "no-such-paper" }],
    ["/attachments", { attachments: ["00000000-0000-7000-8000-000000000000"] }],
    ["/headline", { headline: "h".repeat(201) }],
    ["/body", { body: " \n " }],
    ["/mediaContact", { mediaContact: undefined }],
    ["/language", { language: "english please" }],
    ["/tickers/0", { tickers: ["AAPL"] }],
    ["/tags", { tags: Array.from({ length: 21 }, (_, index) => `tag ${index}`) }],
    ["/sourceUrl", { sourceUrl: "ftp://society.example" }],
    ["/event/startsAt", { event: { startsAt: "2027-03-28T01:30", timeZone: "Europe/London" } }],
    ["/event/endsAt", { event: { startsAt: "2027-03-28T09:00:00Z", endsAt: "2027-03-28T08:00:00Z" } }],
    ["/status", { status: "published" }],
    ["/organizationId", { organizationId: "00000000-0000-7000-8000-000000000000" }],
  ])("is refused for %s in %j", async (pointer, fields) => {
    const reply = await society.post("/v1/releases", aRelease(fields));
    expect([reply.status, pointers(reply)]).toEqual([422, [pointer]]);
  });

  it("is possible as a draft without an attestation, which the submission then needs", async () => {
    const reply = await draft({ attestation: undefined });
    expect(reply).toMatchObject({
      status: 201,
      body: { status: "draft", allowedActions: ["submit", "withdraw"] },
    });
    const submission = await society.post(`/v1/releases/${reply.body.id}/submission`);
    expect([submission.status, pointers(submission)]).toEqual([422, ["/attestation"]]);
  });

  it("keeps the attestation with its time and address, and shows it to nobody", async () => {
    const { body, text } = await society.post("/v1/releases", aRelease());
    const [event] = await room.sql(
      "select attestation, at from release_events where release_id = $1 and action = 'submit'",
      [body.id],
    );
    expect(event?.attestation).toEqual({ authorized: true, accurate: true, address: "127.0.0.1" });
    expect(text).not.toContain("authorized");
  });

  it("moderates no draft", async () => {
    const { body } = await draft();
    room.clock.travel(3_600_000);
    await room.submitted(society);
    room.clock.travel(-3_600_000);
    expect((await society.get(`/v1/releases/${body.id}`)).body.status).toBe("draft");
  });
});

describe("an external reference", () => {
  it("is taken once in an organisation, and the refusal names the release that has it", async () => {
    const first = await draft({ externalRef: "ref-1" });
    const second = await draft({ externalRef: "ref-1" });
    expectProblem(second, 409, "duplicate-external-ref");
    expect(second.body.releaseId).toBe(first.body.id);
  });

  it("is taken once of thirty-two at once", async () => {
    const replies = await Promise.all(Array.from({ length: 32 }, () => draft({ externalRef: "ref-2" })));
    const [created] = replies.filter(({ status }) => status === 201);
    const refused = replies.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(31);
    expect(new Set(refused.map(({ body }) => body.releaseId))).toEqual(new Set([created?.body.id]));
  });

  it("is another organisation's as well", async () => {
    const club = await room.organization("trusted", "Rowing Club");
    await draft({ externalRef: "ref-3" });
    expect((await club.post("/v1/releases?draft=true", aRelease({ externalRef: "ref-3" }))).status).toBe(201);
  });

  it("cannot be taken by a change either", async () => {
    const first = await draft({ externalRef: "ref-4" });
    const second = await draft();
    const change = await society.patch(
      `/v1/releases/${second.body.id}`,
      { externalRef: "ref-4" },
      { "if-match": '"1"' },
    );
    expectProblem(change, 409, "duplicate-external-ref");
    expect(change.body.releaseId).toBe(first.body.id);
  });
});

describe("an embargo in local time", () => {
  it.each([
    ["2027-03-28T02:30", "Europe/London", "2027-03-28T01:30:00.000Z"],
    ["2027-01-15T09:00", "Asia/Kathmandu", "2027-01-15T03:15:00.000Z"],
    ["2027-07-01T09:00", "America/Sao_Paulo", "2027-07-01T12:00:00.000Z"],
    ["2028-02-29T09:00", "US/Eastern", "2028-02-29T14:00:00.000Z"],
  ])("of %s in %s is %s", async (local, timeZone, instant) => {
    expect((await draft({ embargoedUntil: { local, timeZone } })).body.embargoedUntil).toBe(instant);
  });

  it.each([
    ["2027-03-28T01:30", "Europe/London", ["2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"]],
    ["2027-04-30T00:30", "Africa/Cairo", ["2027-04-29T21:30:00Z", "2027-04-29T22:30:00Z"]],
    ["2027-10-03T02:15", "Australia/Lord_Howe", ["2027-10-02T15:15:00Z", "2027-10-02T15:45:00Z"]],
  ])("of %s in %s, which no clock shows, is refused with its choices", async (local, timeZone, choices) => {
    const reply = await draft({ embargoedUntil: { local, timeZone } });
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
      const reply = await draft({ embargoedUntil: { local, timeZone } });
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
    const reply = await draft({ embargoedUntil });
    expect([reply.status, pointers(reply)]).toEqual([422, ["/embargoedUntil"]]);
  });

  it("is refused with every fault of both times at once", async () => {
    const never = { local: "2027-03-28T01:30", timeZone: "Europe/London" };
    expect(pointers(await draft({ embargoedUntil: never, publishAt: never }))).toEqual([
      "/embargoedUntil",
      "/publishAt",
    ]);
  });
});

describe("changing a release", () => {
  const change = async (path: string, patch: Record<string, unknown>) => {
    const { headers } = await society.get(path);
    return society.patch(path, patch, { "if-match": headers.get("etag") ?? "" });
  };

  it("replaces what is named, clears what is null and keeps the rest, as a new version", async () => {
    const { body: before } = await draft({
      dek: "A line",
      tags: ["a"],
      embargoedUntil: "2027-05-01T09:00:00Z",
    });
    const { body: after } = await change(`/v1/releases/${before.id}`, {
      dek: null,
      embargoedUntil: null,
      tags: ["b"],
    });
    const { updatedAt: _then, ...kept } = before;
    expect(after).toMatchObject({ ...kept, dek: null, embargoedUntil: null, tags: ["b"], version: 2 });
  });

  it("keeps every version, the newest first", async () => {
    const { body } = await draft({ dek: "First" });
    for (const dek of ["Second", "Third"]) await change(`/v1/releases/${body.id}`, { dek });
    const versions = (await society.get(`/v1/releases/${body.id}/versions`)).body.items;
    expect(versions.map(({ number, dek }: any) => [number, dek])).toEqual([
      [3, "Third"],
      [2, "Second"],
      [1, "First"],
    ]);
  });

  it("is in its history, oldest first, by whom and when", async () => {
    const { body } = await draft();
    await change(`/v1/releases/${body.id}`, { dek: "A line" });
    const { items } = (await society.get(`/v1/releases/${body.id}/events`)).body;
    expect(items.map(({ action, to, version, by }: any) => [action, to, version, by.role])).toEqual([
      ["create", "draft", 1, "submitter"],
      ["amend", "draft", 2, "submitter"],
    ]);
  });

  it("takes application/merge-patch+json", async () => {
    const { body } = await draft();
    const headers = { "content-type": "application/merge-patch+json", "if-match": '"1"' };
    expect((await society.patch(`/v1/releases/${body.id}`, '{"dek":"A line"}', headers)).body.dek).toBe(
      "A line",
    );
  });

  it.each([
    ["/headline", { headline: null }],
    ["/mediaContact", { mediaContact: null }],
    ["/publication", { publication: "other" }],
    ["/status", { status: "published" }],
    ["/version", { version: 9 }],
  ])("is refused for %s", async (pointer, patch) => {
    const { body } = await draft();
    expect(pointers(await change(`/v1/releases/${body.id}`, patch))).toEqual([pointer]);
  });

  it("is possible when it was sent back", async () => {
    const { id } = await room.submitted(society, aFaultyRelease());
    expect((await change(`/v1/releases/${id}`, { body: aRelease().body })).body).toMatchObject({
      status: "changes_requested",
      version: 2,
    });
  });

  it("is refused once it is on its way or out, with where it is and what is open", async () => {
    const { id } = await room.submitted(society);
    const refused = await change(`/v1/releases/${id}`, { dek: "Too late" });
    expectProblem(refused, 409, "illegal-transition");
    expect(refused.body).toMatchObject({ state: "published", allowedActions: [] });
  });
});

describe("a release in several parts", () => {
  async function form(release: Record<string, unknown>, ...names: readonly string[]): Promise<FormData> {
    const parts = new FormData();
    parts.set("release", JSON.stringify(release));
    for (const name of names) parts.append("attachments", new Blob([await example(name)]), name);
    return parts;
  }

  it("takes the files beside it, and tells their types by what is in them", async () => {
    const parts = await form(aRelease(), "draft-budget-2027-28.docx", "marlhaven-harbour.jpg");
    const { status, body } = await society.post("/v1/releases", parts);
    const files = await Promise.all(body.attachments.map((id: string) => society.get(`/v1/assets/${id}`)));
    expect(status).toBe(201);
    expect(files.map(({ body: file }) => [file.fileName, file.contentType])).toEqual([
      [
        "draft-budget-2027-28.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      ],
      ["marlhaven-harbour.jpg", "image/jpeg"],
    ]);
  });

  it("takes a part release that says it is JSON, and the draft in the query", async () => {
    const parts = new FormData();
    parts.set("release", new Blob([JSON.stringify(aRelease())], { type: "application/json" }));
    const asFile = await society.post("/v1/releases?draft=true", parts);
    const asField = await society.post("/v1/releases?draft=true", await form(aRelease()));
    expect([asFile.status, asField.status, asField.body.status]).toEqual([201, 201, "draft"]);
  });

  it("has the files that were sent ahead before those beside it", async () => {
    const ahead = new FormData();
    ahead.set("file", new Blob([await example("marlhaven-harbour.jpg")]), "ahead.jpg");
    const { id } = (await society.post("/v1/assets", ahead)).body;
    const { body } = await society.post(
      "/v1/releases",
      await form(aRelease({ attachments: [id] }), "marlhaven-harbour.jpg"),
    );
    expect([body.attachments.length, body.attachments[0]]).toEqual([2, id]);
  });

  it("is refused with more than ten files, however they come, and leaves none", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const parts = new FormData();
      parts.set("file", new Blob([await example("draft-budget-2027-28.docx")]), `${count}.docx`);
      ids.push((await society.post("/v1/assets", parts)).body.id);
    }
    const stored = (await room.storedFiles()).length;
    const six = Array.from({ length: 6 }, () => "draft-budget-2027-28.docx");
    const refused = await society.post("/v1/releases", await form(aRelease({ attachments: ids }), ...six));
    expect([refused.status, pointers(refused)]).toEqual([422, ["/attachments"]]);
    expect((await room.storedFiles()).length).toBe(stored);
  });
});
