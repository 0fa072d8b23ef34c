import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { openPublicationRoom, type PublicationRoom } from "./publication-room.ts";

let room: PublicationRoom;

beforeAll(async () => {
  room = await openPublicationRoom();
});
afterAll(() => room.close());

const pathOf = (url: string) => url.replace("http://dateline.example", "");

describe("a second publication", () => {
  it("has articles of its own, at addresses that lead to them", async () => {
    const organization = await room.organization();
    const headline = `Herald and Daily print the same headline ${organization.id}`;
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
    const correction = await room.local.post(
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

describe("the settings of a publication", () => {
  const path = "/v1/admin/publications";
  const changesOf = async (slug: string) =>
    room.sql(
      "select e.actor_role, e.action, e.changes from desk_events e join publications p on p.id = e.publication_id where e.subject = 'publication' and p.slug = $1 order by e.id",
      [slug],
    );

  it("are listed page by page", async () => {
    const all = (await room.admin.get(path)).body.items.map(({ slug }: any) => slug);
    const first = await room.admin.get(`${path}?limit=1`);
    const rest = await room.admin.get(`${path}?cursor=${first.body.nextCursor}`);
    const slugs = [...first.body.items, ...rest.body.items].map(({ slug }: any) => slug);
    expect(all.length).toBeGreaterThan(1);
    expect([first.body.items.length, rest.body.nextCursor, slugs]).toEqual([1, null, all]);
  });

  it("are read, changed one by one, and each change is recorded with what was before", async () => {
    const slug = await room.publicationThat("never");
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
    const slug = await room.publicationThat("never");
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
    const slug = await room.publicationThat("never");
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
    const slug = await room.publicationThat("never");
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
      const slug = await room.publicationThat("never");
      const [removed, sent] = await Promise.all([
        room.admin.delete(`${path}/${slug}`),
        organization.post("/v1/releases", aRelease({ publication: slug })),
      ]);
      expect(["204 422", "409 201"]).toContain(`${removed.status} ${sent.status}`);
    }
  });
});
