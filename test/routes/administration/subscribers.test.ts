import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openNewsroom, type TestNewsroom } from "../../support/newsroom.ts";
import { expectProblem, pointers } from "../../support/problems.ts";

let room: TestNewsroom;

beforeAll(async () => {
  room = await openNewsroom({ working: false, env: { RATE_LIMITS: "confirmation=3/3600" } });
});
afterAll(() => room.close());

const anEmail = () => `${randomUUID()}@reader.example`;
const add = (body: Record<string, unknown>) => room.admin.post("/v1/admin/subscribers", body);
const added = async (given: Record<string, unknown> = {}) =>
  (await add({ email: anEmail(), confirmed: true, ...given })).body;

describe("adding a subscriber", () => {
  it("mails a link, and makes nobody a reader before it is used", async () => {
    const email = anEmail();
    const reply = await add({ email, categories: ["sports", "sports"] });
    expect(reply).toMatchObject({
      status: 201,
      body: { email, publication: "main", status: "pending", categories: ["sports"], confirmedAt: null },
    });
    expect(reply.headers.get("location")).toMatch(/\/v1\/admin\/subscribers\/[\da-f-]{36}$/);
    expect(await room.sql("select letter from mails where to_address = $1", [email])).toEqual([
      { letter: "confirm_subscription" },
    ]);
  });

  it("takes who has confirmed elsewhere as a reader at once, and mails nothing", async () => {
    const email = anEmail();
    const { body } = await add({ email, confirmed: true });
    expect(body).toMatchObject({ status: "confirmed", confirmedAt: expect.any(String), categories: [] });
    expect(await room.sql("select 1 from mails where to_address = $1", [email])).toEqual([]);
  });

  it("takes who had only asked so far, and makes the link void", async () => {
    const email = anEmail();
    const pending = await add({ email });
    expect((await add({ email, confirmed: true })).body).toMatchObject({
      id: pending.body.id,
      status: "confirmed",
    });
    const [mail] = await room.sql("select about->>'token' as token from mails where to_address = $1", [
      email,
    ]);
    expectProblem(
      await room.reader.post("/v1/subscriptions/confirm", { token: mail?.token }),
      422,
      "invalid-token",
    );
  });

  it("is refused for an address that reads already, in whatever case", async () => {
    const { email } = await added();
    for (const confirmed of [true, false]) {
      expectProblem(await add({ email: email.toUpperCase(), confirmed }), 409, "already-exists");
    }
    expect(await room.sql("select 1 from mails where lower(to_address) = $1", [email])).toEqual([]);
  });

  it("at once is done once", async () => {
    const email = anEmail();
    const replies = await Promise.all(Array.from({ length: 4 }, () => add({ email, confirmed: true })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it("repeated with its key is done once", async () => {
    const body = { email: anEmail(), confirmed: true };
    const headers = { "idempotency-key": randomUUID() };
    const first = await room.admin.post("/v1/admin/subscribers", body, headers);
    const again = await room.admin.post("/v1/admin/subscribers", body, headers);
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
  });

  it("does not pester a mailbox", async () => {
    const email = anEmail();
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await add({ email })).status);
    expect(statuses).toEqual([201, 201, 201, 429]);
  });

  it("names what is wrong with it", async () => {
    expect(pointers(await add({ email: "x", categories: "sports", status: "confirmed" })).sort()).toEqual([
      "/categories",
      "/email",
      "/status",
    ]);
    const unknown = await add({ email: anEmail(), categories: ["sports", "gossip"], confirmed: true });
    expect(pointers(unknown)).toEqual(["/categories/1"]);
    expectProblem(await add({ email: anEmail(), publication: "elsewhere" }), 404, "not-found");
  });
});

describe("a subscriber", () => {
  it("is found by publication, status and address, in pages", async () => {
    const made = [await added(), await added(), await added()];
    const page = await room.admin.get("/v1/admin/subscribers?status=confirmed&publication=main&limit=2");
    expect(page.body.items.map(({ id }: { id: string }) => id)).toEqual([made[2].id, made[1].id]);
    const next = await room.admin.get(
      `/v1/admin/subscribers?status=confirmed&limit=1&cursor=${page.body.nextCursor}`,
    );
    expect(next.body.items[0].id).toBe(made[0].id);
    const found = await room.admin.get(`/v1/admin/subscribers?email=${made[0].email.toUpperCase()}`);
    expect(found.body.items).toMatchObject([{ id: made[0].id }]);
    expect((await room.admin.get("/v1/admin/subscribers?status=gone")).status).toBe(422);
  });

  it("is given other sections, or ended, with an event that does not say whose the address is", async () => {
    const ended = await added({ categories: ["sports"] });
    const gone = await room.admin.patch(`/v1/admin/subscribers/${ended.id}`, { status: "unsubscribed" });
    expect(gone.body).toMatchObject({ status: "unsubscribed", categories: ["sports"] });
    const { id, email } = await added({ categories: ["sports"] });
    const change = (body: unknown) => room.admin.patch(`/v1/admin/subscribers/${id}`, body);
    expect((await change({ categories: ["health"] })).body).toMatchObject({ categories: ["health"] });
    expect(pointers(await change({ categories: ["health", "gossip"] }))).toEqual(["/categories/1"]);
    expect((await change({ status: "confirmed" })).status).toBe(422);
    expect((await change({ status: "unsubscribed" })).body).toMatchObject({
      status: "unsubscribed",
      unsubscribedAt: expect.any(String),
    });
    const events = await room.admin.get("/v1/admin/events?limit=100");
    const own = events.body.items.filter((event: Record<string, any>) => JSON.stringify(event).includes(id));
    expect(own.map(({ action }: { action: string }) => action).sort()).toEqual(["add", "change", "change"]);
    expect(events.text).not.toContain(email);
  });

  it("is removed with the address, and comes back only where the reader had not unsubscribed", async () => {
    const [reading, left] = [await added(), await added()];
    await room.admin.patch(`/v1/admin/subscribers/${left.id}`, { status: "unsubscribed" });
    for (const { id } of [reading, left]) {
      expect((await room.admin.delete(`/v1/admin/subscribers/${id}`)).status).toBe(204);
      expectProblem(await room.admin.get(`/v1/admin/subscribers/${id}`), 404, "not-found");
    }
    expect((await add({ email: reading.email, confirmed: true })).status).toBe(201);
    expectProblem(await add({ email: left.email, confirmed: true }), 409, "unsubscribed");
    expect((await add({ email: left.email })).status).toBe(201);
  });

  it("is erased with the person, and kept by a mark that says nothing", async () => {
    const { email } = await added();
    const holdings = () => room.admin.get(`/v1/admin/people/${email}`);
    expect((await holdings()).body.subscriptions).toMatchObject([
      { publication: "main", status: "confirmed" },
    ]);
    const { body } = await room.admin.delete(`/v1/admin/people/${email}`);
    expect(body.removed).toContainEqual({ what: "subscriptions", count: 1 });
    expect(body.kept).toContainEqual(expect.objectContaining({ what: "suppressions", count: 1 }));
    expect((await holdings()).body.subscriptions).toEqual([]);
    const rows = await room.sql(
      "select s::text from subscribers s union all select d::text from digest_suppressions d",
    );
    expect(JSON.stringify(rows)).not.toContain(email);
    expectProblem(await add({ email, confirmed: true }), 409, "unsubscribed");
  });
});
