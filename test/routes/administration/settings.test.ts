import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, until } from "../../support/newsroom.ts";

let room: TestNewsroom;
let local: Client & { readonly id: string };
let founded = 0;

beforeAll(async () => {
  room = await openNewsroom();
  await found("herald");
  local = await room.staff("managing_editor", "herald");
});
afterAll(() => room.close());

async function found(slug: string): Promise<void> {
  const publication = { slug, name: "The Herald", timeZone: "Asia/Kathmandu" };
  expect(await room.admin.post("/v1/admin/publications", publication)).toMatchObject({ status: 201 });
}

/** A publication with a policy of its own. */
async function publicationThat(autoPublish: string): Promise<string> {
  founded += 1;
  await found(`courier-${founded}`);
  await room.admin.patch(`/v1/admin/publications/courier-${founded}`, { autoPublish });
  return `courier-${founded}`;
}

describe("what goes out without an editor", () => {
  it.each([
    ["never", "trusted", "needs_review"],
    ["never", "verified", "needs_review"],
    ["trusted", "trusted", "published"],
    ["trusted", "verified", "needs_review"],
    ["trusted", "unverified", "needs_review"],
    ["verified", "trusted", "published"],
    ["verified", "verified", "published"],
    ["verified", "unverified", "needs_review"],
  ])("where the policy is %s and the organisation %s: %s", async (autoPublish, trust, status) => {
    const publication = await publicationThat(autoPublish);
    // Of two of one name the later waits; numbers make a series.
    const name = `Marlhaven Society ${founded}`;
    const organization = await room.organization("trusted", name);
    // An organisation's first release is read by an editor, unless it is trusted.
    await room.submitted(organization, aRelease({}, name));
    await room.admin.patch(`/v1/admin/organizations/${organization.id}`, { trust });
    await knownAs(trust, organization);
    const release = await room.submitted(organization, aRelease({ publication }, name));
    expect(release).toMatchObject({ status, publication });
  });
});

/** Keys know a changed trust within a second. */
function knownAs(trust: string, organization: Client): Promise<void> {
  return until(async () => (await organization.get("/v1/organizations/me")).body.trust === trust);
}

describe("an organisation that is suspended", () => {
  it("sends nothing, and what it had approved does not go out until it may again", async () => {
    const organization = await room.organization("verified");
    const editor = await room.staff("editor");
    const { id } = await room.submitted(organization);
    await room.admin.patch(`/v1/admin/organizations/${organization.id}`, {
      trust: "suspended",
      reason: "Complaints",
    });
    await editor.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve" });
    expect((await editor.get(`/v1/admin/releases/${id}`)).body.status).toBe("approved");
    await room.admin.patch(`/v1/admin/organizations/${organization.id}`, { trust: "verified" });
    room.clock.travel(10_000);
    await knownAs("verified", organization);
    await room.settled(organization, id, "published");
  });
});

