import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { sendMails } from "../../src/services/mail/send.ts";
import { moderateRelease } from "../../src/services/pipeline/moderate.ts";
import { publishIfDue } from "../../src/services/pipeline/publish.ts";
import { transact } from "../../src/services/transact.ts";
import { transition } from "../../src/services/transition.ts";
import { deliverTo } from "../../src/services/webhooks/deliver.ts";
import { aRelease } from "../support/builders.ts";
import { openReceiver, type Receiver } from "../support/neighbours/receiver.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;
const own = "/v1/organizations/me/webhooks";
let room: TestNewsroom;
let society: TestOrganization;
let hears: Receiver;
const receivers: Receiver[] = [];

beforeAll(async () => {
  room = await openNewsroom({
    working: false,
    env: { WEBHOOK_ALLOW_PRIVATE: "true", RATE_LIMITS: "off", LOG_LEVEL: "silent" },
  });
});
afterAll(async () => {
  await room.close();
  for (const receiver of receivers) await receiver.close();
});

/** An organisation of its own, and an endpoint that hears of its publications unless it asks for more. */
async function endpoint(events: readonly string[] = ["release.published"]): Promise<string> {
  society = await room.organization();
  hears = await openReceiver();
  receivers.push(hears);
  return (await society.post(own, { url: hears.url, events })).body.id;
}

const system = () => systemContext(room.newsroom, "deliver");
const deliver = (id: string) => deliverTo(system(), id);

async function published(): Promise<string> {
  const { id } = (await society.post("/v1/releases", aRelease())).body;
  await moderateRelease(system(), id);
  await publishIfDue(system(), id);
  return id;
}

const rows = (id: string) =>
  room.sql("select * from webhook_deliveries where webhook_id = $1 order by position", [id]);
const row = async (id: string) => (await rows(id))[0]!;
const tries = (id: string) =>
  room.sql(
    "select a.* from webhook_attempts a join webhook_deliveries d on d.id = a.delivery_id where d.webhook_id = $1 order by a.id",
    [id],
  );
const webhook = async (id: string) => (await room.sql("select * from webhooks where id = $1", [id]))[0]!;
const lettersAbout = async (id: string): Promise<string[]> =>
  (await room.sql("select id from mails where about->>'webhookId' = $1", [id])).map((mail) => mail.id);
const now = () => room.newsroom.clock.now().getTime();

/** Travels to when something may be made next; how far that was. */
async function toNextTry(id: string): Promise<number> {
  const [next] = await room.sql(
    `select min(greatest(d.next_attempt_at, w.paused_until)) as at from webhooks w join webhook_deliveries d on d.webhook_id = w.id
      where w.id = $1 and d.status = 'due' and not exists (select 1 from webhook_deliveries e where e.webhook_id = w.id
        and e.release_id = d.release_id and e.status = 'due' and e.position < d.position)`,
    [id],
  );
  const ms = Math.max(0, next!.at.getTime() - now());
  room.clock.travel(ms + 1);
  return ms;
}

/** Keeps the answers back until they are given. */
function holding(): { held: ServerResponse[]; behave: () => void } {
  const held: ServerResponse[] = [];
  return {
    held,
    behave: () =>
      hears.behave((_message, response) => {
        held.push(response);
        return undefined;
      }),
  };
}

