import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { aRelease, hence } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";

const hour = 3_600_000;
let room: TestNewsroom;
let editor: Client & { readonly id: string };
/** An editor of a publication of its own. */
let starEditor: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom();
  await room.admin.post("/v1/admin/publications", { slug: "star", name: "The Star", timeZone: "UTC" });
  [editor, starEditor] = await Promise.all([room.staff("editor"), room.staff("editor", "star")]);
});
afterEach(() => promise({ reviewWithinHours: 24, serviceHours: null }));
afterAll(() => room.close());

const club = () => room.organization("verified");
const listed = async (query: string, by: Client = editor) =>
  (await by.get(`/v1/admin/releases?${query}`)).body.items as Record<string, any>[];
const idsOf = (items: readonly Record<string, any>[]) => items.map(({ id }) => id);
const withdraw = (by: Client, id: string) => by.post(`/v1/releases/${id}/withdrawal`);

/** Says by when the desk of the main publication looks. */
async function promise(settings: Record<string, unknown>): Promise<void> {
  expect(await room.admin.patch("/v1/admin/publications/main", settings)).toMatchObject({ status: 200 });
}

/** A release that waits, promised for so many hours from its arrival. */
async function promised(by: TestOrganization, reviewWithinHours: number): Promise<Record<string, any>> {
  await promise({ reviewWithinHours });
  return room.submitted(by);
}

/** Every id that the pages of a list have, in order. */
async function readAll(query: string): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await editor.get(`/v1/admin/releases?${query}${cursor ? `&cursor=${cursor}` : ""}`);
    seen.push(...idsOf(page.body.items));
    cursor = page.body.nextCursor;
  } while (cursor !== null);
  return seen;
}

