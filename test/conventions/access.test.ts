/** Contract section 2: who may call what, for every route there is. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../../src/app.ts";
import { createRegistry } from "../../src/plugins/operators.ts";
import { aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { objectionTo } from "../support/problems.ts";
import { call, type Route, routeTable } from "../support/route-table.ts";

let room: TestNewsroom;
let society: TestOrganization;
let stranger: TestOrganization;
let editor: Client & { readonly key: string };
let managingEditor: Client & { readonly key: string };
let guarded: Route[];

beforeAll(async () => {
  room = await openNewsroom({ working: false, env: { RATE_LIMITS: "off" } });
  society = await room.organization();
  stranger = await room.organization("trusted", "Rowing Club");
  editor = await deskKey("editor");
  managingEditor = await deskKey("managing_editor");
  guarded = (await routeTable(room.reader)).filter(({ isPublic }) => !isPublic);
});
afterAll(() => room.close());

async function deskKey(role: string) {
  const person = { name: `Ed ${role}`, email: `${role}@star.example`, role };
  const { body } = await room.admin.post("/v1/admin/staff", person);
  return { ...room.admin, key: body.apiKey as string };
}

/** What each guarded route answers to a caller, where it is not the refusal expected. */
async function exceptions(
  status: number,
  type: string,
  {
    key,
    query = "",
    routes = guarded,
  }: { key?: string | undefined; query?: string; routes?: readonly Route[] },
): Promise<string[]> {
  const found: string[] = [];
  for (const route of routes) {
    const reply = await call(room.origin, { ...route, path: `${route.path}${query}` }, { key });
    const isRefused =
      reply.status === status && reply.body.type === `/problems/${type}` && !objectionTo(reply);
    if (!isRefused) found.push(`${route.method} ${route.template}: ${reply.status} ${reply.body.type}`);
  }
  return found;
}

async function anotherKey(body: Record<string, unknown> = {}) {
  const made = await society.post("/v1/organizations/me/keys", { label: "another", ...body });
  return { id: made.body.id as string, key: made.body.apiKey as string };
}

const isUseless = (key: string) => async () =>
  (await call(room.origin, { method: "GET", path: "/v1/releases" }, { key })).status === 401;

describe("every route that is not public", () => {
  it("is 401 without a key", async () => {
    expect(await exceptions(401, "unknown-key", {})).toEqual([]);
  });

  it.each([
    "abc",
    "dl_org_0123456789abcdef_0123456789abcdef0123456789abcdef",
    "dl_staff_x",
    "%00",
    "a".repeat(300),
  ])("is 401 with the key %s", async (key) => {
    expect(await exceptions(401, "unknown-key", { key })).toEqual([]);
  });

  it("is 401 with a key in the query, where logs and proxies would keep it", async () => {
    expect(
      await exceptions(401, "unknown-key", { query: `?key=${society.key}&access_token=${society.key}` }),
    ).toEqual([]);
  });

  it("is 401 with an organisation's key whose secret is another's", async () => {
    const [prefix, secret] = [
      society.key.slice(0, society.key.lastIndexOf("_")),
      stranger.key.split("_").at(-1),
    ];
    expect(await exceptions(401, "unknown-key", { key: `${prefix}_${secret}` })).toEqual([]);
  });

  it("is 401 with a revoked key", async () => {
    const { id, key } = await anotherKey();
    await society.delete(`/v1/organizations/me/keys/${id}`);
    await until(isUseless(key), undefined, 2000);
    expect(await exceptions(401, "unknown-key", { key })).toEqual([]);
  });

  it("is 401 with an expired key, by the database's clock", async () => {
    const at = new Date(room.newsroom.clock.now().getTime() + 3_600_000);
    const { key } = await anotherKey({ expiresAt: at.toISOString() });
    room.clock.travel(3_600_001);
    await until(isUseless(key), undefined, 2000);
    expect(await exceptions(401, "unknown-key", { key })).toEqual([]);
  });

  it("names the scheme with every 401", async () => {
    expect((await room.reader.get("/v1/releases")).headers.get("www-authenticate")).toMatch(/^Bearer/);
  });

  it("is never kept by a cache", async () => {
    const kept: string[] = [];
    for (const route of guarded.filter(({ method }) => method === "GET")) {
      const { headers } = await call(room.origin, route, { key: route.isDesk ? editor.key : society.key });
      if (!headers.get("cache-control")?.includes("no-store")) kept.push(route.template);
    }
    expect(kept).toEqual([]);
  });
});

