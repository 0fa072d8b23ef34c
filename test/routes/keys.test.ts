import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import { type Client, clientOf } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;
const logged: string[] = [];
const intoLog = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    logged.push(chunk.toString("utf8"));
    done();
  },
});

beforeAll(async () => {
  const env = { RATE_LIMITS: "off" };
  room = await openNewsroom({ working: false, env, log: pino({ level: "info" }, intoLog) });
  society = await room.organization();
});
afterAll(() => room.close());

const path = "/v1/organizations/me/keys";
async function make(fields: Record<string, unknown> = {}, by = society) {
  const reply = await by.post(path, { label: "newsletter", ...fields });
  return { reply, id: reply.body.id as string, holder: clientOf(room.origin, reply.body.apiKey) };
}
const inHours = (hours: number) =>
  new Date(room.newsroom.clock.now().getTime() + hours * 3_600_000).toISOString();

describe("a new key", () => {
  it("is shown once and works at once", async () => {
    const { reply, holder } = await make();
    expect(reply).toMatchObject({
      status: 201,
      body: { label: "newsletter", expiresAt: null, lastUsedAt: null },
    });
    expect((await holder.get("/v1/releases")).status).toBe(200);
  });

  it("is listed without its secret", async () => {
    const { reply, id } = await make();
    const list = await society.get(path);
    expect(list.body.items.map((key: { id: string }) => key.id)).toContain(id);
    expect(list.text).not.toContain(reply.body.apiKey.split("_").at(-1));
  });

  it("says when it was last used", async () => {
    const { id, holder } = await make();
    await holder.get("/v1/releases");
    const { items } = (await society.get(path)).body;
    expect(items.find((key: { id: string }) => key.id === id).lastUsedAt).toMatch(/Z$/);
  });

  it.each([
    ["release:read", "get", "/v1/releases", 200],
    ["release:read", "post", "/v1/releases?draft=true", 403],
    ["release:submit", "post", "/v1/releases?draft=true", 201],
    ["release:submit", "get", "/v1/releases", 403],
    ["media:write", "get", "/v1/organizations/me", 403],
    ["release:submit", "get", path, 403],
    ["organization:manage", "get", path, 200],
  ] as const)("with the scope %s is answered %s %s with %i", async (scope, method, route, status) => {
    const { holder } = await make({ scopes: [scope] });
    const reply = method === "get" ? await holder.get(route) : await holder.post(route, aRelease());
    expect(reply.status).toBe(status);
    await society.delete(`${path}/${(await society.get(path)).body.items.at(-1).id}`);
  });

  it("that may only read is offered no action", async () => {
    const { id, holder } = await make({ scopes: ["release:read"] });
    const { body: draft } = await society.post("/v1/releases?draft=true", aRelease());
    expect(draft.allowedActions).toEqual(["submit", "withdraw"]);
    expect((await holder.get(`/v1/releases/${draft.id}`)).body.allowedActions).toEqual([]);
    await society.delete(`${path}/${id}`);
  });

  it("cannot have more than the key that makes it", async () => {
    const { id, holder } = await make({ scopes: ["organization:manage", "release:read"] });
    expectProblem(await holder.post(path, { label: "more" }), 403, "forbidden");
    const fewer = await holder.post(path, { label: "fewer", scopes: ["release:read"] });
    expect(fewer.body.scopes).toEqual(["release:read"]);
    for (const one of [id, fewer.body.id]) await society.delete(`${path}/${one}`);
  });

  it.each([
    ["/label", { label: "" }],
    ["/scopes", { scopes: [] }],
    ["/scopes/0", { scopes: ["release:everything"] }],
    ["/expiresAt", { expiresAt: "tomorrow" }],
    ["/expiresAt", { expiresAt: "2020-01-01T00:00:00Z" }],
    ["/organizationId", { organizationId: "00000000-0000-7000-8000-000000000000" }],
  ])("is refused for %s in %j", async (pointer, fields) => {
    const { reply } = await make(fields);
    expect([reply.status, pointers(reply)]).toEqual([422, [pointer]]);
  });

  it("is refused beyond twenty, also when thirty are asked for at once", async () => {
    const club = await room.organization("trusted", "Rowing Club");
    const made = await Promise.all(Array.from({ length: 30 }, () => make({}, club)));
    expect(made.filter(({ reply }) => reply.status === 201)).toHaveLength(19);
  });
});

