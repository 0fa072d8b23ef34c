import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";

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

const queue = async (query: string, by: Client = editor) =>
  (await by.get(`/v1/admin/releases?${query}`)).body.items as Record<string, any>[];
const idsOf = (items: readonly Record<string, any>[]) => items.map(({ id }) => id);

describe("the queue", () => {
  it("shows the one that came first at the top, and the other way round on demand", async () => {
    const club = await room.organization("verified");
    const first = await room.submitted(club);
    const second = await room.submitted(club);
    expect(idsOf(await queue(`organization=${club.id}`))).toEqual([first.id, second.id]);
    expect(idsOf(await queue(`organization=${club.id}&sort=newest`))).toEqual([second.id, first.id]);
  });

  it("is read page by page without losing or repeating any", async () => {
    const club = await room.organization("verified");
    const sent = await Promise.all(Array.from({ length: 5 }, () => room.submitted(club)));
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await editor.get(
        `/v1/admin/releases?organization=${club.id}&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...idsOf(page.body.items));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(idsOf(sent).toSorted());
  });

  it("is filtered by state, by several at once", async () => {
    const club = await room.organization("verified");
    const held = await room.submitted(club);
    const withdrawn = await room.submitted(club);
    await club.post(`/v1/releases/${withdrawn.id}/withdrawal`);
    expect(idsOf(await queue(`organization=${club.id}&status=withdrawn`))).toEqual([withdrawn.id]);
    expect(idsOf(await queue(`organization=${club.id}&status=withdrawn&status=needs_review`))).toEqual([
      held.id,
      withdrawn.id,
    ]);
  });

  it.each([
    ["kind", "kind=sports"],
    ["words in the headline", "q=REGATTA%20ends"],
    ["category", "category=sports"],
  ])("is filtered by %s", async (_what, query) => {
    const club = await room.organization("verified");
    await room.submitted(club);
    const headline = "Marlhaven regatta ends in calm water";
    const release = await room.submitted(club, aRelease({ kind: "sports", headline }));
    await editor.patch(
      `/v1/admin/releases/${release.id}`,
      { category: "sports" },
      { "if-match": await tagOf(release.id) },
    );
    expect(idsOf(await queue(`organization=${club.id}&${query}`))).toEqual([release.id]);
  });

  it("does not take a percent sign in a search for a wildcard", async () => {
    const club = await room.organization("verified");
    await room.submitted(club);
    expect(await queue(`organization=${club.id}&q=%25`)).toEqual([]);
  });

  it("is filtered by who has claimed, or that nobody has", async () => {
    const club = await room.organization("verified");
    const free = await room.submitted(club);
    const taken = await room.submitted(club);
    await editor.put(`/v1/admin/releases/${taken.id}/claim`);
    expect(idsOf(await queue(`organization=${club.id}&claimedBy=${editor.id}`))).toEqual([taken.id]);
    expect(idsOf(await queue(`organization=${club.id}&claimedBy=none`))).toEqual([free.id]);
  });

  it("holds no drafts, since nobody has sent them", async () => {
    const club = await room.organization("verified");
    const draft = await club.post("/v1/releases?draft=true", aRelease());
    expect(await queue(`organization=${club.id}`)).toEqual([]);
    expect(await editor.get(`/v1/admin/releases/${draft.body.id}`)).toMatchObject({ status: 404 });
  });

  it.each([
    "status=lost",
    "sort=best",
    "kind=gossip",
    "limit=0",
    "limit=101",
    "cursor=%22x%22",
    "colour=red",
    "category=%00",
    "publication=%00",
  ])("refuses %s", async (query) => {
    expect(await editor.get(`/v1/admin/releases?${query}`)).toMatchObject({
      status: 422,
      body: { type: "/problems/invalid-request" },
    });
  });

  it("says how many are in each state, and since when the oldest has been", async () => {
    const before = (await editor.get("/v1/admin/releases/counts")).body;
    const release = await waiting();
    const after = (await editor.get("/v1/admin/releases/counts")).body;
    expect(after.needs_review.count).toBe(before.needs_review.count + 1);
    expect(after.needs_review.oldestAt <= release.waiting.since).toBe(true);
    expect(after).not.toHaveProperty("draft");
  });
});

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

  it("does not move the release's entity tag", async () => {
    const { id } = await waiting();
    const before = await tagOf(id);
    await editor.put(`/v1/admin/releases/${id}/claim`);
    expect(await tagOf(id)).toBe(before);
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
