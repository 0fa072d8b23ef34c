import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { keysOfChange, type PublicChange } from "../../src/domain/answers/surrogate-keys.ts";
import { deliverTo } from "../../src/services/webhooks/deliver.ts";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { isProven, openReceiver, type Receiver } from "../support/neighbours/receiver.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

let room: TestNewsroom;
const receivers: Receiver[] = [];

beforeAll(async () => {
  room = await openNewsroom({ env: { WEBHOOK_ALLOW_PRIVATE: "true", RATE_LIMITS: "off" } });
});
afterAll(async () => {
  await room.close();
  for (const receiver of receivers) await receiver.close();
});

const own = "/v1/organizations/me/webhooks";
const desk = "/v1/admin/webhooks";

async function receiver(): Promise<Receiver> {
  const opened = await openReceiver();
  receivers.push(opened);
  return opened;
}

/** An organisation and somebody who hears of its releases. */
async function listening(events: readonly string[] = ["release.*"]) {
  const [society, hears] = [await room.organization(), await receiver()];
  const { body } = await society.post(own, { url: hears.url, events });
  return { society, hears, id: body.id as string, secret: body.secret as string, path: `${own}/${body.id}` };
}

const typesOf = ({ received }: Receiver) => received.map(({ body }) => body.type);
const hear = (hears: Receiver, count: number) =>
  until(
    () => hears.received.length >= count,
    () => `Only ${typesOf(hears)} came, not ${count}`,
  );
const eventsAbout = async (id: string) =>
  await room.sql("select * from desk_events where subject = 'webhook' and subject_id = $1 order by id", [id]);

