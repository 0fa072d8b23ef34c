import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unsubscribeUrl } from "../../../src/services/subscribers/unsubscribe.ts";
import { openNewsroom, type TestNewsroom } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";

let room: TestNewsroom;

beforeAll(async () => {
  room = await openNewsroom({ working: false, env: { RATE_LIMITS: "token=1000/60" } });
});
afterAll(() => room.close());

async function reader() {
  const email = `${randomUUID()}@reader.example`;
  const { body } = await room.admin.post("/v1/admin/subscribers", { email, confirmed: true });
  const { pathname, search } = new URL(unsubscribeUrl(room.newsroom, body.id));
  const status = async () => (await room.admin.get(`/v1/admin/subscribers/${body.id}`)).body.status;
  return { id: body.id as string, email, path: `${pathname}${search}`, status };
}

const form = { "content-type": "application/x-www-form-urlencoded" };

describe("the link that ends the daily email", () => {
  it("changes nothing by being opened, whoever opens it", async () => {
    const { path, status } = await reader();
    const page = await room.reader.get(path, { cookie: "session=somebody" });
    const head = await fetch(`${room.origin}${path}`, { method: "HEAD" });
    expect([page.status, head.status, await status()]).toEqual([200, 200, "confirmed"]);
    expect(page.text).toContain("<button>Unsubscribe</button>");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("ends it by one POST as mail programs send it, and as often as they do", async () => {
    const { path, status } = await reader();
    const first = await room.reader.post(path, "List-Unsubscribe=One-Click", form);
    expect([first.status, await status()]).toEqual([200, "unsubscribed"]);
    const again = await room.reader.post(path, "List-Unsubscribe=One-Click", form);
    expect([again.status, again.text, await status()]).toEqual([200, first.text, "unsubscribed"]);
  });

  it.each([
    ["a form in parts", () => Object.assign(new FormData()), {}],
    ["JSON, as its page sends it", () => ({ token: "as in the address" }), {}],
    ["no body", () => undefined, {}],
    ["a body that is nothing", () => "\u0000", { "content-type": "application/octet-stream" }],
  ])("takes %s", async (_what, body, headers) => {
    const { path, status } = await reader();
    expect([(await room.reader.post(path, body(), headers)).status, await status()]).toEqual([
      200,
      "unsubscribed",
    ]);
  });

  it("ends one of two who do it at once, and answers both", async () => {
    const { path, status } = await reader();
    const replies = await Promise.all([room.reader.post(path), room.reader.post(path)]);
    expect([...replies.map((reply) => reply.status), await status()]).toEqual([200, 200, "unsubscribed"]);
  });

  it("works still where the reader is not known any more", async () => {
    const { id, path } = await reader();
    await room.admin.delete(`/v1/admin/subscribers/${id}`);
    expect((await room.reader.post(path)).status).toBe(200);
  });

  it("is refused where somebody made it up, or put another reader's id into it", async () => {
    const [own, other] = [await reader(), await reader()];
    const mark = own.path.split(".").at(-1);
    const forged = [
      `/v1/subscriptions/unsubscribe?token=${other.id}.${mark}`,
      `/v1/subscriptions/unsubscribe?token=${other.id}`,
      `/v1/subscriptions/unsubscribe?token=${other.id}.`,
      `/v1/subscriptions/unsubscribe?token=${"x".repeat(200)}`,
      own.path.slice(0, -1),
    ];
    for (const path of forged) expectProblem(await room.reader.post(path), 422, "invalid-token");
    expect([await own.status(), await other.status()]).toEqual(["confirmed", "confirmed"]);
    expect((await room.reader.post("/v1/subscriptions/unsubscribe")).status).toBe(422);
  });

  it("leaves the way back open to the reader alone", async () => {
    const { email, path, status } = await reader();
    await room.reader.post(path);
    expectProblem(
      await room.admin.post("/v1/admin/subscribers", { email, confirmed: true }),
      409,
      "unsubscribed",
    );
    expect((await room.admin.post("/v1/admin/subscribers", { email })).status).toBe(201);
    expect(await status()).toBe("unsubscribed");
    const [mail] = await room.sql(
      "select about->>'token' as token from mails where to_address = $1 order by id desc limit 1",
      [email],
    );
    expect((await room.reader.post("/v1/subscriptions/confirm", { token: mail?.token })).status).toBe(200);
    expect(await status()).toBe("confirmed");
  });
});