describe("the desk of another publication", () => {
  it("does not see a release: it is not found, by any way", async () => {
    const organization = await room.organization("verified");
    const { id } = await room.submitted(organization);
    const path = `/v1/admin/releases/${id}`;
    const answers = await Promise.all([
      local.get(path),
      local.get(`${path}/events`),
      local.get(`${path}/versions`),
      local.put(`${path}/claim`),
      local.post(`${path}/reviews`, { decision: "approve" }),
      local.patch(path, { dek: "x" }, { "if-match": '"1"' }),
      local.put(`${path}/schedule`, { publishAt: "2099-01-01T00:00:00Z" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404]);
  });

  it("neither finds it in the queue, nor counts it, nor reads its events", async () => {
    const organization = await room.organization("verified");
    const { id } = await room.submitted(organization);
    const queue = await local.get(`/v1/admin/releases?organization=${organization.id}`);
    const counts = await local.get("/v1/admin/releases/counts");
    const events = await local.get(`/v1/admin/events?release=${id}`);
    expect(queue.body.items).toEqual([]);
    expect(counts.body.needs_review.count).toBe(0);
    expect(events.body.items).toEqual([]);
  });

  it("neither corrects nor retracts its article", async () => {
    const { article } = await room.submitted(await room.organization());
    const path = `/v1/admin/articles/${article.id}`;
    const correction = { changes: { dek: "x" }, notice: "y" };
    expect(await local.post(`${path}/corrections`, correction, { "if-match": '"1"' })).toMatchObject({
      status: 404,
    });
    expect(await local.put(`${path}/retraction`, { reason: "x", notice: "y" })).toMatchObject({
      status: 404,
    });
  });

  it("works on its own", async () => {
    const organization = await room.organization("verified");
    const { id } = await room.submitted(organization, aRelease({ publication: "herald" }));
    await local.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve" });
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

describe("a second publication", () => {
  it("has articles of its own, at addresses that lead to them", async () => {
    const organization = await room.organization();
    const headline = `Herald and Daily print the same headline ${founded}-${organization.id}`;
    const [main, herald] = [
      await room.submitted(organization, aRelease({ headline })),
      await room.submitted(organization, aRelease({ headline, publication: "herald" })),
    ];
    const read = await room.reader.get(pathOf(herald.article.url));
    expect(read.body).toMatchObject({ id: herald.article.id, publication: "herald" });
    expect((await room.reader.get(pathOf(main.article.url))).body.id).toBe(main.article.id);
    expect((await room.reader.get(pathOf(read.body.url))).body.id).toBe(herald.article.id);
  });

  it("prints its own local time", async () => {
    const { article } = await room.submitted(await room.organization(), aRelease({ publication: "herald" }));
    expect((await room.reader.get(`/v1/articles/${article.id}`)).body.publishedAtLocal).toContain("GMT+5:45");
  });

  it("leads an old slug on within itself", async () => {
    const organization = await room.organization();
    const { article, headline } = await room.submitted(organization, aRelease({ publication: "herald" }));
    const correction = await local.post(
      `/v1/admin/articles/${article.id}/corrections`,
      { changes: { headline: `Again: ${headline}` }, notice: "Again" },
      { "if-match": '"1"' },
    );
    expect(correction).toMatchObject({ status: 201 });
    const moved = await room.reader.get(pathOf(article.url));
    expect(moved.status).toBe(301);
    const target = pathOf(moved.headers.get("location") ?? "");
    expect((await room.reader.get(target)).body.id).toBe(article.id);
  });

  it("has a name that is taken once", async () => {
    const again = { slug: "herald", name: "Another", timeZone: "UTC" };
    expect(await room.admin.post("/v1/admin/publications", again)).toMatchObject({
      status: 409,
      body: { type: "/problems/already-exists" },
    });
  });

  it("needs a zone that there is", async () => {
    const nowhere = { slug: "nowhere", name: "Nowhere", timeZone: "Europe/Marlhaven" };
    expect(await room.admin.post("/v1/admin/publications", nowhere)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/timeZone" }] },
    });
  });

  it("may add a section, once", async () => {
    const section = { slug: "harbour", name: "Harbour" };
    const path = "/v1/admin/publications/herald/categories";
    expect(await room.admin.post(path, section)).toMatchObject({ status: 201, body: section });
    expect(await room.admin.post(path, section)).toMatchObject({ status: 409 });
    const sections = await room.reader.get("/v1/categories?publication=herald");
    expect(sections.body.items.at(-1)).toEqual({ ...section, articles: 0 });
  });
});

const pathOf = (url: string) => url.replace("http://dateline.example", "");

describe("the settings of a publication", () => {
  const path = "/v1/admin/publications";
  const changesOf = async (slug: string) =>
    room.sql(
      "select e.actor_role, e.action, e.changes from desk_events e join publications p on p.id = e.publication_id where e.subject = 'publication' and p.slug = $1 order by e.id",
      [slug],
    );

  it("are read, changed one by one, and each change is recorded with what was before", async () => {
    const slug = await publicationThat("never");
    const serviceHours = { days: { mon: [{ from: "09:00", to: "17:00" }] }, closed: ["2027-12-25"] };
    await room.admin.patch(`${path}/${slug}`, { reviewWithinHours: 8, serviceHours });
    await room.admin.patch(`${path}/${slug}`, { reviewWithinHours: 8 });
    await room.admin.patch(`${path}/${slug}`, { serviceHours: null });
    expect((await room.admin.get(`${path}/${slug}`)).body).toMatchObject({
      ...{ slug, name: "The Herald", timeZone: "Asia/Kathmandu", autoPublish: "never" },
      ...{ reviewWithinHours: 8, serviceHours: null, rulePack: "standard" },
    });
    expect(await changesOf(slug)).toEqual([
      {
        ...{ actor_role: "admin", action: "found" },
        changes: { after: { slug, name: "The Herald", timeZone: "Asia/Kathmandu" } },
      },
      {
        ...{ actor_role: "admin", action: "change" },
        changes: { before: { autoPublish: "trusted" }, after: { autoPublish: "never" } },
      },
      {
        ...{ actor_role: "admin", action: "change" },
        changes: {
          before: { reviewWithinHours: 24, serviceHours: null },
          after: { reviewWithinHours: 8, serviceHours },
        },
      },
      {
        ...{ actor_role: "admin", action: "change" },
        changes: { before: { serviceHours }, after: { serviceHours: null } },
      },
    ]);
  });

  it("are refused with every fault, and the slug is none of them", async () => {
    const refused = await room.admin.patch(`${path}/herald`, {
      ...{ slug: "other", name: "", reviewWithinHours: 0 },
      serviceHours: { days: { mon: [{ from: "17:00", to: "09:00" }] } },
    });
    expect([refused.status, refused.body.errors.map(({ pointer }: any) => pointer).sort()]).toEqual([
      422,
      ["/name", "/reviewWithinHours", "/serviceHours/days/mon/0/to", "/slug"],
    ]);
  });

  it("take two changes at once, one after the other", async () => {
    const slug = await publicationThat("never");
    const [name, zone] = [{ name: "The Evening Herald" }, { timeZone: "Europe/Oslo" }];
    await Promise.all([
      room.admin.patch(`${path}/${slug}`, name),
      room.admin.patch(`${path}/${slug}`, zone),
      room.admin.patch(`${path}/${slug}`, { reviewWithinHours: 1 }),
      room.admin.patch(`${path}/${slug}`, { reviewWithinHours: 2 }),
    ]);
    const { body } = await room.admin.get(`${path}/${slug}`);
    expect(body).toMatchObject({ ...name, ...zone });
    const hours = (await changesOf(slug)).flatMap(({ changes }) => changes.after.reviewWithinHours ?? []);
    expect([hours.length, hours.at(-1)]).toEqual([2, body.reviewWithinHours]);
  });

  it("are gone with a publication that never held anything", async () => {
    const slug = await publicationThat("never");
    await room.admin.post("/v1/admin/blocks", {
      kind: "term",
      value: "gone soon",
      reason: "x",
      publication: slug,
    });
    const removals = await Promise.all([1, 2].map(() => room.admin.delete(`${path}/${slug}`)));
    expect(removals.map(({ status }) => status).sort()).toEqual([204, 404]);
    expect(await room.admin.get(`${path}/${slug}`)).toMatchObject({ status: 404 });
    expect(await room.admin.get(`/v1/admin/categories?publication=${slug}`)).toMatchObject({ status: 404 });
  });

  it("stay while it holds anything, and those of main always", async () => {
    const slug = await publicationThat("never");
    await room.submitted(await room.organization(), aRelease({ publication: slug }));
    await room.staff("editor", slug);
    const refused = await room.admin.delete(`${path}/${slug}`);
    expect(refused).toMatchObject({
      ...{ status: 409, body: { type: "/problems/in-use", releases: 1, articles: 0, staff: 1 } },
    });
    expect(await room.admin.delete(`${path}/main`)).toMatchObject({ status: 409 });
    const local = await room.staff("admin", slug);
    expect(await local.delete(`${path}/${slug}`)).toMatchObject({ status: 403 });
    expect(await local.delete(`${path}/main`)).toMatchObject({ status: 404 });
  });

  it("are either gone or used by a release that comes at the same moment", async () => {
    const organization = await room.organization();
    for (let round = 0; round < 8; round += 1) {
      const slug = await publicationThat("never");
      const [removed, sent] = await Promise.all([
        room.admin.delete(`${path}/${slug}`),
        organization.post("/v1/releases", aRelease({ publication: slug })),
      ]);
      expect(["204 422", "409 201"]).toContain(`${removed.status} ${sent.status}`);
    }
  });
});

describe("the organisations", () => {
  it("are found by a part of their name, and a percent sign is no wildcard", async () => {
    const { id } = await room.organization("verified", "Quay & Anchor Museum");
    const named = async (q: string) =>
      (await room.admin.get(`/v1/admin/organizations?q=${q}`)).body.items.map((found: any) => found.id);
    expect(await named("ANCHOR%20mus")).toEqual([id]);
    expect(await named("%25")).toEqual([]);
  });

  it("are filtered by trust, the newest first, page by page", async () => {
    const suspended = [await room.organization("suspended"), await room.organization("suspended")];
    const first = await room.admin.get("/v1/admin/organizations?trust=suspended&limit=1");
    const second = await room.admin.get(
      `/v1/admin/organizations?trust=suspended&limit=1&cursor=${first.body.nextCursor}`,
    );
    const [older, newer] = suspended;
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual([newer?.id, older?.id]);
  });

  it("are given a trust and a quota by the desk, and know it within a second", async () => {
    const organization = await room.organization("unverified");
    const path = `/v1/admin/organizations/${organization.id}`;
    const changed = await room.admin.patch(path, { trust: "trusted", dailyQuota: 3 });
    expect(changed).toMatchObject({ status: 200, body: { trust: "trusted", dailyQuota: 3 } });
    const before = Date.now();
    await knownAs("trusted", organization);
    expect(Date.now() - before).toBeLessThan(2000);
  });

  it("are given no trust that there is not", async () => {
    const path = "/v1/admin/organizations/01980000-0000-7000-8000-000000000000";
    expect(await room.admin.patch(path, { trust: "beloved" })).toMatchObject({ status: 422 });
    expect(await room.admin.patch(path, { trust: "trusted" })).toMatchObject({ status: 404 });
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
