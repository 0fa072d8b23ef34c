/** Contract section 2: who may call what, for every route there is. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../../src/app.ts";
import { createRegistry } from "../../src/plugins/operators.ts";
import { scopes } from "../../src/services/organizations/keys/keys.ts";
import { aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { objectionTo } from "../support/problems.ts";
import { type DeclaredRoute, withRoutes } from "../support/surfaces/declared-routes.ts";
import { call, type Route, routeTable } from "../support/surfaces/route-table.ts";

let room: TestNewsroom;
let society: TestOrganization;
let stranger: TestOrganization;
let editor: Client & { readonly key: string };
let managingEditor: Client & { readonly key: string };
let declared: readonly DeclaredRoute[];
/** All that are not public, of the API and of the page of the queues. */
let guarded: DeclaredRoute[];

beforeAll(async () => {
  const open = () => openNewsroom({ working: false, env: { RATE_LIMITS: "off" } });
  ({ opened: room, declared } = await withRoutes(open));
  society = await room.organization();
  stranger = await room.organization("trusted", "Rowing Club");
  editor = await deskKey("editor");
  managingEditor = await deskKey("managing_editor");
  guarded = declared.filter(({ access }) => access !== "public");
});
afterAll(() => room.close());

const nameOf = ({ method, template }: Pick<Route, "method" | "template">) => `${method} ${template}`;
const isOfDesk = ({ access }: DeclaredRoute) => typeof access === "object" && "desk" in access;
/** Who may call, in a word: `public`, the scope or the rank. */
const callerOf = ({ access }: DeclaredRoute) =>
  typeof access === "string" ? access : Object.values(access).join();

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
  }: { key?: string | undefined; query?: string; routes?: readonly DeclaredRoute[] },
): Promise<string[]> {
  const found: string[] = [];
  for (const route of routes) {
    const reply = await call(room.origin, { ...route, path: `${route.path}${query}` }, { key });
    const isRefused =
      reply.status === status && reply.body.type === `/problems/${type}` && !objectionTo(reply);
    if (!isRefused) found.push(`${nameOf(route)}: ${reply.status} ${reply.body.type}`);
  }
  return found;
}

/** The routes that do not let a caller in who names nothing that there is. */
async function shutOut(key: string, routes: readonly DeclaredRoute[]): Promise<string[]> {
  const found: string[] = [];
  for (const route of routes) {
    const { status } = await call(room.origin, route, { key });
    if (status === 401 || status === 403 || status >= 500) found.push(`${nameOf(route)}: ${status}`);
  }
  return found;
}

async function anotherKey(body: Record<string, unknown> = {}) {
  const made = await society.post("/v1/organizations/me/keys", { label: "another", ...body });
  return { id: made.body.id as string, key: made.body.apiKey as string };
}

const isUseless = (key: string) => async () =>
  (await call(room.origin, { method: "GET", path: "/v1/releases" }, { key })).status === 401;

describe("the routes that these tests go through", () => {
  it("are all that the server has, each with who may call it as a person last read it", async () => {
    const list = declared.map((route) => `${nameOf(route)}: ${callerOf(route)}`).toSorted();
    await expect(`${list.join("\n")}\n`).toMatchFileSnapshot("access.snapshot.txt");
  });

  it("are described as open to all exactly where they are", async () => {
    const table = await routeTable(room.reader);
    const open = new Map(declared.map((route) => [nameOf(route), route.access === "public"]));
    expect(table.filter((route) => open.get(nameOf(route)) !== route.isPublic).map(nameOf)).toEqual([]);
    const described = new Set(table.map(nameOf));
    const hidden = guarded.filter((route) => !described.has(nameOf(route)));
    expect(hidden.filter(({ template }) => !template.startsWith("/admin/queues")).map(nameOf)).toEqual([]);
  });
});

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
      const { headers } = await call(room.origin, route, {
        key: isOfDesk(route) ? editor.key : society.key,
      });
      if (!headers.get("cache-control")?.includes("no-store")) kept.push(route.template);
    }
    expect(kept).toEqual([]);
  });
});