describe("delivering", () => {
  it("makes each delivery once when it runs several times at once, and again", async () => {
    const id = await endpoint(["release.*"]);
    await published();
    await published();
    await Promise.all([deliver(id), deliver(id), deliver(id)]);
    await deliver(id);
    expect(hears.taken).toHaveLength(6);
    expect(new Set(hears.taken).size).toBe(6);
    expect((await rows(id)).map(({ status, attempts }) => [status, attempts])).toEqual(
      Array.from({ length: 6 }, () => ["delivered", 1]),
    );
  });

  it("sends nothing before its time, nothing to an endpoint that is not there, and nothing that was removed", async () => {
    const id = await endpoint();
    hears.behave(() => 500);
    await published();
    await deliver(id);
    await deliver(id);
    await deliver("01980000-0000-7000-8000-000000000000");
    expect(hears.received).toHaveLength(1);
    await society.delete(`${own}/${id}`);
    room.clock.travel(minute);
    await deliver(id);
    expect(hears.received).toHaveLength(1);
    expect(await rows(id)).toEqual([]);
  });

  it("writes nothing when its lease ended while it waited, and the message came again under the same id", async () => {
    const id = await endpoint();
    const { held, behave } = holding();
    behave();
    await published();
    const sleeper = deliver(id);
    await until(() => held.length === 1);
    room.clock.travel(26 * second);
    hears.behave(() => 204);
    await deliver(id);
    held[0]!.writeHead(500).end();
    await sleeper;
    expect(new Set(hears.received.map((message) => message.id)).size).toBe(1);
    expect(hears.received).toHaveLength(2);
    expect((await tries(id)).map(({ status }) => status)).toEqual([204]);
    expect(await row(id)).toMatchObject({ status: "delivered", attempts: 1 });
    expect(await webhook(id)).toMatchObject({ failures: 0, lease_id: null });
  });

  it("goes on at the other place when the endpoint moves while it delivers", async () => {
    const id = await endpoint();
    const { held, behave } = holding();
    behave();
    for (let count = 0; count < 9; count += 1) await published();
    const before = deliver(id);
    await until(() => held.length === 8);
    const elsewhere = await openReceiver();
    receivers.push(elsewhere);
    await society.patch(`${own}/${id}`, { url: elsewhere.url });
    for (const response of held) response.writeHead(204).end();
    await before;
    await deliver(id);
    expect(hears.received).toHaveLength(8);
    expect(elsewhere.taken.toSorted()).toEqual((await rows(id)).map((delivery) => delivery.id).toSorted());
  });

  it("sends again, the same bytes under the same id, when the answer was lost", async () => {
    const id = await endpoint();
    hears.behave((_message, response) => {
      response.destroy();
      return undefined;
    });
    await published();
    await deliver(id);
    hears.behave(() => 204);
    await toNextTry(id);
    await deliver(id);
    const [first, again] = hears.received;
    expect([again!.id, again!.text]).toEqual([first!.id, first!.text]);
    expect(again!.headers["webhook-timestamp"]).not.toBe(first!.headers["webhook-timestamp"]);
    expect((await tries(id)).map(({ status, failure }) => status ?? failure)).toEqual(["reset", 204]);
  });

  it("gets every event to a receiver that fails nine times of ten, one id each, in each release's order", async () => {
    const id = await endpoint(["release.*"]);
    let asked = 0;
    hears.behave(() => {
      asked += 1;
      return asked % 10 === 0 ? 200 : 503;
    });
    const releases = [await published(), await published(), await published(), await published()];
    const left = async () => (await rows(id)).filter(({ status }) => status === "due").length;
    while ((await left()) > 0) {
      await toNextTry(id);
      await deliver(id);
    }
    const made = await rows(id);
    expect(made.map(({ status }) => status)).toEqual(made.map(() => "delivered"));
    expect(hears.taken.toSorted()).toEqual(made.map((delivery) => delivery.id).toSorted());
    for (const release of releases) {
      const inOrder = made.filter(({ release_id }) => release_id === release).map((delivery) => delivery.id);
      expect(hears.taken.filter((taken) => inOrder.includes(taken))).toEqual(inOrder);
    }
  });

  it("keeps a release's later events behind one that fails, and nothing else", async () => {
    const id = await endpoint(["release.*"]);
    const stuck = await published();
    hears.behave(({ body }) => (body.data.release.id === stuck ? 500 : 204));
    const free = await published();
    await deliver(id);
    const heardOf = (release: string) =>
      hears.received.filter(({ body }) => body.data.release.id === release).map(({ body }) => body.type);
    expect(heardOf(stuck)).toEqual(["release.received"]);
    expect(heardOf(free)).toEqual(["release.received", "release.approved", "release.published"]);
    hears.behave(() => 204);
    await toNextTry(id);
    await deliver(id);
    expect(heardOf(stuck).slice(1)).toEqual(["release.received", "release.approved", "release.published"]);
  });
});