describe("the queue", () => {
  it("leads with what was promised first, which need not have come first", async () => {
    const society = await club();
    const slow = await promised(society, 48);
    const urgent = await promised(society, 1);
    const usual = await promised(society, 24);
    expect(idsOf(await listed(`organization=${society.id}`))).toEqual([urgent.id, usual.id, slow.id]);
  });

  it("leads with what is overdue, the longest overdue first", async () => {
    const society = await club();
    const early = await promised(society, 2);
    const late = await promised(society, 1);
    room.clock.travel(3 * hour);
    const fresh = await promised(society, 1);
    const items = await listed(`organization=${society.id}`);
    expect(idsOf(items)).toEqual([late.id, early.id, fresh.id]);
    expect(items.map(({ waiting }) => waiting.dueAt < hence(room, 0))).toEqual([true, true, false]);
  });

  it("has everything else behind what waits, by arrival", async () => {
    const society = await club();
    const back = await room.submitted(society);
    const more = await room.submitted(society);
    const held = await room.submitted(society);
    await withdraw(society, more.id);
    await withdraw(society, back.id);
    expect(idsOf(await listed(`organization=${society.id}`))).toEqual([held.id, back.id, more.id]);
  });

  it("is in the order of arrival on demand, from either end", async () => {
    const society = await club();
    const first = await promised(society, 48);
    const second = await promised(society, 1);
    expect(idsOf(await listed(`organization=${society.id}&sort=oldest`))).toEqual([first.id, second.id]);
    expect(idsOf(await listed(`organization=${society.id}&sort=newest`))).toEqual([second.id, first.id]);
  });

  it.each(["due", "oldest", "newest"])(
    "by %s is read page by page without losing or repeating any",
    async (sort) => {
      const society = await club();
      for (const within of [9, 3, 6]) await promised(society, within);
      for (const { id } of [await room.submitted(society), await room.submitted(society)])
        await withdraw(society, id);
      const whole = idsOf(await listed(`organization=${society.id}&sort=${sort}`));
      expect(whole).toHaveLength(5);
      expect(await readAll(`organization=${society.id}&sort=${sort}&limit=2`)).toEqual(whole);
    },
  );

  it("does not lose its place when what a page ended with is decided meanwhile", async () => {
    const society = await club();
    const [first, second, third] = [
      await room.submitted(society),
      await room.submitted(society),
      await room.submitted(society),
    ];
    const page = await editor.get(`/v1/admin/releases?organization=${society.id}&limit=2`);
    expect(idsOf(page.body.items)).toEqual([first.id, second.id]);
    await withdraw(society, second.id);
    const rest = await listed(
      `organization=${society.id}&status=needs_review&cursor=${page.body.nextCursor}`,
    );
    expect(idsOf(rest)).toEqual([third.id]);
  });

  it("shows until when a release waits, and what holds it back", async () => {
    const society = await club();
    const plan = { embargoedUntil: hence(room, 40 * hour), publishAt: hence(room, 50 * hour) };
    await room.submitted(society, aRelease(plan));
    const [item] = await listed(`organization=${society.id}`);
    expect(item).toMatchObject({ ...plan, waiting: { dueAt: expect.any(String) } });
  });

  it("is filtered by state, by several at once", async () => {
    const society = await club();
    const held = await room.submitted(society);
    const back = await room.submitted(society);
    await withdraw(society, back.id);
    const query = `organization=${society.id}&status=withdrawn`;
    expect(idsOf(await listed(query))).toEqual([back.id]);
    expect(idsOf(await listed(`${query}&status=needs_review`))).toEqual([held.id, back.id]);
  });

  it.each([
    ["kind", "kind=sports"],
    ["words in the headline", "q=REGATTA%20ends"],
    ["category", "category=sports"],
    [
      "all of them",
      "kind=sports&q=regatta&category=sports&status=needs_review&claimedBy=none&publication=main",
    ],
  ])("is filtered by %s", async (_what, query) => {
    const society = await club();
    await room.submitted(society);
    const headline = `Marlhaven regatta ends in calm water ${society.id}`;
    const { id } = await room.submitted(society, aRelease({ kind: "sports", headline }));
    const etag = (await editor.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
    await editor.patch(`/v1/admin/releases/${id}`, { category: "sports" }, { "if-match": etag });
    expect(idsOf(await listed(`organization=${society.id}&${query}`))).toEqual([id]);
  });

  it("does not take a percent sign in a search for a wildcard", async () => {
    const society = await club();
    await room.submitted(society);
    expect(await listed(`organization=${society.id}&q=%25`)).toEqual([]);
  });

  it("is filtered by who has claimed, or that nobody has", async () => {
    const society = await club();
    const free = await room.submitted(society);
    const taken = await room.submitted(society);
    await editor.put(`/v1/admin/releases/${taken.id}/claim`);
    const by = (whose: string, asker = editor) =>
      listed(`organization=${society.id}&claimedBy=${whose}`, asker);
    expect(idsOf(await by(editor.id))).toEqual([taken.id]);
    expect(idsOf(await by("me"))).toEqual([taken.id]);
    expect(idsOf(await by("me", await room.staff("editor")))).toEqual([]);
    expect(idsOf(await by("none"))).toEqual([free.id]);
  });

  it("forgets a claim that has ended by the database's clock", async () => {
    const society = await club();
    const { id } = await room.submitted(society);
    await editor.put(`/v1/admin/releases/${id}/claim`);
    room.clock.travel(hour / 4 + 1);
    expect(await listed(`organization=${society.id}&claimedBy=me`)).toEqual([]);
    expect(idsOf(await listed(`organization=${society.id}&claimedBy=none`))).toEqual([id]);
  });

  it("is that of the editor's own publication", async () => {
    const society = await club();
    const [theirs, own] = await Promise.all([
      room.submitted(society),
      room.submitted(society, aRelease({ publication: "star" })),
    ]);
    expect(idsOf(await listed(`organization=${society.id}`, starEditor))).toEqual([own.id]);
    expect(await listed(`organization=${society.id}&publication=main`, starEditor)).toEqual([]);
    expect(idsOf(await listed(`organization=${society.id}&publication=main`))).toEqual([theirs.id]);
    expect(await listed("publication=moon")).toEqual([]);
  });

  it("holds no drafts, since nobody has sent them", async () => {
    const society = await club();
    await society.post("/v1/releases?draft=true", aRelease());
    expect(await listed(`organization=${society.id}`)).toEqual([]);
    expect(await listed(`organization=${society.id}&status=draft`)).toEqual([]);
  });

  it.each([
    "status=lost",
    "sort=best",
    "kind=gossip",
    "limit=0",
    "limit=101",
    "cursor=%22x%22",
    "claimedBy=somebody",
    "colour=red",
    "category=%00",
    "publication=%00",
  ])("refuses %s", async (query) => {
    expect(await editor.get(`/v1/admin/releases?${query}`)).toMatchObject({
      status: 422,
      body: { type: "/problems/invalid-request" },
    });
  });
});

describe("a cursor", () => {
  const cursorOf = async (path: string) => (await editor.get(path)).body.nextCursor as string;
  const made = (place: unknown) => Buffer.from(JSON.stringify(place)).toString("base64url");
  const refused = { status: 422, body: { errors: [{ pointer: "/cursor" }] } };
  const id = "01980000-0000-7000-8000-000000000000";

  it("that is none is named with whatever else is wrong with the query, each in words", async () => {
    const { body } = await editor.get(
      "/v1/admin/releases?cursor=xyz&limit=many&sort=upwards&status=lost&page=2",
    );
    const said = body.errors
      .map(({ pointer, detail }: Record<string, string>) => `${pointer} ${detail}`)
      .sort();
    expect(said).toEqual([
      "/cursor is not a cursor of this list",
      "/limit must be a number",
      "/page is not a field",
      expect.stringMatching(/^\/sort must be one of \w+, \w+/),
      expect.stringMatching(/^\/status must be one of .*needs_review/),
    ]);
  });

  it("of another order or of another list is refused", async () => {
    const society = await club();
    for (let count = 0; count < 2; count += 1) await room.submitted(society);
    const byArrival = await cursorOf("/v1/admin/releases?sort=oldest&limit=1");
    const ofEvents = await cursorOf("/v1/admin/events?limit=1");
    for (const cursor of [byArrival, ofEvents]) {
      expect(cursor).toEqual(expect.any(String));
      expect(await editor.get(`/v1/admin/releases?cursor=${cursor}`)).toMatchObject(refused);
    }
  });

  it.each([
    ["an id alone", id],
    ["a year that nobody can keep", ["due", "0000-01-01T00:00:00Z", id]],
    ["no id", ["due", null, "x"]],
    ["more than a place", ["due", null, id, 1]],
  ])("that was made up with %s is refused", async (_what, place) => {
    expect(await editor.get(`/v1/admin/releases?cursor=${made(place)}`)).toMatchObject(refused);
  });
});

describe("the counts", () => {
  const counts = async (query = "", by: Client = editor) =>
    (await by.get(`/v1/admin/releases/counts${query}`)).body as Record<string, any>;

  it("say how many are in each state, and for how long the oldest has been", async () => {
    const before = await counts("?publication=star");
    const release = await room.submitted(await club(), aRelease({ publication: "star" }));
    room.clock.travel(2 * hour);
    const after = await counts("?publication=star");
    expect(after.needs_review.count).toBe(before.needs_review.count + 1);
    expect(after.needs_review.oldestAt <= release.waiting.since).toBe(true);
    expect(after.needs_review.oldestSeconds).toBeGreaterThanOrEqual(7200);
    expect(after.killed).toEqual({ count: 0, oldestAt: null, oldestSeconds: null, overdue: 0 });
    expect(after).not.toHaveProperty("draft");
  });

  it("say how many are overdue by the database's clock", async () => {
    const before = await counts();
    await promised(await club(), 1);
    expect(await counts()).toMatchObject({ needs_review: { overdue: before.needs_review.overdue } });
    room.clock.travel(hour + 1000);
    const after = await counts();
    expect(after.needs_review.overdue).toBeGreaterThan(before.needs_review.overdue);
    expect(after.withdrawn.overdue).toBe(0);
  });

  it("are those of the editor's own publication", async () => {
    await room.submitted(await club());
    const ofStar = await counts("?publication=star");
    expect((await counts("", starEditor)).needs_review.count).toBe(ofStar.needs_review.count);
    expect((await counts("?publication=main", starEditor)).needs_review.count).toBe(0);
    expect((await counts()).needs_review.count).toBeGreaterThan(ofStar.needs_review.count);
  });
});

describe("what a submitter is promised", () => {
  it("is so many hours from when the release came to wait", async () => {
    const { waiting } = await promised(await club(), 5);
    const promisedMs = Date.parse(waiting.dueAt) - Date.parse(waiting.since);
    expect(Math.abs(promisedMs - 5 * hour)).toBeLessThan(1000);
  });

  it("counts hours of service where the publication has any", async () => {
    const at = room.newsroom.clock.now();
    const tomorrow = new Date(at.getTime() + 24 * hour);
    const day = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][tomorrow.getUTCDay()]!;
    const serviceHours = { days: { [day]: [{ from: "09:00", to: "17:00" }] } };
    await promise({ timeZone: "UTC", serviceHours, reviewWithinHours: 3 });
    const { waiting } = await room.submitted(await club());
    expect(waiting.dueAt).toBe(`${tomorrow.toISOString().slice(0, 10)}T12:00:00.000Z`);
  });

  it("holds also for an appeal", async () => {
    const society = await club();
    const { id } = await room.submitted(society);
    await editor.post(`/v1/admin/releases/${id}/reviews`, { decision: "reject", message: "Not news" });
    await promise({ reviewWithinHours: 2 });
    const { body } = await society.post(`/v1/releases/${id}/appeal`, { message: "It is." });
    const promisedMs = Date.parse(body.waiting.dueAt) - Date.parse(body.waiting.since);
    expect(Math.abs(promisedMs - 2 * hour)).toBeLessThan(1000);
  });

  it("stays when the publication changes its hours", async () => {
    const society = await club();
    const { id, waiting } = await promised(society, 5);
    await promise({ reviewWithinHours: 1 });
    expect((await society.get(`/v1/releases/${id}`)).body.waiting).toEqual(waiting);
  });

  it.each(["approve", "reject", "request_changes"])(
    "is over when an editor decides to %s",
    async (decision) => {
      const { id } = await room.submitted(await club());
      const decided = await editor.post(`/v1/admin/releases/${id}/reviews`, { decision, message: "Decided" });
      expect(decided).toMatchObject({ status: 201, body: { waiting: null } });
    },
  );
});
