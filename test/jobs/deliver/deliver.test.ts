import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { transact } from "../../../src/services/transact.ts";
import { transition } from "../../../src/services/transition.ts";
import { aRelease } from "../../support/builders.ts";
import { until } from "../../support/newsroom.ts";
import { own } from "../../support/webhook-room.ts";
import { type DeliveryRoom, holding, openDeliveryRoom } from "./delivery-room.ts";

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;
let room: DeliveryRoom;

beforeAll(async () => {
  room = await openDeliveryRoom();
});
afterAll(() => room.close());

describe("delivering", () => {
  it("makes each delivery once when it runs several times at once, and again", async () => {
    const { id, hears, published } = await room.endpoint(["release.*"]);
    await published();
    await published();
    await Promise.all([room.deliver(id), room.deliver(id), room.deliver(id)]);
    await room.deliver(id);
    expect(hears.taken).toHaveLength(6);
    expect(new Set(hears.taken).size).toBe(6);
    expect((await room.rows(id)).map(({ status, attempts }) => [status, attempts])).toEqual(
      Array.from({ length: 6 }, () => ["delivered", 1]),
    );
  });

  it("sends nothing before its time, nothing to an endpoint that is not there, and nothing that was removed", async () => {
    const { id, society, hears, published } = await room.endpoint();
    hears.behave(() => 500);
    await published();
    await room.deliver(id);
    await room.deliver(id);
    await room.deliver("01980000-0000-7000-8000-000000000000");
    expect(hears.received).toHaveLength(1);
    await society.delete(`${own}/${id}`);
    room.clock.travel(minute);
    await room.deliver(id);
    expect(hears.received).toHaveLength(1);
    expect(await room.rows(id)).toEqual([]);
  });

  it("writes nothing when its lease ended while it waited, and the message came again under the same id", async () => {
    const { id, hears, published } = await room.endpoint();
    const { held, behave } = holding(hears);
    behave();
    await published();
    const sleeper = room.deliver(id);
    await until(() => held.length === 1);
    room.clock.travel(26 * second);
    hears.behave(() => 204);
    await room.deliver(id);
    held[0]!.writeHead(500).end();
    await sleeper;
    expect(new Set(hears.received.map((message) => message.id)).size).toBe(1);
    expect(hears.received).toHaveLength(2);
    expect((await room.tries(id)).map(({ status }) => status)).toEqual([204]);
    expect(await room.row(id)).toMatchObject({ status: "delivered", attempts: 1 });
    expect(await room.webhook(id)).toMatchObject({ failures: 0, lease_id: null });
  });

  it("signs by the secrets of the moment, though the overlap of two ends while it runs", async () => {
    const { id, society, hears, published } = await room.endpoint();
    const { held, behave } = holding(hears);
    behave();
    await society.post(`${own}/${id}/secret-rotations`, { overlapHours: 1 });
    await published();
    const run = room.deliver(id);
    await until(() => held.length === 1);
    await room.sql("update webhooks set previous_until = now() - interval '1 second' where id = $1", [id]);
    await published();
    await until(() => held.length === 2);
    for (const response of held) response.writeHead(204).end();
    await run;
    const signatures = hears.received.map(({ headers }) => String(headers["webhook-signature"]).split(" "));
    expect(signatures.map(({ length }) => length)).toEqual([2, 1]);
  });

  it("goes on at the other place when the endpoint moves while it delivers", async () => {
    const { id, society, hears, published } = await room.endpoint();
    const { held, behave } = holding(hears);
    behave();
    for (let count = 0; count < 9; count += 1) await published();
    const before = room.deliver(id);
    await until(() => held.length === 8);
    const elsewhere = await room.receiver();
    await society.patch(`${own}/${id}`, { url: elsewhere.url });
    for (const response of held) response.writeHead(204).end();
    await before;
    await room.deliver(id);
    expect(hears.received).toHaveLength(8);
    expect(elsewhere.taken.toSorted()).toEqual(
      (await room.rows(id)).map((delivery) => delivery.id).toSorted(),
    );
  });

  it("sends again, the same bytes under the same id, when the answer was lost", async () => {
    const { id, hears, published } = await room.endpoint();
    hears.behave((_message, response) => {
      response.destroy();
      return undefined;
    });
    await published();
    await room.deliver(id);
    hears.behave(() => 204);
    await room.toNextTry(id);
    await room.deliver(id);
    const [first, again] = hears.received;
    expect([again!.id, again!.text]).toEqual([first!.id, first!.text]);
    expect(again!.headers["webhook-timestamp"]).not.toBe(first!.headers["webhook-timestamp"]);
    expect((await room.tries(id)).map(({ status, failure }) => status ?? failure)).toEqual(["reset", 204]);
  });

  it("gets every event to a receiver that fails nine times of ten, one id each, in each release's order", async () => {
    const { id, hears, published } = await room.endpoint(["release.*"]);
    let asked = 0;
    hears.behave(() => {
      asked += 1;
      return asked % 10 === 0 ? 200 : 503;
    });
    const releases = [await published(), await published(), await published(), await published()];
    const left = async () => (await room.rows(id)).filter(({ status }) => status === "due").length;
    while ((await left()) > 0) {
      await room.toNextTry(id);
      await room.deliver(id);
    }
    const made = await room.rows(id);
    expect(made.map(({ status }) => status)).toEqual(made.map(() => "delivered"));
    expect(hears.taken.toSorted()).toEqual(made.map((delivery) => delivery.id).toSorted());
    for (const release of releases) {
      const inOrder = made.filter(({ release_id }) => release_id === release).map((delivery) => delivery.id);
      expect(hears.taken.filter((taken) => inOrder.includes(taken))).toEqual(inOrder);
    }
  });

  it("keeps a release's later events behind one that fails, and nothing else", async () => {
    const { id, hears, published } = await room.endpoint(["release.*"]);
    const stuck = await published();
    hears.behave(({ body }) => (body.data.release.id === stuck ? 500 : 204));
    const free = await published();
    await room.deliver(id);
    const heardOf = (release: string) =>
      hears.received.filter(({ body }) => body.data.release.id === release).map(({ body }) => body.type);
    expect(heardOf(stuck)).toEqual(["release.received"]);
    expect(heardOf(free)).toEqual(["release.received", "release.approved", "release.published"]);
    hears.behave(() => 204);
    await room.toNextTry(id);
    await room.deliver(id);
    expect(heardOf(stuck).slice(1)).toEqual(["release.received", "release.approved", "release.published"]);
  });
});