describe("a submitter", () => {
  it("is 403 at every route of the desk", async () => {
    const routes = guarded.filter(isOfDesk);
    expect(await exceptions(403, "forbidden", { key: society.key, routes })).toEqual([]);
  });

  it.each(scopes)("is let in with a key for %s where that is asked for, and 403 elsewhere", async (scope) => {
    const { key } = await anotherKey({ scopes: [scope] });
    const own = guarded.filter((route) => callerOf(route) === scope);
    const others = guarded.filter((route) => callerOf(route) !== scope);
    expect(await exceptions(403, "forbidden", { key, routes: others })).toEqual([]);
    expect(await shutOut(key, own)).toEqual([]);
  });
});

describe("the desk", () => {
  it("is 403 at every route of submitters, also the administrator", async () => {
    const routes = guarded.filter((route) => !isOfDesk(route));
    expect(await exceptions(403, "forbidden", { key: room.newsroom.config.ADMIN_API_KEY, routes })).toEqual(
      [],
    );
  });

  const ranks = ["editor", "managing_editor", "admin"];
  const rankOf = ({ access }: DeclaredRoute) => ranks.indexOf((access as { desk: string }).desk);

  it.each([
    { rank: "editor", keyOf: () => editor.key },
    { rank: "managing_editor", keyOf: () => managingEditor.key },
  ])("lets a key of the rank $rank in where that is enough, and nowhere else", async ({ rank, keyOf }) => {
    const own = ranks.indexOf(rank);
    const desk = guarded.filter(isOfDesk);
    const [open, shut] = [
      desk.filter((route) => rankOf(route) <= own),
      desk.filter((route) => rankOf(route) > own),
    ];
    expect(await exceptions(403, "forbidden", { key: keyOf(), routes: shut })).toEqual([]);
    expect(await shutOut(keyOf(), open)).toEqual([]);
  });
});

const bodies: Record<string, unknown> = {
  "POST /v1/releases/{id}/appeal": { message: "Please look again." },
  "PATCH /v1/releases/{id}": { dek: "Mine" },
  "POST /v1/organizations/me/keys/{id}/rotations": {},
  "PATCH /v1/organizations/me/webhooks/{id}": { disabled: true },
  "POST /v1/organizations/me/webhooks/{id}/replays": { from: "2026-01-01T00:00:00Z" },
  "POST /v1/organizations/me/webhooks/{id}/secret-rotations": {},
};

function asStranger(route: DeclaredRoute, path: string) {
  const { method } = route;
  const body = bodies[nameOf(route)];
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
    const hook = { url: "https://hooks.society.example/", events: ["release.*"] };
    const webhook = await society.post("/v1/organizations/me/webhooks", hook);
    const delivery = await society.post(`/v1/organizations/me/webhooks/${webhook.body.id}/tests`);
    expect([release.status, asset.status, webhook.status, delivery.status]).toEqual([201, 201, 201, 202]);
    const ids: Record<string, string> = {
      releases: release.body.id,
      assets: asset.body.id,
      keys: key.id,
      webhooks: webhook.body.id,
    };
    const routes = guarded.filter((route) => !isOfDesk(route) && route.template.includes("{id}"));
    const answers: string[] = [];
    for (const route of routes) {
      const kind = route.template.slice(0, route.template.indexOf("/{id}")).split("/").at(-1) ?? "";
      const own = ids[kind]
        ? route.template.replace("{id}", ids[kind]).replace("{delivery}", delivery.body.id)
        : route.path;
      const [theirs, nobodys] = [await asStranger(route, own), await asStranger(route, route.path)];
      if (theirs.status === 404 && theirs.body.detail === nobodys.body.detail) continue;
      answers.push(`${route.method} ${route.template}: ${theirs.status} ${theirs.text}`);
    }
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
