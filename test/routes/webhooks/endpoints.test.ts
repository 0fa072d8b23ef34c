import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../../support/client.ts";
import { isProven } from "../../support/neighbours/receiver.ts";
import { expectProblem, pointers } from "../../support/problems.ts";
import { desk, hear, openWebhookRoom, own, type WebhookRoom } from "../../support/webhook-room.ts";

let room: WebhookRoom;

beforeAll(async () => {
  room = await openWebhookRoom();
});
afterAll(() => room.close());

const eventsAbout = async (id: string) =>
  await room.sql("select * from desk_events where subject = 'webhook' and subject_id = $1 order by id", [id]);

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

  it("refuses an address and a publication at once", async () => {
    const wanted = { url: "ftp://127.0.0.1/", events: ["article.*"], publication: "no-such-paper" };
    expect(pointers(await room.admin.post(desk, wanted))).toEqual(["/publication", "/url"]);
  });

  it("answers with its address and a secret that is never shown again", async () => {
    const { society, id, secret, path } = await room.listening();
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
    const { society, hears, secret, path } = await room.listening(["release.killed"]);
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
    const { society, id, path } = await room.listening();
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

describe("a webhook that is disabled", () => {
  it("is sent nothing and asked nothing of until it is enabled", async () => {
    const { society, hears, path } = await room.listening();
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
    const { hears, society, path } = await room.listening();
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
