import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";

const minute = 60_000;
let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };
let colleague: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom();
  [society, editor, colleague] = await Promise.all([
    room.organization("verified"),
    room.staff("editor"),
    room.staff("editor"),
  ]);
});
afterAll(() => room.close());

/** A release that waits for an editor. */
async function waiting(given: Record<string, unknown> = {}): Promise<Record<string, any>> {
  const release = await room.submitted(society, aRelease(given));
  expect(release.status).toBe("needs_review");
  return release;
}

async function tagOf(id: string): Promise<string> {
  return (await editor.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
}

describe("one release", () => {
  it("shows the desk what it waits for, until when, and what may be done", async () => {
    const { id } = await waiting();
    expect((await editor.get(`/v1/admin/releases/${id}`)).body).toMatchObject({
      status: "needs_review",
      claim: null,
      waiting: { reason: expect.any(String), dueAt: expect.any(String) },
      allowedActions: ["approve", "reject", "request_changes"],
    });
  });

  it("has a history that reads in order, with who did what", async () => {
    const { id } = await waiting();
    const events = (await editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(events.map(({ action, by }: any) => [action, by.role])).toEqual([
      ["submit", "submitter"],
      ["moderate", "system"],
      ["hold", "system"],
    ]);
  });

  it("shows a note of the desk's to the desk alone", async () => {
    const { id } = await waiting();
    const words = { decision: "reject", reason: "Third time this week", message: "Not news" };
    await editor.post(`/v1/admin/releases/${id}/reviews`, words);
    const desk = await editor.get(`/v1/admin/releases/${id}/events`);
    const submitter = await society.get(`/v1/releases/${id}/events`);
    expect(desk.body.items.at(-1)).toMatchObject({ reason: "Not news", note: "Third time this week" });
    expect(submitter.body.items.at(-1)).toMatchObject({ action: "reject", reason: "Not news" });
    expect(submitter.text).not.toContain("Third time");
  });

  it("keeps its earlier versions, the newest first, with who wrote them", async () => {
    const { id, headline } = await waiting();
    await editor.patch(
      `/v1/admin/releases/${id}`,
      { headline: "Marlhaven mends" },
      { "if-match": await tagOf(id) },
    );
    const versions = (await editor.get(`/v1/admin/releases/${id}/versions`)).body.items;
    expect(versions).toMatchObject([
      { number: 2, headline: "Marlhaven mends", author: { role: "editor" } },
      { number: 1, headline, author: { role: "submitter" } },
    ]);
  });

  it.each(["", "/events", "/versions"])("that nobody sent is not found%s", async (part) => {
    const unknown = "01980000-0000-7000-8000-000000000000";
    expect(await editor.get(`/v1/admin/releases/${unknown}${part}`)).toMatchObject({ status: 404 });
  });
});

describe("a claim", () => {
  it("says who has it, and until when", async () => {
    const { id } = await waiting();
    const claimed = await editor.put(`/v1/admin/releases/${id}/claim`);
    const minutes = (Date.parse(claimed.body.claim.until) - room.newsroom.clock.now().getTime()) / minute;
    expect(claimed).toMatchObject({ status: 200, body: { claim: { id: editor.id } } });
    expect(minutes).toBeGreaterThan(14.8);
    expect(minutes).toBeLessThanOrEqual(15.01);
  });

  it("is refused to a second editor with the holder and the end", async () => {
    const { id } = await waiting();
    const held = await editor.put(`/v1/admin/releases/${id}/claim`);
    const refused = await colleague.put(`/v1/admin/releases/${id}/claim`);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        type: "/problems/already-claimed",
        holder: { id: editor.id, name: "Ed editor" },
        until: held.body.claim.until,
      },
    });
  });

  it("goes to one of two who reach for it at once", async () => {
    const { id } = await waiting();
    const claims = await Promise.all(
      [editor, colleague].map((by) => by.put(`/v1/admin/releases/${id}/claim`)),
    );
    expect(claims.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("keeps others from deciding, editing and scheduling", async () => {
    const { id } = await waiting();
    const tag = await tagOf(id);
    await editor.put(`/v1/admin/releases/${id}/claim`);
    const path = `/v1/admin/releases/${id}`;
    const refused = await Promise.all([
      colleague.post(`${path}/reviews`, { decision: "approve" }),
      colleague.patch(path, { headline: "Mine" }, { "if-match": tag }),
      colleague.put(`${path}/schedule`, { publishAt: "2099-01-01T00:00:00Z" }),
      colleague.delete(`${path}/claim`),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
    expect(new Set(refused.map(({ body }) => body.type))).toEqual(new Set(["/problems/already-claimed"]));
  });

  it("may be ended by a managing editor, and by its holder", async () => {
    const { id } = await waiting();
    const boss = await room.staff("managing_editor");
    await editor.put(`/v1/admin/releases/${id}/claim`);
    expect(await boss.delete(`/v1/admin/releases/${id}/claim`)).toMatchObject({
      status: 200,
      body: { claim: null },
    });
    const ended = (await editor.get(`/v1/admin/releases/${id}/events`)).body.items.at(-1);
    expect(ended).toMatchObject({ action: "unclaim", by: { role: "managing_editor" } });
    expect(ended.note).toBe("Somebody else had claimed it.");
    await colleague.put(`/v1/admin/releases/${id}/claim`);
    expect(await colleague.delete(`/v1/admin/releases/${id}/claim`)).toMatchObject({ status: 200 });
    expect(await editor.put(`/v1/admin/releases/${id}/claim`)).toMatchObject({ status: 200 });
  });

  it("ends by itself after fifteen minutes of the database's clock", async () => {
    const { id } = await waiting();
    await editor.put(`/v1/admin/releases/${id}/claim`);
    room.clock.travel(15 * minute + 1);
    expect((await editor.get(`/v1/admin/releases/${id}`)).body.claim).toBeNull();
    expect(await colleague.put(`/v1/admin/releases/${id}/claim`)).toMatchObject({
      status: 200,
      body: { claim: { id: colleague.id } },
    });
  });

  it("is renewed by work", async () => {
    const { id } = await waiting();
    await editor.put(`/v1/admin/releases/${id}/claim`);
    room.clock.travel(10 * minute);
    await editor.patch(`/v1/admin/releases/${id}`, { dek: "At last" }, { "if-match": await tagOf(id) });
    room.clock.travel(10 * minute);
    expect(await colleague.put(`/v1/admin/releases/${id}/claim`)).toMatchObject({ status: 409 });
  });

  it("leaves a line in the history, once, however often it is renewed", async () => {
    const { id } = await waiting();
    await editor.put(`/v1/admin/releases/${id}/claim`);
    await editor.put(`/v1/admin/releases/${id}/claim`);
    await editor.delete(`/v1/admin/releases/${id}/claim`);
    const events = (await editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(events.map(({ action }: any) => action).slice(3)).toEqual(["claim", "unclaim"]);
  });

  it("is over with the decision", async () => {
    const { id } = await waiting();
    await editor.put(`/v1/admin/releases/${id}/claim`);
    const decided = await editor.post(`/v1/admin/releases/${id}/reviews`, {
      decision: "request_changes",
      message: "Who is Ruth?",
    });
    expect(decided.body.claim).toBeNull();
  });

  it("is taken over by a managing editor who says why, and by no editor", async () => {
    const { id } = await waiting();
    const boss = await room.staff("managing_editor");
    const takeover = { takeover: { reason: "Ed is ill, and it is due at noon" } };
    await editor.put(`/v1/admin/releases/${id}/claim`);
    expectProblem(await boss.put(`/v1/admin/releases/${id}/claim`), 409, "already-claimed");
    expectProblem(await colleague.put(`/v1/admin/releases/${id}/claim`, takeover), 403, "forbidden");
    expectProblem(await boss.put(`/v1/admin/releases/${id}/claim`, { takeover: {} }), 422, "invalid-request");
    expect(await boss.put(`/v1/admin/releases/${id}/claim`, takeover)).toMatchObject({
      status: 200,
      body: { claim: { id: boss.id } },
    });
    expectProblem(await editor.put(`/v1/admin/releases/${id}/claim`), 409, "already-claimed");
    const desk = (await editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(desk.at(-1)).toMatchObject({ action: "takeover", note: takeover.takeover.reason });
    const submitters = await society.get(`/v1/releases/${id}/events`);
    expect(submitters.text).not.toMatch(/takeover|Ed is ill/);
    const mails = await room.sql(
      `select s.id from mails m join staff s on s.email = m.to_address
        where m.letter = 'takeover' and m.about ->> 'eventId' = $1`,
      [desk.at(-1).id],
    );
    expect(mails).toEqual([{ id: editor.id }]);
  });

  it("that is taken over is told to no holder who does not want to know", async () => {
    const { id } = await waiting();
    const boss = await room.staff("managing_editor");
    await room.sql("update staff set notices = '{}' where id = $1", [colleague.id]);
    await colleague.put(`/v1/admin/releases/${id}/claim`);
    await boss.put(`/v1/admin/releases/${id}/claim`, { takeover: { reason: "Due at noon" } });
    const { items } = (await boss.get(`/v1/admin/releases/${id}/events`)).body;
    expect(items.at(-1).action).toBe("takeover");
    const mails = await room.sql(
      "select id from mails where letter = 'takeover' and about ->> 'eventId' = $1",
      [items.at(-1).id],
    );
    expect(mails).toEqual([]);
  });

  it("that nobody else has is no takeover, whatever was said", async () => {
    const { id } = await waiting();
    const boss = await room.staff("managing_editor");
    const takeover = { takeover: { reason: "In case somebody has it" } };
    await boss.put(`/v1/admin/releases/${id}/claim`, takeover);
    await boss.put(`/v1/admin/releases/${id}/claim`, takeover);
    const events = (await boss.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(events.map(({ action }: any) => action).slice(3)).toEqual(["claim"]);
  });

  it("goes to one of two who take it over at once, after the other", async () => {
    const { id } = await waiting();
    const bosses = await Promise.all([room.staff("managing_editor"), room.staff("managing_editor")]);
    await editor.put(`/v1/admin/releases/${id}/claim`);
    const answers = await Promise.all(
      bosses.map((by) => by.put(`/v1/admin/releases/${id}/claim`, { takeover: { reason: "Due at noon" } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const events = (await editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(events.filter(({ action }: any) => action === "takeover")).toHaveLength(2);
    const { claim } = (await editor.get(`/v1/admin/releases/${id}`)).body;
    const last = (await editor.get(`/v1/admin/events?subjectId=${id}&action=takeover&limit=1`)).body.items[0];
    expect(claim.id).toBe(last.by.id);
  });

  it("is renewed by a note of its holder's, and by nobody else's", async () => {
    const { id } = await waiting();
    await editor.put(`/v1/admin/releases/${id}/claim`);
    const untilOf = async () => (await editor.get(`/v1/admin/releases/${id}`)).body.claim.until;
    const first = await untilOf();
    room.clock.travel(minute);
    await colleague.post(`/v1/admin/releases/${id}/notes`, { note: "She called back." });
    expect(await untilOf()).toBe(first);
    await editor.post(`/v1/admin/releases/${id}/notes`, { note: "Thanks." });
    expect((await untilOf()) > first).toBe(true);
  });

  it("does not move the release's entity tag", async () => {
    const { id } = await waiting();
    const before = await tagOf(id);
    await editor.put(`/v1/admin/releases/${id}/claim`);
    expect(await tagOf(id)).toBe(before);
  });
});

describe("a note", () => {
  it("is a line in the history that the desk reads and the submitter never sees", async () => {
    const { id } = await waiting();
    const key = { "idempotency-key": `note-${id}` };
    const noted = await editor.post(`/v1/admin/releases/${id}/notes`, { note: "Ask Ruth first" }, key);
    const again = await editor.post(`/v1/admin/releases/${id}/notes`, { note: "Ask Ruth first" }, key);
    expect(noted).toMatchObject({
      status: 201,
      body: { action: "note", note: "Ask Ruth first", by: { name: "Ed editor" }, from: "needs_review" },
    });
    expect(again.text).toBe(noted.text);
    const desk = (await colleague.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(desk.slice(3)).toEqual([noted.body]);
    const read = await Promise.all(
      ["", "/events", "/versions"].map((part) => society.get(`/v1/releases/${id}${part}`)),
    );
    expect(read.map(({ text }) => text).join("")).not.toMatch(/Ask Ruth|"note"/);
  });

  it("has to say something, about a release that the desk sees", async () => {
    const { id } = await waiting();
    const draft = await society.post("/v1/releases?draft=true", aRelease());
    expectProblem(await editor.post(`/v1/admin/releases/${id}/notes`, { note: " " }), 422, "invalid-request");
    const unseen = await editor.post(`/v1/admin/releases/${draft.body.id}/notes`, { note: "x" });
    expectProblem(unseen, 404, "not-found");
  });
});

describe("an editor's change", () => {
  it("is a new version by the editor, and moves the entity tag", async () => {
    const { id } = await waiting();
    const tag = await tagOf(id);
    const edit = { headline: "Marlhaven mends its clocks", tags: ["clocks"] };
    const edited = await editor.patch(`/v1/admin/releases/${id}`, edit, { "if-match": tag });
    expect(edited).toMatchObject({ status: 200, body: { ...edit, version: 2, status: "needs_review" } });
    expect(edited.headers.get("etag")).not.toBe(tag);
  });

  it("leaves alone what it does not name, and clears what it names as null", async () => {
    const { id, body } = await waiting({ dek: "A dek", tags: ["old"] });
    const edited = await editor.patch(
      `/v1/admin/releases/${id}`,
      { dek: null },
      { "if-match": await tagOf(id) },
    );
    expect(edited.body).toMatchObject({ dek: null, tags: ["old"], body });
  });

  it("may assign subjects and a category", async () => {
    const { id } = await waiting();
    const subjects = [{ qcode: "medtop:20000002", name: "arts and entertainment", score: 1 }];
    const edit = { category: "society", subjects };
    expect(
      await editor.patch(`/v1/admin/releases/${id}`, edit, { "if-match": await tagOf(id) }),
    ).toMatchObject({ status: 200, body: edit });
  });

  it("needs to say what it was decided on", async () => {
    const { id } = await waiting();
    expect(await editor.patch(`/v1/admin/releases/${id}`, { dek: "x" })).toMatchObject({
      status: 428,
      body: { type: "/problems/precondition-required" },
    });
  });

  it("is refused when somebody else was quicker, with the tag in force", async () => {
    const { id } = await waiting();
    const tag = await tagOf(id);
    const first = await editor.patch(`/v1/admin/releases/${id}`, { dek: "one" }, { "if-match": tag });
    const second = await colleague.patch(`/v1/admin/releases/${id}`, { dek: "two" }, { "if-match": tag });
    expect(second).toMatchObject({
      status: 412,
      body: { type: "/problems/stale", current: first.headers.get("etag") },
    });
  });

  it("cannot name a category that the publication does not have", async () => {
    const { id } = await waiting();
    const refused = await editor.patch(
      `/v1/admin/releases/${id}`,
      { category: "gossip" },
      { "if-match": await tagOf(id) },
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
    const { id } = await waiting();
    const refused = await editor.patch(`/v1/admin/releases/${id}`, edit, { "if-match": await tagOf(id) });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: `/${field}` }] } });
  });

  it("may come while an hour is awaited, and is what goes out", async () => {
    const release = await room.submitted(society, aRelease({ publishAt: hence(60) }));
    await editor.post(`/v1/admin/releases/${release.id}/reviews`, { decision: "approve" });
    await room.settled(society, release.id, "scheduled");
    const edit = { headline: `Marlhaven mends its gardens ${release.id}` };
    await editor.patch(`/v1/admin/releases/${release.id}`, edit, { "if-match": await tagOf(release.id) });
    room.clock.travel(61 * minute);
    const { article } = await room.settled(society, release.id, "published");
    expect((await room.reader.get(`/v1/articles/${article.slug}`)).body.headline).toBe(edit.headline);
  });

  it("is refused once the release is out: then it is corrected instead", async () => {
    const trusted = await room.organization("trusted");
    const { id } = await room.submitted(trusted);
    const refused = await editor.patch(
      `/v1/admin/releases/${id}`,
      { dek: "late" },
      { "if-match": await tagOf(id) },
    );
    expect(refused).toMatchObject({
      status: 409,
      body: { type: "/problems/illegal-transition", state: "published", allowedActions: ["correct"] },
    });
  });
});

/** An instant so many minutes from now, by the newsroom's clock. */
function hence(minutes: number): string {
  return new Date(room.newsroom.clock.now().getTime() + minutes * minute).toISOString();
}
