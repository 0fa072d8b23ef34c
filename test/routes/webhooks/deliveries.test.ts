import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Receiver } from "../../support/neighbours/receiver.ts";
import { type TestOrganization, until } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";
import { hear, openWebhookRoom, type WebhookRoom } from "../../support/webhook-room.ts";

let room: WebhookRoom;

beforeAll(async () => {
  room = await openWebhookRoom();
});
afterAll(() => room.close());

describe("the log of a webhook", () => {
  let society: TestOrganization;
  let hears: Receiver;
  let path: string;
  const deliveries = async (query = "") => (await society.get(`${path}/deliveries${query}`)).body;

  beforeAll(async () => {
    ({ society, hears, path } = await room.listening());
    await room.submitted(society);
    // Different releases are told of beside each other: what a test names by its place has to have one.
    await hear(hears, 3);
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