describe("a key that ends", () => {
  it("works until its hour by the database's clock, and not after", async () => {
    const { holder } = await make({ expiresAt: inHours(1) });
    expect((await holder.get("/v1/releases")).status).toBe(200);
    room.clock.travel(3_600_001);
    await until(async () => (await holder.get("/v1/releases")).status === 401, undefined, 2000);
  });

  it("is refused within a second of its revocation, in every process", async () => {
    const { id, reply } = await make();
    const elsewhere = clientOf(await room.twin(), reply.body.apiKey);
    expect((await elsewhere.get("/v1/releases")).status).toBe(200);
    const revokedAt = performance.now();
    expect((await society.delete(`${path}/${id}`)).status).toBe(204);
    await until(async () => (await elsewhere.get("/v1/releases")).status === 401, undefined, 3000);
    expect(performance.now() - revokedAt).toBeLessThan(1500);
  });

  it("is not listed, and cannot be revoked again", async () => {
    const { id } = await make();
    await society.delete(`${path}/${id}`);
    expect((await society.get(path)).text).not.toContain(id);
    expectProblem(await society.delete(`${path}/${id}`), 404, "not-found");
  });
});

describe("a rotated key", () => {
  const rotate = (id: string, body: unknown = {}, by: Client = society, at = path) =>
    by.post(`${at}/${id}/rotations`, body);

  it("works beside its successor for the overlap, and not after", async () => {
    const { id, holder } = await make({ label: "wire", scopes: ["release:read"] });
    const rotation = await rotate(id, { overlapHours: 2 });
    expect(rotation).toMatchObject({ status: 201, body: { label: "wire", scopes: ["release:read"] } });
    const successor = clientOf(room.origin, rotation.body.apiKey);
    const both = async () => [await holder.get("/v1/releases"), await successor.get("/v1/releases")];
    room.clock.travel(7_190_000);
    expect((await both()).map(({ status }) => status)).toEqual([200, 200]);
    room.clock.travel(11_000);
    await until(async () => (await holder.get("/v1/releases")).status === 401, undefined, 2000);
    expect((await both()).map(({ status }) => status)).toEqual([401, 200]);
    for (const { id: one } of (await society.get(path)).body.items.slice(1))
      await society.delete(`${path}/${one}`);
  });

  it("has one successor, also when ten are asked for at once", async () => {
    const { id } = await make();
    const rotations = await Promise.all(Array.from({ length: 10 }, () => rotate(id)));
    expect(rotations.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
  });

  it("ends at once without an overlap", async () => {
    const { id, holder } = await make();
    expect((await rotate(id, { overlapHours: 0 })).status).toBe(201);
    await until(async () => (await holder.get("/v1/releases")).status === 401, undefined, 2000);
    expectProblem(await rotate(id), 404, "not-found");
  });

  it("does not live longer for its overlap, and its successor lives as long as it did", async () => {
    const { id } = await make({ expiresAt: inHours(10) });
    const { body } = await rotate(id, { overlapHours: 168 });
    const old = (await society.get(path)).body.items.find((key: { id: string }) => key.id === id);
    const hours = (at: string) =>
      Math.round((Date.parse(at) - room.newsroom.clock.now().getTime()) / 3_600_000);
    expect([hours(old.expiresAt), hours(body.expiresAt)]).toEqual([10, 10]);
  });

  it("cannot gain from a key that may do less", async () => {
    const { id } = await make();
    const { holder } = await make({ scopes: ["organization:manage"] });
    expectProblem(await rotate(id, {}, holder), 403, "forbidden");
  });

  it.each([-1, 169, 1.5, "24"])("is refused an overlap of %j", async (overlapHours) => {
    const { id } = await make();
    expect(pointers(await rotate(id, { overlapHours }))).toEqual(["/overlapHours"]);
    await society.delete(`${path}/${id}`);
  });

  it("is on record with who did it, and so is every key made or revoked", async () => {
    const { id } = await make();
    const { body } = await rotate(id);
    await society.delete(`${path}/${id}`);
    const events = await room.sql(
      "select action, actor_id, changes from desk_events where subject = 'key' and subject_id = $1 order by id",
      [id],
    );
    expect(events).toMatchObject([
      { action: "make", actor_id: society.id, changes: { after: { label: "newsletter" } } },
      { action: "rotate", changes: { after: { successor: body.id, overlapHours: 24 } } },
      { action: "revoke" },
    ]);
    expect(JSON.stringify(events)).not.toContain(body.apiKey.split("_").at(-1));
  });
});

describe("a key of the desk", () => {
  const own = "/v1/admin/me/keys";

  it("is made, rotated and revoked by whose it is", async () => {
    const editor = await room.staff("editor");
    const made = await editor.post(own, { label: "laptop" });
    const rotation = await editor.post(`${own}/${made.body.id}/rotations`, {});
    expect([made.status, rotation.status, rotation.body.label]).toEqual([201, 201, "laptop"]);
    expect((await editor.delete(`${own}/${made.body.id}`)).status).toBe(204);
    const labels = (await editor.get(own)).body.items.map(({ label }: { label: string }) => label);
    expect(labels).toEqual(["first", "laptop"]);
    expect((await clientOf(room.origin, rotation.body.apiKey).get(own)).status).toBe(200);
  });

  it("is nobody else's: not to see, not to rotate, not to revoke", async () => {
    const [editor, other] = [await room.staff("editor"), await room.staff("admin")];
    const { body } = await editor.post(own, { label: "laptop" });
    expect((await other.get(own)).text).not.toContain(body.id);
    expectProblem(await other.delete(`${own}/${body.id}`), 404, "not-found");
    expectProblem(await other.post(`${own}/${body.id}/rotations`, {}), 404, "not-found");
  });

  it("is seen and revoked by administrators, and made by none", async () => {
    const editor = await room.staff("editor");
    const theirs = `/v1/admin/staff/${editor.id}/keys`;
    const [key] = (await room.admin.get(theirs)).body.items;
    expect((await room.admin.post(theirs, { label: "mine" })).status).toBe(405);
    expect((await room.admin.delete(`${theirs}/${key.id}`)).status).toBe(204);
    await until(async () => (await editor.get(own)).status === 401, undefined, 2000);
  });

  it("does not come from the environment's key, which is nobody's", async () => {
    expectProblem(await room.admin.get(own), 403, "forbidden");
    expectProblem(await room.admin.post(own, { label: "mine" }), 403, "forbidden");
  });
});

describe("an organisation's key in strangers' hands", () => {
  it("is found by its prefix and revoked by an administrator of everything", async () => {
    const club = await room.organization("trusted", "Chess Club");
    const theirs = `/v1/admin/organizations/${club.id}/keys`;
    const found = (await room.admin.get(theirs)).body.items.find(({ prefix }: { prefix: string }) =>
      club.key.startsWith(prefix),
    );
    expect((await room.admin.delete(`${theirs}/${found.id}`)).status).toBe(204);
    await until(async () => (await club.get("/v1/releases")).status === 401, undefined, 2000);
    expectProblem(await room.admin.delete(`${theirs}/${found.id}`), 404, "not-found");
  });

  it("is not for the administrator of one publication", async () => {
    const bound = await room.staff("admin", "main");
    const theirs = `/v1/admin/organizations/${society.id}/keys`;
    expectProblem(await bound.get(theirs), 403, "forbidden");
  });

  it.each(["/v1/releases", "/v1/articles", "/v1/no-such-thing"])(
    "is refused in the address of %s, also beside a good one, and logged as exposed",
    async (route) => {
      const { id, reply } = await make();
      const exposed = await society.get(`${route}?api_key=${reply.body.apiKey}`);
      expectProblem(exposed, 401, "unknown-key");
      expect(logged.join("")).toContain(`Key ${reply.body.prefix} came in an address, and is exposed`);
      expect(logged.join("")).not.toContain(reply.body.apiKey);
      await society.delete(`${path}/${id}`);
    },
  );
});

describe("a key that nobody uses", () => {
  const day = 86_400_000;

  it("is refused after ninety days at the desk, and after 400 of an organisation", async () => {
    const club = await room.organization("trusted", "Cycling Club");
    const editor = await room.staff("editor");
    const status = async (by: Client, at: string) => (await by.get(at)).status;
    const desk = "/v1/admin/me/keys";
    const { dormantAt, createdAt } = (await editor.get(desk)).body.items[0];
    expect(Date.parse(dormantAt) - Date.parse(createdAt)).toBeGreaterThanOrEqual(90 * day);
    room.clock.travel(89 * day);
    room.clock.travel(2 * day);
    await until(async () => (await status(editor, desk)) === 401, undefined, 2000);
    expect(await status(club, "/v1/releases")).toBe(200);
    room.clock.travel(401 * day);
    await until(async () => (await status(club, "/v1/releases")) === 401, undefined, 2000);
  });
});