describe("a delivery", () => {
  it("is there exactly if the move that it tells of was committed", async () => {
    const { id, society } = await room.endpoint(["release.*"]);
    const { body } = await society.post("/v1/releases", aRelease());
    const moving = transact(room.system(), async (tx) => {
      expect(await transition(tx, room.system(), body.id, "moderate")).toBeDefined();
      throw new Error("The process has an accident");
    });
    await expect(moving).rejects.toThrow("accident");
    expect(await room.rows(id)).toEqual([]);
    await moderateRelease(room.system(), body.id);
    expect((await room.rows(id)).map(({ type }) => type)).toEqual(["release.received", "release.approved"]);
  });

  it("does not hold up the move when its endpoint is removed at that moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, society } = await room.endpoint(["release.*"]);
      const { body } = await society.post("/v1/releases", aRelease());
      const [moved, removed] = await Promise.all([
        moderateRelease(room.system(), body.id),
        society.delete(`${own}/${id}`),
      ]);
      expect([moved?.status, removed.status]).toEqual(["approved", 204]);
      expect(await room.rows(id)).toEqual([]);
    }
  });

  it("is found by the sweep when nobody was told of it, and removed from the log after thirty days", async () => {
    const { id, hears, published } = await room.endpoint();
    await published();
    room.clock.travel(6 * second);
    await room.startWorking();
    await until(() => hears.taken.length === 1);
    await until(async () => (await room.row(id)).status === "delivered");
    room.clock.travel(30 * day + minute);
    await until(async () => (await room.rows(id)).length === 0);
    await room.stopWorking();
  });
});

describe("one dead endpoint", () => {
  it("does not keep the others waiting", async () => {
    const { id: dead, society, hears, published } = await room.endpoint(["release.*"]);
    const { held, behave } = holding(hears);
    behave();
    const alive = await room.receiver();
    await society.post(own, { url: alive.url, events: ["release.*"] });
    await room.startWorking();
    for (let count = 0; count < 3; count += 1) await published();
    await until(() => alive.taken.length === 9);
    expect(held.length).toBeGreaterThan(0);
    expect((await room.tries(dead)).length).toBe(0);
    hears.behave(() => 204);
    for (const response of held) response.destroy();
    await room.stopWorking();
  });
});