describe("an endpoint that fails", () => {
  it("is tried after growing delays, and the delivery is given up after three days", async () => {
    const id = await endpoint();
    hears.behave(() => 404);
    await published();
    const madeAt = (await row(id)).due_since.getTime();
    const waits: number[] = [];
    while ((await row(id)).status === "due") {
      await deliver(id);
      // Another delivery was taken meanwhile, so the endpoint is not given up as a whole.
      await room.sql("update webhooks set failing_since = null where id = $1", [id]);
      waits.push(((await row(id)).next_attempt_at.getTime() - now()) / second);
      room.clock.travel(Math.max(0, waits.at(-1)! * second) + 1);
    }
    for (const [tried, expected] of [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800].entries()) {
      expect(waits[tried]! / expected).toBeGreaterThan(0.74);
      expect(waits[tried]! / expected).toBeLessThan(1.26);
    }
    expect(now() - madeAt).toBeGreaterThan(3 * day);
    expect(now() - madeAt).toBeLessThan(3 * day + 40 * minute);
    expect((await tries(id)).at(-1)!.at.getTime() - madeAt).toBeGreaterThanOrEqual(3 * day);
    expect(await webhook(id)).toMatchObject({ disabled_at: null });
  });

  it("is left alone for longer the more it takes nothing of, and has one message at a time then", async () => {
    const id = await endpoint();
    const { held, behave } = holding();
    behave();
    for (let count = 0; count < 12; count += 1) await published();
    const failing = deliver(id);
    await until(() => held.length === 8);
    for (const response of held.splice(0)) response.destroy();
    await failing;
    const first = (await webhook(id)).paused_until.getTime() - now();
    expect(first).toBeGreaterThan(20 * second);
    await toNextTry(id);
    const probing = deliver(id);
    await until(() => held.length === 1);
    held.pop()!.destroy();
    await probing;
    expect(hears.received).toHaveLength(9);
    expect((await webhook(id)).paused_until.getTime() - now()).toBeGreaterThan(first);
    hears.behave(() => 204);
    await toNextTry(id);
    await deliver(id);
    expect(hears.taken.length).toBeGreaterThan(0);
    expect(await webhook(id)).toMatchObject({ failures: 0, paused_until: null, failing_since: null });
  });

  it("is left alone for as long as it asks", async () => {
    const id = await endpoint();
    hears.behave((_message, response) => {
      response.writeHead(429, { "retry-after": "600" }).end();
      return undefined;
    });
    await published();
    await deliver(id);
    await published();
    room.clock.travel(590 * second);
    await deliver(id);
    expect(hears.received).toHaveLength(1);
    hears.behave(() => 204);
    room.clock.travel(11 * second);
    await deliver(id);
    expect(hears.taken).toHaveLength(2);
  });

  it("is disabled at once when it says that it is gone, what was due is given up, and both are on record", async () => {
    const id = await endpoint(["release.*"]);
    hears.behave(() => 410);
    await published();
    await deliver(id);
    await published();
    expect(hears.received).toHaveLength(1);
    expect((await rows(id)).map(({ status }) => status)).toEqual(["failed", "failed", "failed"]);
    expect(await webhook(id)).toMatchObject({ disabled_reason: "gone", lease_id: null });
    const events = await room.sql(
      "select action, reason, actor_role from desk_events where subject_id = $1 order by id",
      [id],
    );
    expect(events.at(-1)).toEqual({ action: "disable", reason: "gone", actor_role: "system" });
    const letters = await lettersAbout(id);
    expect(letters).toHaveLength(1);
    hears.behave(() => 204);
    await society.patch(`${own}/${id}`, { disabled: false });
    await sendMails(system(), letters);
    expect(await lettersAbout(id)).toEqual([]);
    await society.post(`${own}/${id}/replays`, { from: "2026-01-01T00:00:00Z", status: "failed" });
    await deliver(id);
    expect(hears.taken).toHaveLength(3);
  });

  it("is disabled to the knowledge of every administrator of its publication, and of nobody else", async () => {
    const ranks = [{ role: "admin" }, { role: "admin", publication: "main" }, { role: "managing_editor" }];
    for (const [number, rank] of ranks.entries()) {
      await room.admin.post("/v1/admin/staff", { name: "Ed", email: `ed${number}@star.example`, ...rank });
    }
    await endpoint();
    const wanted = { publication: "main", url: hears.url, events: ["article.*"] };
    const { id } = (await room.admin.post("/v1/admin/webhooks", wanted)).body;
    hears.behave(() => 410);
    await published();
    await deliver(id);
    const told = await room.sql(
      "select to_address from mails where about->>'webhookId' = $1 order by to_address",
      [id],
    );
    expect(told.map((mail) => mail.to_address)).toEqual(["ed0@star.example", "ed1@star.example"]);
  });

  it("is disabled after three days of nothing but failures", async () => {
    const id = await endpoint();
    hears.behave(() => 500);
    await published();
    await deliver(id);
    room.clock.travel(3 * day - minute);
    await deliver(id);
    expect((await webhook(id)).disabled_at).toBeNull();
    room.clock.travel(40 * minute);
    await published();
    await deliver(id);
    expect(await webhook(id)).toMatchObject({ disabled_reason: "failing" });
  });

  it("is not taken for one that takes it when it sends elsewhere", async () => {
    const id = await endpoint();
    hears.behave((_message, response) => {
      response.writeHead(302, { location: `${hears.url}/elsewhere` }).end();
      return undefined;
    });
    await published();
    await deliver(id);
    expect(hears.received).toHaveLength(1);
    expect((await tries(id)).map(({ status }) => status)).toEqual([302]);
    expect((await row(id)).status).toBe("due");
  });
});