describe("an organisation's webhook", () => {
  it("is told of every move of its releases, signed, in order", async () => {
    const { society, hears, secret } = await listening();
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
    const { society, hears } = await listening(["release.changes_requested"]);
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
    const { society, hears } = await listening(["release.withdrawn"]);
    const other = await listening();
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
    const { society, hears } = await listening(["release.received", "release.published"]);
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
    const hears = await receiver();
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
    const hears = await receiver();
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

describe("adding a webhook", () => {
  it.each([
    [{ url: "http://user:pw@127.0.0.1:9/" }, "/url"],
    [{ url: "ftp://127.0.0.1/" }, "/url"],
    [{ events: [] }, "/events"],
    [{ events: ["article.published"] }, "/events/0"],
    [{ events: ["release.*", "webhook.test"] }, "/events/1"],
    [{ secret: "whsec_mine" }, "/secret"],
  ])("refuses %j", async (given, pointer) => {
    const society = await room.organization();
    const refused = await society.post(own, {
      url: "http://127.0.0.1:9999/",
      events: ["release.*"],
      ...given,
    });
    expect([refused.status, pointers(refused)]).toEqual([422, [pointer]]);
  });

  it("answers with its address and a secret that is never shown again", async () => {
    const { society, id, secret, path } = await listening();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const read = await society.get(path);
    expect(read.body).toMatchObject({ id, description: null, disabledReason: null, pausedUntil: null });
    const log = JSON.stringify(await room.sql("select * from desk_events"));
    const rows = JSON.stringify(await room.sql("select encode(secret, 'escape') from webhooks"));
    for (const text of [read.text, (await society.get(own)).text, log, rows])
      expect(text).not.toContain(secret.slice(6));
  });

  it("stops at ten, also when two come at once", async () => {
    const society = await room.organization();
    const add = () => society.post(own, { url: "http://127.0.0.1:9999/", events: ["release.killed"] });
    for (let count = 0; count < 9; count += 1) await add();
    const replies = await Promise.all([add(), add(), add()]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect((await society.get(own)).body.items).toHaveLength(10);
  });
});

describe("the secret", () => {
  it("may be changed, and both sign until the overlap ends", async () => {
    const { society, hears, secret, path } = await listening(["release.killed"]);
    const rotated = await society.post(`${path}/secret-rotations`, { overlapHours: 1 });
    expect(rotated.status).toBe(201);
    expect(Date.parse(rotated.body.previousSecretUntil)).toBeGreaterThan(Date.now());
    await society.post(`${path}/tests`);
    await hear(hears, 1);
    const [first] = hears.received;
    expect(String(first!.headers["webhook-signature"]).split(" ")).toHaveLength(2);
    expect([isProven(first!, secret), isProven(first!, rotated.body.secret)]).toEqual([true, true]);
    await room.sql("update webhooks set previous_until = now() - interval '1 second' where url = $1", [
      hears.url,
    ]);
    await society.post(`${path}/tests`);
    await hear(hears, 2);
    const second = hears.received[1]!;
    expect([isProven(second, secret), isProven(second, rotated.body.secret)]).toEqual([false, true]);
  });
});

describe("the record", () => {
  it("says who changed what about a webhook, and keeps what lets a sender in to itself", async () => {
    const { society, id, path } = await listening();
    await society.patch(path, { url: "http://127.0.0.1:9999/t0ken?key=k3pt", events: ["release.killed"] });
    await society.post(`${path}/secret-rotations`, {});
    await society.patch(path, { disabled: true });
    await society.delete(path);
    const events = await eventsAbout(id);
    expect(events.map(({ action, actor_id }) => [action, actor_id])).toEqual(
      ["create", "change", "rotate_secret", "change", "delete"].map((action) => [action, society.id]),
    );
    expect(events[1]!.changes).toMatchObject({
      before: { events: ["release.*"] },
      after: { events: ["release.killed"] },
    });
    expect(JSON.stringify(events)).not.toMatch(/t0ken|k3pt|whsec/);
    expectProblem(await society.get(path), 404, "not-found");
  });
});

describe("the log of a webhook", () => {
  let society: TestOrganization;
  let hears: Receiver;
  let path: string;
  const deliveries = async (query = "") => (await society.get(`${path}/deliveries${query}`)).body;

  beforeAll(async () => {
    ({ society, hears, path } = await listening());
    await room.submitted(society);
    await room.submitted(society);
    await hear(hears, 6);
    await until(async () => (await deliveries("?status=delivered")).items.length === 6);
  });

  it("lists what was sent and what came of it, in pages", async () => {
    const first = await deliveries("?limit=4");
    const second = await deliveries(`?limit=4&cursor=${first.nextCursor}`);
    const items = [...first.items, ...second.items];
    expect(second.nextCursor).toBeNull();
    expect(items.map(({ id }) => id)).toEqual(
      hears.received
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    expect(items[0]).toMatchObject({
      ...{ type: "release.published", status: "delivered", attempts: 1, nextAttemptAt: null },
      lastTry: { status: 204, failure: null, tookMs: expect.any(Number) },
    });
  });

  it("is filtered by type, release, status and time", async () => {
    const { items } = await deliveries();
    const release = items[0].release;
    const counts = async (query: string) => (await deliveries(query)).items.length;
    expect(await counts("?type=release.received")).toBe(2);
    expect(await counts(`?release=${release}`)).toBe(3);
    expect(await counts("?status=failed")).toBe(0);
    const [newest, oldest] = [items[0].createdAt, items[5].createdAt];
    expect(await counts(`?to=${newest}`)).toBe(5);
    expect(await counts(`?from=${newest}&to=${oldest}`)).toBe(0);
  });

  it("shows one with its words and its tries", async () => {
    const [message] = hears.received;
    const one = await society.get(`${path}/deliveries/${message!.id}`);
    expect(one.body).toMatchObject({ payload: message!.body, tries: [{ status: 204 }] });
    expectProblem(await society.get(`${path}/deliveries/${society.id}`), 404, "not-found");
  });

  it("sends one again, under its id and with its bytes", async () => {
    const [message] = hears.received;
    const replay = await society.post(`${path}/deliveries/${message!.id}/replay`);
    expect(replay).toMatchObject({ status: 202, body: { id: message!.id, status: "due", attempts: 0 } });
    await hear(hears, 7);
    const again = hears.received.at(-1)!;
    expect([again.id, again.text]).toEqual([message!.id, message!.text]);
    await until(async () => (await deliveries("?status=delivered")).items.length === 6);
  });

  it("sends a stretch of time again, once when it is asked for twice at once", async () => {
    const { items } = await deliveries();
    const from = items.find(({ id }: any) => id === hears.received[3]!.id).createdAt;
    const before = hears.received.length;
    const key = { "idempotency-key": `replay-${path}` };
    const replies = [
      await society.post(`${path}/replays`, { from }, key),
      await society.post(`${path}/replays`, { from }, key),
    ];
    expect(replies.map(({ status, body }) => [status, body.replayed])).toEqual([
      [202, 3],
      [202, 3],
    ]);
    await hear(hears, before + 3);
    await until(async () => (await deliveries("?status=delivered")).items.length === 6);
    const again = hears.received.slice(before).map(({ id }) => id);
    expect(again).toEqual(hears.received.slice(3, 6).map(({ id }) => id));
  });
});

describe("a webhook that is disabled", () => {
  it("is sent nothing and asked nothing of until it is enabled", async () => {
    const { society, hears, path } = await listening();
    await society.patch(path, { disabled: true });
    await room.submitted(society);
    expect((await society.get(path)).body).toMatchObject({ disabled: true, disabledReason: "owner" });
    expectProblem(await society.post(`${path}/tests`), 409, "webhook-disabled");
    expectProblem(
      await society.post(`${path}/replays`, { from: "2026-01-01T00:00:00Z" }),
      409,
      "webhook-disabled",
    );
    expect((await society.patch(path, { disabled: false })).body).toMatchObject({ disabled: false });
    await room.submitted(society);
    await hear(hears, 3);
    expect((await society.get(`${path}/deliveries`)).body.items).toHaveLength(3);
  });
});

describe("somebody else's webhook", () => {
  it("is not there", async () => {
    const { hears, society, path } = await listening();
    await society.post(`${path}/tests`);
    await hear(hears, 1);
    const delivery = hears.received[0]!.id;
    const stranger: Client = await room.organization();
    for (const reply of [
      await stranger.get(path),
      await stranger.patch(path, { disabled: true }),
      await stranger.delete(path),
      await stranger.get(`${path}/deliveries`),
      await stranger.get(`${path}/deliveries/${delivery}`),
      await stranger.post(`${path}/deliveries/${delivery}/replay`),
      await stranger.post(`${path}/replays`, { from: "2026-01-01T00:00:00Z" }),
      await stranger.post(`${path}/tests`),
      await stranger.post(`${path}/secret-rotations`, {}),
      await room.admin.get(`${desk}/${path.split("/").at(-1)}`),
    ])
      expectProblem(reply, 404, "not-found");
    expect((await stranger.get(own)).body.items).toEqual([]);
  });

  it("cannot be asked about with a key that has no scope for it", async () => {
    const society = await room.organization();
    const { body } = await society.post("/v1/organizations/me/keys", {
      label: "no hooks",
      scopes: ["release:read"],
    });
    const reply = await fetch(`${room.origin}${own}`, {
      headers: { authorization: `Bearer ${body.apiKey}` },
    });
    expect(reply.status).toBe(403);
  });
});

describe("where the operator allows no private addresses", () => {
  let guarded: TestNewsroom;
  let address: string;
  beforeAll(async () => {
    const resolver = { addresses: async () => [address], texts: async () => [] };
    guarded = await openNewsroom({ working: false, resolver });
  });
  afterAll(() => guarded.close());

  it.each([
    ...[
      "http://hooks.town.example/",
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://0x7f.1/",
      "https://localhost/",
    ],
    ...["https://169.254.169.254/latest", "https://[::ffff:10.0.0.1]/", "https://10.0.0.1:8443/"],
  ])("a webhook cannot be at %s", async (url) => {
    const society = await guarded.organization();
    const refused = await society.post(own, { url, events: ["release.*"] });
    expect([refused.status, pointers(refused)]).toEqual([422, ["/url"]]);
    const { body } = await society.post(own, { url: "https://hooks.town.example/", events: ["release.*"] });
    const moved = await society.patch(`${own}/${body.id}`, { url });
    expect([moved.status, pointers(moved)]).toEqual([422, ["/url"]]);
  });

  it("nothing is sent to a name that stands for a private address by then", async () => {
    const [society, hears] = [await guarded.organization(), await receiver()];
    const url = `https://hooks.town.example:${new URL(hears.url).port}/hook`;
    const { body } = await society.post(own, { url, events: ["release.*"] });
    address = "127.0.0.1";
    const { body: test } = await society.post(`${own}/${body.id}/tests`);
    await deliverTo(systemContext(guarded.newsroom, "deliver"), body.id);
    const { body: delivery } = await society.get(`${own}/${body.id}/deliveries/${test.id}`);
    expect(delivery).toMatchObject({
      ...{ status: "due", attempts: 1, release: null },
      tries: [{ status: null, failure: "private-address" }],
    });
    expect(hears.received).toEqual([]);
  });
});