describe("a submitter", () => {
  it("is 403 at every route of the desk", async () => {
    const routes = guarded.filter(({ isDesk }) => isDesk);
    expect(routes.length).toBeGreaterThan(20);
    expect(await exceptions(403, "forbidden", { key: society.key, routes })).toEqual([]);
  });

  it("is 403 everywhere with a key that has another scope", async () => {
    const { key } = await anotherKey({ scopes: ["media:write"] });
    const routes = guarded.filter(({ isDesk, template }) => !isDesk && template !== "/v1/assets");
    expect(await exceptions(403, "forbidden", { key, routes })).toEqual([]);
  });
});

describe("the desk", () => {
  it("is 403 at every route of submitters, also the administrator", async () => {
    const routes = guarded.filter(({ isDesk }) => !isDesk);
    expect(routes.length).toBeGreaterThan(12);
    expect(await exceptions(403, "forbidden", { key: room.newsroom.config.ADMIN_API_KEY, routes })).toEqual(
      [],
    );
  });

  const forAdmins = [
    "GET /v1/admin/queues",
    "GET /v1/admin/staff",
    "PATCH /v1/admin/publications/{slug}",
    "POST /v1/admin/publications",
    "POST /v1/admin/publications/{slug}/categories",
    "POST /v1/admin/staff",
  ];
  const forManagingEditors = ["PATCH /v1/admin/organizations/{id}", "PUT /v1/admin/articles/{id}/retraction"];
  const named = (names: readonly string[]) =>
    guarded.filter(({ method, template }) => names.includes(`${method} ${template}`));

  it("keeps editors from what managing editors and administrators decide", async () => {
    const routes = named([...forAdmins, ...forManagingEditors]);
    expect(routes).toHaveLength(forAdmins.length + forManagingEditors.length);
    expect(await exceptions(403, "forbidden", { key: editor.key, routes })).toEqual([]);
  });

  it("keeps managing editors from what administrators decide", async () => {
    expect(await exceptions(403, "forbidden", { key: managingEditor.key, routes: named(forAdmins) })).toEqual(
      [],
    );
  });

  it("lets a managing editor retract and trust", async () => {
    const bodies: Record<string, unknown> = {
      PUT: { reason: "Wrong", notice: "It was wrong." },
      PATCH: { trust: "verified" },
    };
    const replies = await Promise.all(
      named(forManagingEditors).map((route) =>
        call(room.origin, route, { key: managingEditor.key, body: bodies[route.method] }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual([404, 404]);
  });
});

const bodies: Record<string, unknown> = {
  "POST /v1/releases/{id}/appeal": { message: "Please look again." },
  "PATCH /v1/releases/{id}": { dek: "Mine" },
};

function asStranger({ method, template }: Route, path: string) {
  const body = bodies[`${method} ${template}`];
  const headers = { "if-match": '"1"', ...(body !== undefined && { "content-type": "application/json" }) };
  return call(room.origin, { method, path }, { key: stranger.key, body, headers });
}

describe("what belongs to another organisation", () => {
  it("is 404 at every route that names it, and so is what does not exist", async () => {
    const release = await society.post("/v1/releases?draft=true", aRelease());
    const form = new FormData();
    form.set("file", new Blob([Buffer.from("%PDF-1.7\n%%EOF\n")]), "a.pdf");
    const asset = await society.post("/v1/assets", form);
    const key = await anotherKey();
    expect([release.status, asset.status]).toEqual([201, 201]);
    const ids: Record<string, string> = {
      releases: release.body.id,
      assets: asset.body.id,
      organizations: key.id,
    };
    const routes = guarded.filter(({ isDesk, template }) => !isDesk && template.includes("{id}"));
    const answers: string[] = [];
    for (const route of routes) {
      const own = route.template.replace("{id}", ids[route.template.split("/")[2] ?? ""] ?? "");
      const [theirs, nobodys] = [await asStranger(route, own), await asStranger(route, route.path)];
      if (theirs.status === 404 && theirs.body.detail === nobodys.body.detail) continue;
      answers.push(`${route.method} ${route.template}: ${theirs.status} ${theirs.text}`);
    }
    expect(routes.length).toBeGreaterThan(7);
    expect(answers).toEqual([]);
  });

  it("is in nobody else's list", async () => {
    expect((await stranger.get("/v1/releases?limit=100")).body.items).toEqual([]);
  });

  it("cannot be attached to a release", async () => {
    const form = new FormData();
    form.set("file", new Blob([Buffer.from("%PDF-1.7\n%%EOF\n")]), "a.pdf");
    const asset = await society.post("/v1/assets", form);
    const reply = await stranger.post("/v1/releases", aRelease({ attachments: [asset.body.id] }));
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ pointer: "/attachments" }] } });
  });
});

describe("a route that does not say who may call it", () => {
  it("keeps the newsroom from starting", async () => {
    const app = await createServer(room.newsroom, { checks: {}, registry: createRegistry() });
    app.get("/v1/forgotten", async () => "open to anybody");
    await expect(app.ready()).rejects.toThrow("GET /v1/forgotten");
    await app.close();
  });
});
