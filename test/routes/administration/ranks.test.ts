import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { openPublicationRoom, type PublicationRoom } from "./publication-room.ts";

let room: PublicationRoom;

beforeAll(async () => {
  room = await openPublicationRoom();
});
afterAll(() => room.close());

describe("the desk of another publication", () => {
  it("does not see a release: it is not found, by any way", async () => {
    const organization = await room.organization("verified");
    const { id } = await room.submitted(organization);
    const path = `/v1/admin/releases/${id}`;
    const answers = await Promise.all([
      room.local.get(path),
      room.local.get(`${path}/events`),
      room.local.get(`${path}/versions`),
      room.local.put(`${path}/claim`),
      room.local.post(`${path}/reviews`, { decision: "approve" }),
      room.local.patch(path, { dek: "x" }, { "if-match": '"1"' }),
      room.local.put(`${path}/schedule`, { publishAt: "2099-01-01T00:00:00Z" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404]);
  });

  it("neither finds it in the queue, nor counts it, nor reads its events", async () => {
    const organization = await room.organization("verified");
    const { id } = await room.submitted(organization);
    const queue = await room.local.get(`/v1/admin/releases?organization=${organization.id}`);
    const counts = await room.local.get("/v1/admin/releases/counts");
    const events = await room.local.get(`/v1/admin/events?release=${id}`);
    expect(queue.body.items).toEqual([]);
    expect(counts.body.needs_review.count).toBe(0);
    expect(events.body.items).toEqual([]);
  });

  it("neither corrects nor retracts its article", async () => {
    const { article } = await room.submitted(await room.organization());
    const path = `/v1/admin/articles/${article.id}`;
    const correction = { changes: { dek: "x" }, notice: "y" };
    expect(await room.local.post(`${path}/corrections`, correction, { "if-match": '"1"' })).toMatchObject({
      status: 404,
    });
    expect(await room.local.put(`${path}/retraction`, { reason: "x", notice: "y" })).toMatchObject({
      status: 404,
    });
  });

  it("works on its own", async () => {
    const organization = await room.organization("verified");
    const { id } = await room.submitted(organization, aRelease({ publication: "herald" }));
    await room.local.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve" });
    expect(await room.settled(organization, id, "published")).toMatchObject({ publication: "herald" });
  });
});

describe("an administrator of one publication", () => {
  it("adds nobody to the desk of another, or of all", async () => {
    const admin = await room.staff("admin", "herald");
    const somebody = { name: "Mole", email: "mole@star.example", role: "admin" };
    const answers = [
      await admin.post("/v1/admin/staff", somebody),
      await admin.post("/v1/admin/staff", { ...somebody, publication: "main" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    const own = { ...somebody, publication: "herald" };
    expect(await admin.post("/v1/admin/staff", own)).toMatchObject({ status: 201 });
  });

  it("sees the people of its own desk alone", async () => {
    const admin = await room.staff("admin", "herald");
    const { items } = (await admin.get("/v1/admin/staff?limit=100")).body;
    expect(new Set(items.map(({ publication }: any) => publication))).toEqual(new Set(["herald"]));
  });

  it("neither founds a publication nor changes another one", async () => {
    const admin = await room.staff("admin", "herald");
    const founding = { slug: "mole", name: "Mole", timeZone: "UTC" };
    expect(await admin.post("/v1/admin/publications", founding)).toMatchObject({ status: 403 });
    expect(await admin.patch("/v1/admin/publications/main", { name: "Mole" })).toMatchObject({ status: 404 });
    const section = { slug: "moles", name: "Moles" };
    expect(await admin.post("/v1/admin/publications/main/categories", section)).toMatchObject({
      status: 404,
    });
  });
});

describe("the ranks of the desk", () => {
  const routes = [
    ["GET", "/v1/admin/releases", "editor"],
    ["GET", "/v1/admin/events", "editor"],
    ["GET", "/v1/admin/organizations", "editor"],
    ["PATCH", "/v1/admin/organizations/01980000-0000-7000-8000-000000000000", "managing_editor"],
    ["PUT", "/v1/admin/articles/01980000-0000-7000-8000-000000000000/retraction", "managing_editor"],
    ["GET", "/v1/admin/staff", "admin"],
    ["POST", "/v1/admin/staff", "admin"],
    ["POST", "/v1/admin/publications", "admin"],
    ["PATCH", "/v1/admin/publications/herald", "admin"],
    ["GET", "/v1/admin/rules", "editor"],
    ["GET", "/v1/admin/blocks", "editor"],
    ["POST", "/v1/admin/rules/standard/trials", "admin"],
    ["GET", "/v1/admin/queues", "admin"],
  ] as const;
  const ranks = ["editor", "managing_editor", "admin"] as const;

  it.each(routes)("let %s %s through from %s upwards", async (method, path, rank) => {
    const statuses = await Promise.all(
      ranks.map(async (role) => {
        const by = await room.staff(role);
        const ask = { GET: by.get, POST: by.post, PUT: by.put, PATCH: by.patch }[method];
        return (await ask(path)).status;
      }),
    );
    const allowed = ranks.map((role) => ranks.indexOf(role) >= ranks.indexOf(rank));
    expect(statuses.map((status) => status !== 403)).toEqual(allowed);
  });

  it("are not an organisation's: its key opens nothing there", async () => {
    const organization = await room.organization();
    expect(await organization.get("/v1/admin/releases")).toMatchObject({
      status: 403,
      body: { type: "/problems/forbidden" },
    });
    expect(await room.reader.get("/v1/admin/releases")).toMatchObject({ status: 401 });
  });

  it("keep every answer of the desk out of caches", async () => {
    const answer = await room.admin.get("/v1/admin/releases");
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });
});
