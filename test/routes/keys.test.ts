import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import { clientOf } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom({ working: false });
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

  it("leaves its successor working, so that keys can be rotated", async () => {
    const { id } = await make();
    const { holder } = await make();
    await society.delete(`${path}/${id}`);
    expect((await holder.get("/v1/releases")).status).toBe(200);
  });
});