describe("a delivery", () => {
  it("is there exactly if the move that it tells of was committed", async () => {
    const id = await endpoint(["release.*"]);
    const { body } = await society.post("/v1/releases", aRelease());
    const moving = transact(system(), async (tx) => {
      expect(await transition(tx, system(), body.id, "moderate")).toBeDefined();
      throw new Error("The process has an accident");
    });
    await expect(moving).rejects.toThrow("accident");
    expect(await rows(id)).toEqual([]);
    await moderateRelease(system(), body.id);
    expect((await rows(id)).map(({ type }) => type)).toEqual(["release.received", "release.approved"]);
  });

  it("does not hold up the move when its endpoint is removed at that moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await endpoint(["release.*"]);
      const { body } = await society.post("/v1/releases", aRelease());
      const [moved, removed] = await Promise.all([
        moderateRelease(system(), body.id),
        society.delete(`${own}/${id}`),
      ]);
      expect([moved?.status, removed.status]).toEqual(["approved", 204]);
      expect(await rows(id)).toEqual([]);
    }
  });

  it("is found by the sweep when nobody was told of it, and removed from the log after thirty days", async () => {
    const id = await endpoint();
    await published();
    room.clock.travel(6 * second);
    await room.startWorking();
    await until(() => hears.taken.length === 1);
    await until(async () => (await row(id)).status === "delivered");
    room.clock.travel(30 * day + minute);
    await until(async () => (await rows(id)).length === 0);
    await room.stopWorking();
  });
});

describe("one dead endpoint", () => {
  it("does not keep the others waiting", async () => {
    const dead = await endpoint(["release.*"]);
    const { held, behave } = holding();
    behave();
    const alive = await openReceiver();
    receivers.push(alive);
    await society.post(own, { url: alive.url, events: ["release.*"] });
    await room.startWorking();
    for (let count = 0; count < 3; count += 1) await published();
    await until(() => alive.taken.length === 9);
    expect(held.length).toBeGreaterThan(0);
    expect((await tries(dead)).length).toBe(0);
    hears.behave(() => 204);
    for (const response of held) response.destroy();
    await room.stopWorking();
  });
});
