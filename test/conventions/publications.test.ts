/** Who works for one publication finds nothing of another's, at any route of the desk. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import type { Reply } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { objectionTo, pointers } from "../support/problems.ts";
import { call, type Route, routeTable } from "../support/surfaces/route-table.ts";

let room: TestNewsroom;
let society: TestOrganization;
let boundKey: string;
let table: Route[];
let routes: Route[];
/** What each name of a path stands for at `main`. */
let ids: Record<string, string>;

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off" } });
  society = await room.organization();
  await room.admin.post("/v1/admin/publications", {
    slug: "sport",
    name: "Marlhaven Sport",
    timeZone: "UTC",
  });
  const bound = { name: "Ed Sport", email: "sport@star.example", role: "admin", publication: "sport" };
  boundKey = (await room.admin.post("/v1/admin/staff", bound)).body.apiKey;
  table = (await routeTable(room.reader)).filter(({ isDesk }) => isDesk);
  routes = table.filter(({ template }) => template.includes("{"));
  ids = await somethingOfEverything();
});
afterAll(() => room.close());

async function made(path: string, body: unknown): Promise<Record<string, any>> {
  const reply = await room.admin.post(path, body);
  if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${reply.text}`);
  return reply.body;
}

async function somethingOfEverything(): Promise<Record<string, string>> {
  const newcomer = await room.organization("unverified", "Rowing Club");
  const waiting = await room.submitted(newcomer, aRelease());
  const published = await room.submitted(society, aRelease());
  const block = await made("/v1/admin/blocks", {
    publication: "main",
    kind: "term",
    value: "snake oil",
    severity: "hold",
    reason: "Complaints",
  });
  const pack = await made("/v1/admin/rules", {
    publication: "main",
    base: "standard",
    changes: { rules: { "HL-04": null } },
    note: "Questions are fine",
  });
  const hook = { publication: "main", url: "https://hooks.star.example/", events: ["article.*"] };
  const webhook = await made("/v1/admin/webhooks", hook);
  const delivery = await made(`/v1/admin/webhooks/${webhook.id}/tests`, undefined);
  await made("/v1/admin/publications/main/reasons", {
    code: "too-local",
    decisions: ["reject"],
    message: "It is of interest in one street.",
  });
  const person = { name: "Ed Main", email: "main@star.example", role: "editor", publication: "main" };
  const staff = await made("/v1/admin/staff", person);
  const subscriber = await made("/v1/admin/subscribers", { email: "reader@star.example", confirmed: true });
  const keys = await room.admin.get(`/v1/admin/staff/${staff.staff.id}/keys`);
  return {
    releases: waiting.id,
    articles: published.article.id,
    blocks: block.id,
    rules: pack.id,
    webhooks: webhook.id,
    delivery: delivery.id,
    staff: staff.staff.id,
    subscribers: subscriber.id,
    key: keys.body.items[0].id,
    publications: "main",
    categories: "business",
    code: "too-local",
    n: "1",
  };
}

const review = { decision: "approve" };
const bodies: Record<string, unknown> = {
  "PUT /v1/admin/models/in-service": { number: 0 },
  "POST /v1/admin/categories": { slug: "ours", name: "Ours" },
  "POST /v1/admin/rules": { changes: { rules: { "HL-04": null } }, note: "Ours" },
  "POST /v1/admin/blocks": { kind: "term", value: "theirs", reason: "Ours" },
  "POST /v1/admin/staff": { name: "Ours", email: "ours@star.example", role: "editor" },
  "POST /v1/admin/subscribers": { email: "ours@reader.example" },
  "POST /v1/admin/webhooks": { url: "https://hooks.ours.example/", events: ["article.*"] },
  "PATCH /v1/admin/releases/{id}": { dek: "Ours" },
  "POST /v1/admin/releases/{id}/reviews": review,
  "POST /v1/admin/releases/{id}/notes": { note: "Ours" },
  "PUT /v1/admin/releases/{id}/schedule": { publishAt: "2099-01-01T00:00:00Z" },
  "PUT /v1/admin/releases/{id}/embargo": { embargoedUntil: "2099-01-01T00:00:00Z" },
  "POST /v1/admin/articles/{id}/corrections": { changes: { dek: "Ours" }, notice: "It was theirs." },
  "PUT /v1/admin/articles/{id}/retraction": { reason: "Ours", notice: "It was theirs." },
  "PATCH /v1/admin/blocks/{id}": { severity: "reject" },
  "PATCH /v1/admin/rules/{id}": { changes: { rules: { "HL-04": null } }, note: "Ours" },
  "POST /v1/admin/rules/{id}/trials": { last: 1 },
  "PATCH /v1/admin/publications/{slug}": { name: "Ours" },
  "PUT /v1/admin/publications/{slug}/rules": { pack: "standard" },
  "POST /v1/admin/publications/{slug}/categories": { slug: "ours", name: "Ours" },
  "POST /v1/admin/publications/{slug}/reasons": { code: "ours", decisions: ["reject"], message: "Ours." },
  "PATCH /v1/admin/publications/{slug}/reasons/{code}": { message: "Ours." },
  "PATCH /v1/admin/categories/{slug}": { name: "Ours" },
  "POST /v1/admin/categories/{slug}/merger": { into: "sports" },
  "PATCH /v1/admin/staff/{id}": { name: "Ours" },
  "PATCH /v1/admin/subscribers/{id}": { categories: ["sports"] },
  "PATCH /v1/admin/webhooks/{id}": { disabled: true },
  "POST /v1/admin/webhooks/{id}/replays": { from: "2026-01-01T00:00:00Z" },
  "POST /v1/admin/webhooks/{id}/secret-rotations": {},
};

/** Organisations, people, mails, queues and one's own things belong to no publication. */
const ofNoPublication = /^\/v1\/admin\/(?:organizations|queues|me|people|mails)\b/;

const nameOf = ({ method, template }: Route) => `${method} ${template}`;
const answerTo = (route: Route, { status, text }: Reply<any>) =>
  `${nameOf(route)}: ${status} ${text.slice(0, 200)}`;

/** An empty list, file or count. */
function isEmpty({ status, text, body }: Reply<any>): boolean {
  if (status !== 200) return false;
  if (text === "") return true;
  return "items" in body ? body.items.length === 0 : !/"(?:count|overdue)":[1-9]/.test(text);
}

function askFor(route: Route, key: string) {
  const kind = route.template.split("/")[3] ?? "";
  const path = route.template
    .replace("{id}", ids[kind] ?? "")
    .replace("{slug}", ids[kind] ?? "")
    .replace(/\{(\w+)\}/g, (_all, name) => ids[name] ?? "");
  const query = kind === "categories" ? "?publication=main" : "";
  const body = bodies[nameOf(route)];
  const headers = { "if-match": '"1"', ...(body !== undefined && { "content-type": "application/json" }) };
  return call(room.origin, { method: route.method, path: `${path}${query}` }, { key, body, headers });
}

describe("an administrator of another publication", () => {
  it("is answered at every route that names something as if it did not exist", async () => {
    const answers: string[] = [];
    const asked = routes.filter(({ template }) => !ofNoPublication.test(template));
    for (const route of asked) {
      const reply = await askFor(route, boundKey);
      if (reply.status === 404 && !objectionTo(reply)) continue;
      answers.push(answerTo(route, reply));
    }
    expect(answers).toEqual([]);
  });

  it("names it in a query, and finds nothing or that it does not exist", async () => {
    const found: string[] = [];
    for (const route of table.filter(({ query }) => query.includes("publication"))) {
      const format = route.query.includes("format") ? "&format=jsonl" : "";
      const path = `${route.path}?publication=main${format}`;
      const reply = await call(
        room.origin,
        { ...route, path },
        { key: boundKey, body: bodies[nameOf(route)] },
      );
      if (reply.status !== 404 && !isEmpty(reply)) found.push(answerTo(route, reply));
    }
    expect(found).toEqual([]);
  });

  it("names it in a body, and is refused", async () => {
    const found: string[] = [];
    for (const route of table.filter(({ fields }) => fields?.includes("publication"))) {
      const body = { ...(bodies[nameOf(route)] as object), publication: "main" };
      const reply = await call(room.origin, route, { key: boundKey, body });
      const isRefused =
        reply.status === 404 || reply.status === 403 || pointers(reply).includes("/publication");
      if (!isRefused) found.push(answerTo(route, reply));
    }
    expect(found).toEqual([]);
  });

  it("reads of organisations, and decides nothing about what belongs to no publication", async () => {
    const names = { id: society.id, email: "main@star.example", name: "moderate", key: ids.key ?? "" };
    const open = /^GET \/v1\/admin\/organizations(\/\{id\})?$|\/v1\/admin\/me\b/;
    const found: string[] = [];
    for (const route of table.filter(
      (one) => ofNoPublication.test(one.template) && !open.test(nameOf(one)),
    )) {
      const path = route.template.replace(/\{(\w+)\}/g, (_all, name: keyof typeof names) => names[name]);
      const reply = await call(room.origin, { ...route, path }, { key: boundKey, body: route.fields && {} });
      if (reply.status !== 403 || objectionTo(reply)) found.push(answerTo(route, reply));
    }
    expect(found).toEqual([]);
  });

  it("asked for what is there: the administrator of all reads each", async () => {
    const answers: string[] = [];
    for (const route of routes.filter(
      ({ method, template }) => method === "GET" && !ofNoPublication.test(template),
    )) {
      const reply = await askFor(route, room.newsroom.config.ADMIN_API_KEY ?? "");
      if (reply.status !== 200) answers.push(answerTo(route, reply));
    }
    expect(answers).toEqual([]);
  });

  it.each(["releases", "events", "blocks", "webhooks", "staff", "publications", "subscribers", "digests"])(
    "finds nothing of it among the %s",
    async (list) => {
      const reply = await call(room.origin, { method: "GET", path: `/v1/admin/${list}` }, { key: boundKey });
      const found = JSON.stringify(reply.body);
      expect(reply.status).toBe(200);
      for (const id of [ids.releases, ids.articles, ids.blocks, ids.webhooks, ids.staff, ids.subscribers]) {
        expect(found).not.toContain(id);
      }
    },
  );

  it("changed nothing", async () => {
    const { body } = await room.admin.get("/v1/admin/publications/main");
    expect(body.name).not.toBe("Ours");
    const release = await room.admin.get(`/v1/admin/releases/${ids.releases}`);
    expect(release.body).toMatchObject({ status: "needs_review", dek: null, claim: null });
  });
});
