import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendMails } from "../../../src/services/mail/send.ts";
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

const lettersAbout = async (id: string): Promise<string[]> =>
  (await room.sql("select id from mails where about->>'webhookId' = $1", [id])).map((mail) => mail.id);

describe("an endpoint that fails", () => {
  it("is tried after growing delays, and the delivery is given up after three days", async () => {
    const { id, hears, published } = await room.endpoint();
    hears.behave(() => 404);
    await published();
    const madeAt = (await room.row(id)).due_since.getTime();
    const waits: number[] = [];
    while ((await room.row(id)).status === "due") {
      await room.deliver(id);
      // Another delivery was taken meanwhile, so the endpoint is not given up as a whole.
      await room.sql("update webhooks set failing_since = null where id = $1", [id]);
      waits.push(((await room.row(id)).next_attempt_at.getTime() - room.now()) / second);
      room.clock.travel(Math.max(0, waits.at(-1)! * second) + 1);
    }
    for (const [tried, expected] of [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800].entries()) {
      expect(waits[tried]! / expected).toBeGreaterThan(0.74);
      expect(waits[tried]! / expected).toBeLessThan(1.26);
    }
    expect(room.now() - madeAt).toBeGreaterThan(3 * day);
    expect(room.now() - madeAt).toBeLessThan(3 * day + 40 * minute);
    expect((await room.tries(id)).at(-1)!.at.getTime() - madeAt).toBeGreaterThanOrEqual(3 * day);
    expect(await room.webhook(id)).toMatchObject({ disabled_at: null });
  });

  it("is left alone for longer the more it takes nothing of, and has one message at a time then", async () => {
    const { id, hears, published } = await room.endpoint();
    const { held, behave } = holding(hears);
    behave();
    for (let count = 0; count < 12; count += 1) await published();
    const failing = room.deliver(id);
    await until(() => held.length === 8);
    for (const response of held.splice(0)) response.destroy();
    await failing;
    const first = (await room.webhook(id)).paused_until.getTime() - room.now();
    expect(first).toBeGreaterThan(20 * second);
    await room.toNextTry(id);
    const probing = room.deliver(id);
    await until(() => held.length === 1);
    held.pop()!.destroy();
    await probing;
    expect(hears.received).toHaveLength(9);
    expect((await room.webhook(id)).paused_until.getTime() - room.now()).toBeGreaterThan(first);
    hears.behave(() => 204);
    await room.toNextTry(id);
    await room.deliver(id);
    expect(hears.taken.length).toBeGreaterThan(0);
    expect(await room.webhook(id)).toMatchObject({ failures: 0, paused_until: null, failing_since: null });
  });

  it("is left alone for as long as it asks", async () => {
    const { id, hears, published } = await room.endpoint();
    hears.behave((_message, response) => {
      response.writeHead(429, { "retry-after": "600" }).end();
      return undefined;
    });
    await published();
    await room.deliver(id);
    await published();
    room.clock.travel(590 * second);
    await room.deliver(id);
    expect(hears.received).toHaveLength(1);
    hears.behave(() => 204);
    room.clock.travel(11 * second);
    await room.deliver(id);
    expect(hears.taken).toHaveLength(2);
  });

  it("is disabled at once when it says that it is gone, what was due is given up, and both are on record", async () => {
    const { id, society, hears, published } = await room.endpoint(["release.*"]);
    hears.behave(() => 410);
    await published();
    await room.deliver(id);
    await published();
    expect(hears.received).toHaveLength(1);
    expect((await room.rows(id)).map(({ status }) => status)).toEqual(["failed", "failed", "failed"]);
    expect(await room.webhook(id)).toMatchObject({ disabled_reason: "gone", lease_id: null });
    const events = await room.sql(
      "select action, reason, actor_role from desk_events where subject_id = $1 order by id",
      [id],
    );
    expect(events.at(-1)).toEqual({ action: "disable", reason: "gone", actor_role: "system" });
    const letters = await lettersAbout(id);
    expect(letters).toHaveLength(1);
    hears.behave(() => 204);
    await society.patch(`${own}/${id}`, { disabled: false });
    await sendMails(room.system(), letters);
    expect(await lettersAbout(id)).toEqual([]);
    await society.post(`${own}/${id}/replays`, { from: "2026-01-01T00:00:00Z", status: "failed" });
    await room.deliver(id);
    expect(hears.taken).toHaveLength(3);
  });

  it("is disabled to the knowledge of every administrator of its publication, and of nobody else", async () => {
    const ranks = [{ role: "admin" }, { role: "admin", publication: "main" }, { role: "managing_editor" }];
    for (const [number, rank] of ranks.entries()) {
      await room.admin.post("/v1/admin/staff", { name: "Ed", email: `ed${number}@star.example`, ...rank });
    }
    const { hears, published } = await room.endpoint();
    const wanted = { publication: "main", url: hears.url, events: ["article.*"] };
    const { id } = (await room.admin.post("/v1/admin/webhooks", wanted)).body;
    hears.behave(() => 410);
    await published();
    await room.deliver(id);
    const told = await room.sql(
      "select to_address from mails where about->>'webhookId' = $1 order by to_address",
      [id],
    );
    expect(told.map((mail) => mail.to_address)).toEqual(["ed0@star.example", "ed1@star.example"]);
  });

  it("is disabled after three days of nothing but failures", async () => {
    const { id, hears, published } = await room.endpoint();
    hears.behave(() => 500);
    await published();
    await room.deliver(id);
    room.clock.travel(3 * day - minute);
    await room.deliver(id);
    expect((await room.webhook(id)).disabled_at).toBeNull();
    room.clock.travel(40 * minute);
    await published();
    await room.deliver(id);
    expect(await room.webhook(id)).toMatchObject({ disabled_reason: "failing" });
  });

  it("is not taken for one that takes it when it sends elsewhere", async () => {
    const { id, hears, published } = await room.endpoint();
    hears.behave((_message, response) => {
      response.writeHead(302, { location: `${hears.url}/elsewhere` }).end();
      return undefined;
    });
    await published();
    await room.deliver(id);
    expect(hears.received).toHaveLength(1);
    expect((await room.tries(id)).map(({ status }) => status)).toEqual([302]);
    expect((await room.row(id)).status).toBe("due");
  });
});
