import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { expectProblem } from "../../support/problems.ts";
import { type DeskRoom, openDeskRoom } from "./desk-room.ts";

const minute = 60_000;
let room: DeskRoom;

beforeAll(async () => {
  room = await openDeskRoom();
});
afterAll(() => room.close());

describe("one release", () => {
  it("shows the desk what it waits for, until when, and what may be done", async () => {
    const { id } = await room.waiting();
    expect((await room.editor.get(`/v1/admin/releases/${id}`)).body).toMatchObject({
      status: "needs_review",
      claim: null,
      waiting: { reason: expect.any(String), dueAt: expect.any(String) },
      allowedActions: ["approve", "reject", "request_changes"],
    });
  });

  it("has a history that reads in order, with who did what", async () => {
    const { id } = await room.waiting();
    const events = (await room.editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(events.map(({ action, by }: any) => [action, by.role])).toEqual([
      ["submit", "submitter"],
      ["moderate", "system"],
      ["hold", "system"],
    ]);
  });

  it("shows a note of the desk's to the desk alone", async () => {
    const { id } = await room.waiting();
    const words = { decision: "reject", reason: "Third time this week", message: "Not news" };
    await room.editor.post(`/v1/admin/releases/${id}/reviews`, words);
    const desk = await room.editor.get(`/v1/admin/releases/${id}/events`);
    const submitter = await room.society.get(`/v1/releases/${id}/events`);
    expect(desk.body.items.at(-1)).toMatchObject({ reason: "Not news", note: "Third time this week" });
    expect(submitter.body.items.at(-1)).toMatchObject({ action: "reject", reason: "Not news" });
    expect(submitter.text).not.toContain("Third time");
  });

  it("keeps its earlier versions, the newest first, with who wrote them", async () => {
    const { id, headline } = await room.waiting();
    await room.editor.patch(
      `/v1/admin/releases/${id}`,
      { headline: "Marlhaven mends" },
      { "if-match": await room.tagOf(id) },
    );
    const versions = (await room.editor.get(`/v1/admin/releases/${id}/versions`)).body.items;
    expect(versions).toMatchObject([
      { number: 2, headline: "Marlhaven mends", author: { role: "editor" } },
      { number: 1, headline, author: { role: "submitter" } },
    ]);
  });

  it.each(["", "/events", "/versions"])("that nobody sent is not found%s", async (part) => {
    const unknown = "01980000-0000-7000-8000-000000000000";
    expect(await room.editor.get(`/v1/admin/releases/${unknown}${part}`)).toMatchObject({ status: 404 });
  });
});

describe("a note", () => {
  it("is a line in the history that the desk reads and the submitter never sees", async () => {
    const { id } = await room.waiting();
    const key = { "idempotency-key": `note-${id}` };
    const noted = await room.editor.post(`/v1/admin/releases/${id}/notes`, { note: "Ask Ruth first" }, key);
    const again = await room.editor.post(`/v1/admin/releases/${id}/notes`, { note: "Ask Ruth first" }, key);
    expect(noted).toMatchObject({
      status: 201,
      body: { action: "note", note: "Ask Ruth first", by: { name: "Ed editor" }, from: "needs_review" },
    });
    expect(again.text).toBe(noted.text);
    const desk = (await room.colleague.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(desk.slice(3)).toEqual([noted.body]);
    const read = await Promise.all(
      ["", "/events", "/versions"].map((part) => room.society.get(`/v1/releases/${id}${part}`)),
    );
    expect(read.map(({ text }) => text).join("")).not.toMatch(/Ask Ruth|"note"/);
  });

  it("has to say something, about a release that the desk sees", async () => {
    const { id } = await room.waiting();
    const draft = await room.society.post("/v1/releases?draft=true", aRelease());
    expectProblem(
      await room.editor.post(`/v1/admin/releases/${id}/notes`, { note: " " }),
      422,
      "invalid-request",
    );
    const unseen = await room.editor.post(`/v1/admin/releases/${draft.body.id}/notes`, { note: "x" });
    expectProblem(unseen, 404, "not-found");
  });
});

describe("an editor's change", () => {
  it("is a new version by the editor, and moves the entity tag", async () => {
    const { id } = await room.waiting();
    const tag = await room.tagOf(id);
    const edit = { headline: "Marlhaven mends its clocks", tags: ["clocks"] };
    const edited = await room.editor.patch(`/v1/admin/releases/${id}`, edit, { "if-match": tag });
    expect(edited).toMatchObject({ status: 200, body: { ...edit, version: 2, status: "needs_review" } });
    expect(edited.headers.get("etag")).not.toBe(tag);
  });

  it("leaves alone what it does not name, and clears what it names as null", async () => {
    const { id, body } = await room.waiting({ dek: "A dek", tags: ["old"] });
    const edited = await room.editor.patch(
      `/v1/admin/releases/${id}`,
      { dek: null },
      { "if-match": await room.tagOf(id) },
    );
    expect(edited.body).toMatchObject({ dek: null, tags: ["old"], body });
  });

  it("may assign subjects and a category", async () => {
    const { id } = await room.waiting();
    const subjects = [{ qcode: "medtop:20000002", name: "arts and entertainment", score: 1 }];
    const edit = { category: "society", subjects };
    expect(
      await room.editor.patch(`/v1/admin/releases/${id}`, edit, { "if-match": await room.tagOf(id) }),
    ).toMatchObject({ status: 200, body: edit });
  });

  it("needs to say what it was decided on", async () => {
    const { id } = await room.waiting();
    expect(await room.editor.patch(`/v1/admin/releases/${id}`, { dek: "x" })).toMatchObject({
      status: 428,
      body: { type: "/problems/precondition-required" },
    });
  });

  it("is refused when somebody else was quicker, with the tag in force", async () => {
    const { id } = await room.waiting();
    const tag = await room.tagOf(id);
    const first = await room.editor.patch(`/v1/admin/releases/${id}`, { dek: "one" }, { "if-match": tag });
    const second = await room.colleague.patch(
      `/v1/admin/releases/${id}`,
      { dek: "two" },
      { "if-match": tag },
    );
    expect(second).toMatchObject({
      status: 412,
      body: { type: "/problems/stale", current: first.headers.get("etag") },
    });
  });

  it("cannot name a category that the publication does not have", async () => {
    const { id } = await room.waiting();
    const refused = await room.editor.patch(
      `/v1/admin/releases/${id}`,
      { category: "gossip" },
      { "if-match": await room.tagOf(id) },
    );
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/category", choices: expect.arrayContaining(["sports"]) }] },
    });
  });

  it.each([
    ["status", { status: "published" }],
    ["organization", { organization: "x" }],
    ["attachments", { attachments: [] }],
    ["publishAt", { publishAt: null }],
    ["version", { version: 9 }],
  ])("cannot touch %s", async (field, edit) => {
    const { id } = await room.waiting();
    const refused = await room.editor.patch(`/v1/admin/releases/${id}`, edit, {
      "if-match": await room.tagOf(id),
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: `/${field}` }] } });
  });

  it("may come while an hour is awaited, and is what goes out", async () => {
    const release = await room.submitted(room.society, aRelease({ publishAt: room.hence(60) }));
    await room.editor.post(`/v1/admin/releases/${release.id}/reviews`, { decision: "approve" });
    await room.settled(room.society, release.id, "scheduled");
    const edit = { headline: `Marlhaven mends its gardens ${release.id}` };
    await room.editor.patch(`/v1/admin/releases/${release.id}`, edit, {
      "if-match": await room.tagOf(release.id),
    });
    room.clock.travel(61 * minute);
    const { article } = await room.settled(room.society, release.id, "published");
    expect((await room.reader.get(`/v1/articles/${article.slug}`)).body.headline).toBe(edit.headline);
  });

  it("is refused once the release is out: then it is corrected instead", async () => {
    const trusted = await room.organization("trusted");
    const { id } = await room.submitted(trusted);
    const refused = await room.editor.patch(
      `/v1/admin/releases/${id}`,
      { dek: "late" },
      { "if-match": await room.tagOf(id) },
    );
    expect(refused).toMatchObject({
      status: 409,
      body: { type: "/problems/illegal-transition", state: "published", allowedActions: ["correct"] },
    });
  });
});
