import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keysOfChange, type PublicChange } from "../../../src/domain/answers/surrogate-keys.ts";
import { aFaultyRelease, aRelease } from "../../support/builders.ts";
import { isProven } from "../../support/neighbours/receiver.ts";
import { expectProblem, pointers } from "../../support/problems.ts";
import { desk, hear, openWebhookRoom, typesOf, type WebhookRoom } from "../../support/webhook-room.ts";

let room: WebhookRoom;

beforeAll(async () => {
  room = await openWebhookRoom();
});
afterAll(() => room.close());

describe("an organisation's webhook", () => {
  it("is told of every move of its releases, signed, in order", async () => {
    const { society, hears, secret } = await room.listening();
    const release = await room.submitted(society, aRelease({ externalRef: "ref-1" }));
    await hear(hears, 3);
    expect(typesOf(hears)).toEqual(["release.received", "release.approved", "release.published"]);
    expect(hears.received.filter((message) => isProven(message, secret))).toHaveLength(3);
    const last = hears.received[2]!;
    const { id, slug, url } = release.article;
    expect(last.body).toEqual({
      type: "release.published",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: {
        release: { id: release.id, externalRef: "ref-1", status: "published", version: 1 },
        article: { id, slug, url, version: 1 },
        reason: null,
        notice: null,
      },
    });
    expect(last.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Dateline-Webhooks",
    });
  });

  it("is told why a release was sent back, in the words of the release, and nothing of what it says", async () => {
    const { society, hears } = await room.listening(["release.changes_requested"]);
    const sent = aFaultyRelease();
    const release = await room.submitted(society, sent);
    await hear(hears, 1);
    const [message] = hears.received;
    const { body } = await society.get(`/v1/releases/${release.id}/events`);
    const { reason } = body.items.find(({ action }: any) => action === "request_changes");
    expect(message!.body.data).toMatchObject({ reason, article: null });
    expect(message!.text).not.toContain(String(sent.headline));
  });

  it("hears nothing of what others send, of the desk's notes, or of what it did not ask for", async () => {
    const { society, hears } = await room.listening(["release.withdrawn"]);
    const other = await room.listening();
    const editor = await room.staff("editor");
    const held = await room.organization("verified");
    const release = await room.submitted(held);
    await editor.post(`/v1/admin/releases/${release.id}/reviews`, {
      decision: "approve",
      note: "Secret word",
    });
    const mine = await society.post(
      "/v1/releases",
      aRelease({ publishAt: new Date(Date.now() + 9e6).toISOString() }),
    );
    await room.settled(society, mine.body.id, "scheduled");
    await society.post(`/v1/releases/${mine.body.id}/withdrawal`, {});
    await hear(hears, 1);
    expect(typesOf(hears)).toEqual(["release.withdrawn"]);
    expect(other.hears.received).toEqual([]);
  });

  it("is told of a release that is received again after it was sent back", async () => {
    const { society, hears } = await room.listening(["release.received", "release.published"]);
    const release = await room.submitted(society, aFaultyRelease());
    const { headers } = await society.get(`/v1/releases/${release.id}`);
    const match = { "if-match": headers.get("etag")! };
    await society.patch(`/v1/releases/${release.id}`, { body: aRelease().body }, match);
    await society.post(`/v1/releases/${release.id}/submission`, {});
    await hear(hears, 3);
    expect(typesOf(hears)).toEqual(["release.received", "release.received", "release.published"]);
  });
});

describe("a publication's webhook", () => {
  it("is told what becomes public, is corrected and is killed, with the notices", async () => {
    const hears = await room.receiver();
    const made = await room.admin.post(desk, { publication: "main", url: hears.url, events: ["article.*"] });
    expect(made.body).toMatchObject({ publication: "main", events: ["article.*"], disabled: false });
    const { article } = await room.submitted(await room.organization());
    const at = `/v1/admin/articles/${article.id}`;
    const { headers } = await room.admin.get(`/v1/articles/${article.id}`);
    const correction = { changes: { headline: "Marlhaven Society mends its boats" }, notice: "Not books" };
    await room.admin.post(`${at}/corrections`, correction, { "if-match": headers.get("etag")! });
    await room.admin.put(`${at}/retraction`, { reason: "Asked to", notice: "Taken down", kill: true });
    await hear(hears, 3);
    expect(
      hears.received.map(({ body: { type, data } }) => [type, data.notice, data.article.slug, data.reason]),
    ).toEqual([
      ["article.published", null, article.slug, null],
      ["article.corrected", "Not books", "marlhaven-society-mends-its-boats", null],
      ["article.killed", "Taken down", "marlhaven-society-mends-its-boats", null],
    ]);
    await room.admin.delete(`${desk}/${made.body.id}`);
  });

  it("tells a cache what to forget, by the keys of what changed, if it asks for that by name", async () => {
    const hears = await room.receiver();
    await room.admin.post(desk, { publication: "main", url: hears.url, events: ["cache.purge"] });
    const { article } = await room.submitted(await room.organization());
    const at = `/v1/admin/articles/${article.id}`;
    const { headers } = await room.admin.get(`/v1/articles/${article.id}`);
    const correction = { changes: { category: "health" }, notice: "It is about health" };
    await room.admin.post(`${at}/corrections`, correction, { "if-match": headers.get("etag")! });
    await room.admin.put(`${at}/retraction`, { reason: "Asked to", notice: "Taken down" });
    await hear(hears, 3);
    const changes = await room.sql(
      `select publication, action, article_id as "articleId", version, kind, organization_id as "organizationId",
         category_slug as category, former_category_slug as "formerCategory"
       from article_changes where article_id = $1 order by position`,
      [article.id],
    );
    expect(hears.received.map(({ body }) => [body.type, body.data.surrogateKeys.toSorted()])).toEqual(
      changes.map((change) => ["cache.purge", keysOfChange(change as PublicChange).toSorted()]),
    );
  });

  it("is its own administrators' to see and to change, and nobody else's", async () => {
    await room.admin.post("/v1/admin/publications", { slug: "gazette", name: "Gazette", timeZone: "UTC" });
    const bound = await room.staff("admin", "gazette");
    const { body: mine } = await bound.post(desk, {
      publication: "gazette",
      url: "http://127.0.0.1:9999/",
      events: ["article.*"],
    });
    const { body: theirs } = await room.admin.post(desk, {
      publication: "main",
      url: "http://127.0.0.1:9999/",
      events: ["article.killed"],
    });
    expect((await bound.get(desk)).body.items.map(({ id }: any) => id)).toEqual([mine.id]);
    expect((await room.admin.get(`${desk}?publication=gazette`)).body.items).toMatchObject([{ id: mine.id }]);
    for (const reply of [
      await bound.get(`${desk}/${theirs.id}`),
      await bound.patch(`${desk}/${theirs.id}`, { disabled: true }),
      await bound.delete(`${desk}/${theirs.id}`),
      await bound.get(`${desk}/${theirs.id}/deliveries`),
      await bound.post(`${desk}/${theirs.id}/tests`),
      await bound.post(`${desk}/${theirs.id}/secret-rotations`, {}),
      await bound.post(`${desk}/${theirs.id}/replays`, { from: "2026-01-01T00:00:00Z" }),
    ])
      expectProblem(reply, 404, "not-found");
    const elsewhere = await bound.post(desk, {
      publication: "main",
      url: "http://127.0.0.1:9999/",
      events: ["article.*"],
    });
    expect([elsewhere.status, pointers(elsewhere)]).toEqual([422, ["/publication"]]);
    await room.admin.delete(`${desk}/${theirs.id}`);
  });
});
