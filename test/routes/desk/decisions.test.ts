import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { publishIfDue } from "../../../src/services/pipeline/publish.ts";
import { aFaultyRelease, aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";

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
    { decision: "approve", note: "x" },
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

describe("the hour", () => {
  /** A release that was approved and waits for its hour. */
  async function scheduled(): Promise<Record<string, any>> {
    const { id } = await waiting({ publishAt: hence(60) });
    await review(id, { decision: "approve" });
    return room.settled(society, id, "scheduled");
  }

  it("may be moved, and is kept", async () => {
    const { id } = await scheduled();
    const moved = await editor.put(`/v1/admin/releases/${id}/schedule`, { publishAt: hence(300) });
    expect(moved).toMatchObject({ status: 200, body: { status: "scheduled" } });
    room.clock.travel(61 * minute);
    expect(await publishIfDue(systemContext(room.newsroom, "test"), id)).toBeUndefined();
    room.clock.travel(240 * minute);
    await room.settled(society, id, "published");
  });

  it("may be given as a local time with its zone", async () => {
    const { id } = await scheduled();
    const publishAt = { local: "2099-07-01T09:00", timeZone: "Europe/London" };
    const moved = await editor.put(`/v1/admin/releases/${id}/schedule`, { publishAt });
    expect(moved.body.publishAt).toBe("2099-07-01T08:00:00.000Z");
  });

  it("that a clock skips is refused with what to choose from", async () => {
    const { id } = await scheduled();
    const publishAt = { local: "2027-03-28T01:30", timeZone: "Europe/London" };
    expect(await editor.put(`/v1/admin/releases/${id}/schedule`, { publishAt })).toMatchObject({
      status: 422,
      body: {
        errors: [{ pointer: "/publishAt", choices: ["2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"] }],
      },
    });
  });

  it("that has gone by is refused", async () => {
    const { id } = await scheduled();
    expect(await editor.put(`/v1/admin/releases/${id}/schedule`, { publishAt: hence(-1) })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/publishAt" }] },
    });
  });

  it("may be cleared: then it goes out at once", async () => {
    const { id } = await scheduled();
    await editor.delete(`/v1/admin/releases/${id}/schedule`);
    expect(await room.settled(society, id, "published")).toMatchObject({ publishAt: null });
  });

  it("may be cleared without touching the embargo", async () => {
    const { id } = await waiting({ embargoedUntil: hence(60), publishAt: hence(90) });
    await review(id, { decision: "approve" });
    await room.settled(society, id, "scheduled");
    await editor.delete(`/v1/admin/releases/${id}/schedule`);
    expect(await room.settled(society, id, "scheduled")).toMatchObject({ publishAt: null });
  });

  it("cannot be set before the release is approved", async () => {
    const { id } = await waiting();
    expect(await editor.put(`/v1/admin/releases/${id}/schedule`, { publishAt: hence(60) })).toMatchObject({
      status: 409,
      body: { state: "needs_review" },
    });
  });

  it("of a century from now breaks nothing", async () => {
    const { id } = await scheduled();
    const moved = await editor.put(`/v1/admin/releases/${id}/schedule`, {
      publishAt: "9999-12-31T23:59:59Z",
    });
    expect(moved).toMatchObject({ status: 200, body: { publishAt: "9999-12-31T23:59:59.000Z" } });
    expect(await room.submitted(society)).toMatchObject({ status: "needs_review" });
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
