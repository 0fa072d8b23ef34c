import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../../support/builders.ts";
import { pointers } from "../../support/problems.ts";
import { openSubmittingRoom, type SubmittingRoom } from "./submitting-room.ts";

let room: SubmittingRoom;

beforeAll(async () => {
  room = await openSubmittingRoom();
});
afterAll(() => room.close());

const example = (name: string) => readFile(new URL(`../../../examples/files/${name}`, import.meta.url));

describe("submitting a release", () => {
  it("answers at once with where to follow it", async () => {
    const submission = await room.society.post("/v1/releases", aRelease());
    expect(submission).toMatchObject({ status: 201, body: { status: "received", version: 1 } });
    expect(submission.headers.get("location")).toBe(
      `http://dateline.example/v1/releases/${submission.body.id}`,
    );
    expect(submission.headers.get("etag")).toMatch(/^"\d+"$/);
  });

  it("publishes what passes every check and comes from a trusted organisation", async () => {
    const release = await room.submitted(room.society);
    expect(release).toMatchObject({ status: "published", moderation: { verdict: "pass" } });
  });

  it("sends a release with a placeholder back and says where it is", async () => {
    const release = await room.submitted(room.society, aFaultyRelease());
    expect(release).toMatchObject({ status: "changes_requested", moderation: { verdict: "fix" } });
    expect(release.moderation.findings).toContainEqual(
      expect.objectContaining({ rule: "BD-09", pointer: "/body" }),
    );
  });

  it("answers with what a later reading shows, until a job moves it", async () => {
    const { body } = await room.draft({
      tags: ["harbour"],
      person: { name: "Ana Reyes", role: "Chair" },
      kind: "personnel",
    });
    expect((await room.society.get(`/v1/releases/${body.id}`)).body).toEqual(body);
  });

  it("makes a whole release of what is required, with the defaults", async () => {
    const { headline, body, mediaContact, attestation } = aRelease();
    const reply = await room.society.post("/v1/releases", { headline, body, mediaContact, attestation });
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
    const { body } = await room.draft({
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
    const reply = await room.society.post("/v1/releases", aRelease(fields));
    expect([reply.status, pointers(reply)]).toEqual([422, [pointer]]);
  });

  const nobodys = "00000000-0000-7000-8000-000000000000";

  it.each([
    [
      "is well-formed",
      { attestation: null, attachments: [nobodys], publication: "no-such-paper" },
      ["/attachments", "/attestation", "/publication"],
    ],
    [
      "is not, with its query",
      { headline: "", attestation: null, attachments: [nobodys], publication: "no-such-paper" },
      ["/attachments", "/attestation", "/draft", "/headline", "/publication"],
    ],
    [
      "is not where it would be looked up",
      { attestation: { authorized: true }, attachments: ["x"], publication: "\u0000" },
      ["/attachments/0", "/attestation/accurate", "/publication"],
    ],
    [
      "has an event, and a character that cannot be kept",
      {
        event: { startsAt: "2027-03-28T01:30", endsAt: "then", timeZone: "Europe/London", venue: "" },
        category: "a\u0000",
        publishAt: { local: "2027-03-28T01:30", timeZone: "Europe/London" },
        publication: "no-such-paper",
      },
      ["/category", "/event/endsAt", "/event/startsAt", "/event/venue", "/publication", "/publishAt"],
    ],
  ])(
    "is refused with every fault at once, what is looked up too, where it %s",
    async (_how, fields, expected) => {
      const query = expected.includes("/draft") ? "?draft=perhaps" : "";
      const reply = await room.society.post(`/v1/releases${query}`, aRelease(fields));
      expect([reply.status, pointers(reply)]).toEqual([422, expected]);
      const checked = await room.society.post("/v1/checks", aRelease(fields));
      const ofCopy = expected.filter(
        (pointer) => !["/attestation", "/attachments", "/draft"].includes(pointer),
      );
      expect(pointers(checked)).toEqual(ofCopy);
    },
  );

  it("names all that is wrong with a change, and with a submission", async () => {
    const { body } = await room.draft({ attestation: null });
    const path = `/v1/releases/${body.id}`;
    const patch = { headline: "", attachments: [nobodys] };
    const changed = await room.society.patch(path, patch, { "if-match": '"1"' });
    const submitted = await room.society.post(`${path}/submission`, { haste: true });
    expect([pointers(changed), pointers(submitted)]).toEqual([
      ["/attachments", "/headline"],
      ["/attestation", "/haste"],
    ]);
  });

  it("is possible as a draft without an attestation, which the submission then needs", async () => {
    const reply = await room.draft({ attestation: undefined });
    expect(reply).toMatchObject({
      status: 201,
      body: { status: "draft", allowedActions: ["submit", "withdraw"] },
    });
    const submission = await room.society.post(`/v1/releases/${reply.body.id}/submission`);
    expect([submission.status, pointers(submission)]).toEqual([422, ["/attestation"]]);
  });

  it("keeps the attestation with its time and address, and shows it to nobody", async () => {
    const { body, text } = await room.society.post("/v1/releases", aRelease());
    const [event] = await room.sql(
      "select attestation, at from release_events where release_id = $1 and action = 'submit'",
      [body.id],
    );
    expect(event?.attestation).toEqual({ authorized: true, accurate: true, address: "127.0.0.1" });
    expect(text).not.toContain("authorized");
  });

  it("moderates no draft", async () => {
    const { body } = await room.draft();
    room.clock.travel(3_600_000);
    await room.submitted(room.society);
    room.clock.travel(-3_600_000);
    expect((await room.society.get(`/v1/releases/${body.id}`)).body.status).toBe("draft");
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
    const { status, body } = await room.society.post("/v1/releases", parts);
    const files = await Promise.all(
      body.attachments.map((id: string) => room.society.get(`/v1/assets/${id}`)),
    );
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
    const asFile = await room.society.post("/v1/releases?draft=true", parts);
    const asField = await room.society.post("/v1/releases?draft=true", await form(aRelease()));
    expect([asFile.status, asField.status, asField.body.status]).toEqual([201, 201, "draft"]);
  });

  it("has the files that were sent ahead before those beside it", async () => {
    const ahead = new FormData();
    ahead.set("file", new Blob([await example("marlhaven-harbour.jpg")]), "ahead.jpg");
    const { id } = (await room.society.post("/v1/assets", ahead)).body;
    const { body } = await room.society.post(
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
      ids.push((await room.society.post("/v1/assets", parts)).body.id);
    }
    const stored = (await room.storedFiles()).length;
    const six = Array.from({ length: 6 }, () => "draft-budget-2027-28.docx");
    const refused = await room.society.post(
      "/v1/releases",
      await form(aRelease({ attachments: ids }), ...six),
    );
    expect([refused.status, pointers(refused)]).toEqual([422, ["/attachments"]]);
    expect((await room.storedFiles()).length).toBe(stored);
  });
});
