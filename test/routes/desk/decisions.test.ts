import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";
import { expectProblem, pointers } from "../../support/problems.ts";

const minute = 60_000;
let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom();
  [society, editor] = await Promise.all([room.organization("verified"), room.staff("editor")]);
});
afterAll(() => room.close());

/** An instant so many minutes from now, by the newsroom's clock. */
const hence = (minutes: number) =>
  new Date(room.newsroom.clock.now().getTime() + minutes * minute).toISOString();
const waiting = (given: Record<string, unknown> = {}) => room.submitted(society, aRelease(given));
const review = (id: string, decision: Record<string, unknown>, headers: Record<string, string> = {}) =>
  editor.post(`/v1/admin/releases/${id}/reviews`, decision, headers);

describe("a review", () => {
  it("that approves has the release published", async () => {
    const { id } = await waiting();
    expect(await review(id, { decision: "approve" })).toMatchObject({
      status: 201,
      body: { status: "approved", waiting: null },
    });
    expect(await room.settled(society, id, "published")).toMatchObject({
      article: { url: expect.stringContaining("/v1/articles/") },
    });
  });

  it("that refuses tells the submitter why", async () => {
    const { id } = await waiting();
    await review(id, { decision: "reject", message: "This is an advertisement." });
    const events = await society.get(`/v1/releases/${id}/events`);
    expect(events.body.items.at(-1)).toMatchObject({
      to: "rejected",
      by: { role: "editor", name: "Ed editor" },
      reason: "This is an advertisement.",
    });
  });

  it("that asks for changes opens the copy to the submitter again", async () => {
    const { id } = await waiting();
    await review(id, { decision: "request_changes", message: "Who is Ruth?" });
    expect((await society.get(`/v1/releases/${id}`)).body).toMatchObject({
      status: "changes_requested",
      allowedActions: ["resubmit", "withdraw"],
    });
  });

  it.each(["reject", "request_changes"])("that decides to %s sets no hour", async (decision) => {
    const { id } = await waiting();
    const decided = await review(id, { decision, message: "Not news", publishAt: hence(60) });
    expect(decided).toMatchObject({ status: 422, body: { errors: [{ pointer: "/publishAt" }] } });
  });

  it("names all that is wrong with it, for an edit too", async () => {
    const { id } = await waiting();
    const hidden = { decision: "reject", category: "astrology", publishAt: hence(60) };
    const late = { decision: "approve", category: "astrology", reason: "advertising", publishAt: hence(-1) };
    const named = await Promise.all([
      review(id, hidden),
      review(id, { ...hidden, note: "" }),
      review(id, { ...hidden, message: "" }),
      review(id, late),
      editor.patch(
        `/v1/admin/releases/${id}`,
        { headline: "", category: "astrology" },
        { "if-match": '"1"' },
      ),
    ]);
    expect(named.map((reply) => [reply.status, ...pointers(reply)])).toEqual([
      [422, "/category", "/message", "/publishAt"],
      [422, "/category", "/message", "/note", "/publishAt"],
      [422, "/category", "/message", "/publishAt"],
      [422, "/category", "/publishAt", "/reason"],
      [422, "/category", "/headline"],
    ]);
  });

  it.each(["reject", "request_changes"])("that decides to %s must say why", async (decision) => {
    const { id } = await waiting();
    expect(await review(id, { decision })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/message" }] },
    });
  });

  it("keeps the reason for the desk where there is a message for the submitter", async () => {
    const { id } = await waiting();
    await review(id, { decision: "reject", message: "Not news", reason: "The usual suspects" });
    const desk = await editor.get(`/v1/admin/releases/${id}/events`);
    expect(desk.body.items.at(-1)).toMatchObject({ reason: "Not news", note: "The usual suspects" });
    expect((await society.get(`/v1/releases/${id}/events`)).text).not.toContain("suspects");
  });

  it("by a code has the submitter read its message, and the record keep the code", async () => {
    const { id } = await waiting();
    const { body } = await editor.get("/v1/admin/publications/main/reasons");
    const { message } = body.items.find(({ code }: any) => code === "advertising");
    const decided = await review(id, {
      decision: "request_changes",
      reason: "advertising",
      message: "Mostly the third paragraph.",
      note: "Their third this month",
    });
    expect(decided).toMatchObject({ status: 201, body: { reasonCode: "advertising" } });
    const said = { reason: `${message}\n\nMostly the third paragraph.`, reasonCode: "advertising" };
    const submitters = await society.get(`/v1/releases/${id}/events`);
    expect(submitters.body.items.at(-1)).toMatchObject({ action: "request_changes", ...said });
    expect(submitters.text).not.toContain("third this month");
    const desk = (await editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(desk.at(-1)).toMatchObject({ ...said, note: "Their third this month" });
  });

  it("by a code alone says enough", async () => {
    const { id } = await waiting();
    expect(await review(id, { decision: "reject", reason: "not-news" })).toMatchObject({ status: 201 });
    expect((await society.get(`/v1/releases/${id}/events`)).body.items.at(-1)).toMatchObject({
      reason: "This is not news for our readers.",
      reasonCode: "not-news",
    });
  });

  it("cannot go by the code of another decision, and names those there are", async () => {
    const { id } = await waiting();
    const refused = await review(id, { decision: "request_changes", reason: "not-news" });
    expectProblem(refused, 422, "invalid-request");
    const [{ pointer, choices }] = refused.body.errors;
    expect(pointer).toBe("/reason");
    expect(choices).toContain("advertising");
    expect(choices).not.toContain("not-news");
  });

  it("by a note alone says nothing to the submitter, and is refused", async () => {
    const { id } = await waiting();
    expectProblem(await review(id, { decision: "reject", note: "No" }), 422, "invalid-request");
  });

  it("keeps a note for the desk with an approval, and no code where none was given", async () => {
    const { id } = await waiting();
    const decided = await review(id, { decision: "approve", note: "Called Ruth: all true" });
    expect(decided).toMatchObject({ status: 201, body: { reasonCode: null } });
    const desk = (await editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(desk.find(({ action }: any) => action === "approve")).toMatchObject({
      note: "Called Ruth: all true",
      reason: null,
    });
    await room.settled(society, id, "published");
    expect((await society.get(`/v1/releases/${id}/events`)).text).not.toContain("all true");
  });

  it("at once with another on the same reading: one decides, and the other is told that it is decided", async () => {
    const { id } = await waiting();
    const tag = { "if-match": (await editor.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "" };
    const answers = await Promise.all(
      ["reject", "request_changes"].map((decision) => review(id, { decision, message: "No" }, tag)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it("may put the release into another section", async () => {
    const { id } = await waiting();
    await review(id, { decision: "approve", category: "sports" });
    const { article } = await room.settled(society, id, "published");
    const published = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(published.body.category).toEqual({ slug: "sports", name: "Sports" });
  });

  it("cannot put it into a section that there is not, and names those there are", async () => {
    const { id } = await waiting();
    expect(await review(id, { decision: "approve", category: "gossip" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/category", choices: expect.arrayContaining(["sports"]) }] },
    });
    expect((await society.get(`/v1/releases/${id}`)).body.status).toBe("needs_review");
  });

  it("may set the hour at which it goes out", async () => {
    const { id } = await waiting();
    await review(id, { decision: "approve", publishAt: hence(30) });
    await room.settled(society, id, "scheduled");
    room.clock.travel(31 * minute);
    expect(await room.settled(society, id, "published")).toMatchObject({ status: "published" });
  });

  it("may drop the submitter's wish for an hour", async () => {
    const { id } = await waiting({ publishAt: hence(600) });
    await review(id, { decision: "approve", publishAt: null });
    expect(await room.settled(society, id, "published")).toMatchObject({ publishAt: null });
  });

  it("is refused when somebody has decided already, with what is allowed now", async () => {
    const { id } = await waiting();
    await review(id, { decision: "reject", message: "No" });
    expect(await review(id, { decision: "approve" })).toMatchObject({
      status: 409,
      body: { type: "/problems/illegal-transition", state: "rejected", allowedActions: [] },
    });
  });

  it("on an old reading is refused where the reading was named", async () => {
    const { id } = await waiting();
    const read = await editor.get(`/v1/admin/releases/${id}`);
    const tag = { "if-match": read.headers.get("etag") ?? "" };
    await editor.patch(`/v1/admin/releases/${id}`, { dek: "A change" }, tag);
    expect(await review(id, { decision: "approve" }, tag)).toMatchObject({ status: 412 });
  });

  it("with an idempotency key is made once and answered the same again", async () => {
    const { id } = await waiting();
    const key = { "idempotency-key": `review-${id}` };
    const first = await review(id, { decision: "reject", message: "No" }, key);
    const again = await review(id, { decision: "reject", message: "No" }, key);
    expect(again).toMatchObject({ status: 201, text: first.text });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });

  it.each([
    { decision: "publish" },
    { decision: "approve", message: "" },
    { decision: "approve", publishAt: "tomorrow" },
    { decision: "approve", colour: "red" },
    {},
  ])("that cannot be understood is refused: %j", async (decision) => {
    expect(await review("01980000-0000-7000-8000-000000000000", decision)).toMatchObject({ status: 422 });
  });
});

describe("many reviews at once", () => {
  it("are answered each on its own: one refusal leaves the others alone", async () => {
    const [held, other, done] = await Promise.all([waiting(), waiting(), waiting()]);
    await review(done.id, { decision: "reject", message: "No" });
    const unknown = "01980000-0000-7000-8000-000000000000";
    const bulk = { releases: [held.id, done.id, unknown, other.id], decision: "approve" };
    const { body } = await editor.post("/v1/admin/reviews", bulk);
    expect(body.results.map(({ id, status }: any) => [id, status])).toEqual([
      [held.id, 201],
      [done.id, 409],
      [unknown, 404],
      [other.id, 201],
    ]);
    expect(body.results[1].problem).toMatchObject({ type: "/problems/illegal-transition", status: 409 });
    await room.settled(society, other.id, "published");
  });

  it("give each the words, the code, the note and the hour, and each refusal what a program can act on", async () => {
    const [first, second, taken] = await Promise.all([waiting(), waiting(), waiting()]);
    const boss = await room.staff("managing_editor");
    await boss.put(`/v1/admin/releases/${taken.id}/claim`);
    const releases = [first.id, second.id, taken.id];
    const words = { decision: "reject", reason: "already-known", note: "See Monday's" };
    const { body } = await editor.post("/v1/admin/reviews", { releases, ...words });
    expect(body.results).toMatchObject([
      { status: 201, release: { status: "rejected", reasonCode: "already-known" } },
      { status: 201, release: { status: "rejected", reasonCode: "already-known" } },
      { status: 409, problem: { type: "/problems/already-claimed", holder: { id: boss.id } } },
    ]);
    for (const { id } of [first, second]) {
      const events = (await editor.get(`/v1/admin/releases/${id}/events`)).body.items;
      expect(events.at(-1)).toMatchObject({ reasonCode: "already-known", note: "See Monday's" });
    }
    const hour = hence(60);
    const approval = { releases: [(await waiting()).id, (await waiting()).id], decision: "approve" };
    await editor.post("/v1/admin/reviews", { ...approval, publishAt: hour });
    for (const id of approval.releases) {
      expect(await room.settled(society, id, "scheduled")).toMatchObject({ publishAt: hour });
    }
  });

  it("leave alone what has changed since the editor read it in the queue", async () => {
    const [read, changed, plain] = [await waiting(), await waiting(), await waiting()];
    const { body: queue } = await editor.get("/v1/admin/releases?status=needs_review&limit=100");
    const seen = ({ id }: { id?: string }) => ({
      id,
      ifMatch: queue.items.find((item: any) => item.id === id).etag,
    });
    for (const { id } of [changed, plain]) {
      const { headers } = await editor.get(`/v1/admin/releases/${id}`);
      await editor.patch(`/v1/admin/releases/${id}`, { dek: "Mended" }, { "if-match": headers.get("etag")! });
    }
    const releases = [seen(read), seen(changed), plain.id, { id: plain.id }];
    const { body } = await editor.post("/v1/admin/reviews", { releases, decision: "approve" });
    expect(body.results).toMatchObject([
      { id: read.id, status: 201 },
      { id: changed.id, status: 412, problem: { type: "/problems/stale" } },
      { id: plain.id, status: 201 },
    ]);
    expect(body.results).toHaveLength(3);
  });

  it("decide once about a release that is named twice", async () => {
    const { id } = await waiting();
    const bulk = { releases: [id, id], decision: "reject", message: "No" };
    const { body } = await editor.post("/v1/admin/reviews", bulk);
    expect(body.results).toMatchObject([{ id, status: 201, release: { status: "rejected" } }]);
  });

  it("with an idempotency key are made once and answered the same again", async () => {
    const { id } = await waiting();
    const bulk = { releases: [id], decision: "reject", message: "No" };
    const key = { "idempotency-key": `bulk-${id}` };
    const first = await editor.post("/v1/admin/reviews", bulk, key);
    const again = await editor.post("/v1/admin/reviews", bulk, key);
    expect(first.body.results[0].status).toBe(201);
    expect(again).toMatchObject({ status: first.status, text: first.text });
  });

  it.each([[[]], [["x"]], [Array.from({ length: 101 }, () => "01980000-0000-7000-8000-000000000000")]])(
    "need from one to a hundred releases",
    async (releases) => {
      expect(await editor.post("/v1/admin/reviews", { releases, decision: "approve" })).toMatchObject({
        status: 422,
      });
    },
  );
});

describe("the section that the desk chose", () => {
  const elsewhere = "science";
  /** Sends a release back, and in again with another suggestion. */
  const sentInAgain = async (id: string) => {
    const { headers } = await society.get(`/v1/releases/${id}`);
    const suggestion = { category: "sports", dek: "Mended" };
    await society.patch(`/v1/releases/${id}`, suggestion, { "if-match": headers.get("etag") ?? "" });
    await society.post(`/v1/releases/${id}/submission`);
    return room.settled(society, id, "needs_review");
  };

  it("stands when the release is sent in again, whoever suggests what", async () => {
    const { id } = await waiting();
    await editor.patch(`/v1/admin/releases/${id}`, { category: elsewhere }, { "if-match": '"1"' });
    await review(id, { decision: "request_changes", message: "Who is Ruth?" });
    expect(await sentInAgain(id)).toMatchObject({ version: 3, category: elsewhere });
  });

  it("stands too when it was chosen with the decision, and not when none was", async () => {
    const [chosen, other] = [await waiting(), await waiting()];
    const sendBack = { decision: "request_changes", message: "Who is Ruth?" };
    await review(chosen.id, { ...sendBack, category: elsewhere });
    await review(other.id, sendBack);
    expect(await sentInAgain(chosen.id)).toMatchObject({ category: elsewhere });
    expect((await sentInAgain(other.id)).category).not.toBe(elsewhere);
  });
});

describe("a release that was sent back", () => {
  it("comes again with the mended copy and is judged anew", async () => {
    const sent = await room.submitted(society, aFaultyRelease());
    const tag = (await society.get(`/v1/releases/${sent.id}`)).headers.get("etag") ?? "";
    await society.patch(`/v1/releases/${sent.id}`, { body: aRelease().body }, { "if-match": tag });
    await society.post(`/v1/releases/${sent.id}/submission`);
    const release = await room.settled(society, sent.id, "needs_review");
    expect(release.moderation.findings.map(({ rule }: any) => rule)).not.toContain("BD-09");
  });
});
