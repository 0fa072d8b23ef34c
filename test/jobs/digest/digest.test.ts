import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { until } from "../../support/newsroom.ts";
import { accounts, type DigestRoom, openDigestRoom } from "./digest-room.ts";

let desk: DigestRoom;

beforeAll(async () => {
  desk = await openDigestRoom();
});
afterAll(() => desk.close());

const hour = 3_600_000;

describe("a digest", () => {
  it("tells each reader once what has come out, with a link to end it", async () => {
    const { emails, release } = await desk.gathered();
    await desk.send();
    expect(desk.got(emails)).toEqual([1, 1, 1]);
    const text = desk.read(emails[0]!);
    expect(text).toContain(release.headline);
    expect(text).toContain(release.article.url);
    expect(text).toMatch(
      /Unsubscribe:\nhttp:\/\/dateline\.example\/v1\/subscriptions\/unsubscribe\?token=\S+/,
    );
    const digest = await desk.latest();
    expect(digest).toMatchObject({ publication: "main", finished: true, failed: 0, waiting: 0 });
    expect([digest.sent >= 3, accounts(digest)]).toEqual([true, true]);
  });

  it("has List-Unsubscribe and List-Unsubscribe-Post, and comes in text and HTML", async () => {
    const { emails } = await desk.gathered(1);
    await desk.send();
    const [delivered] = desk.office.taken.filter(({ recipients }) => recipients.includes(emails[0]!));
    const source = delivered?.source.replaceAll(/\r\n[ \t]/g, " ") ?? "";
    expect(source).toMatch(
      /^List-Unsubscribe: <http:\/\/dateline\.example\/v1\/subscriptions\/unsubscribe\?token=[\w.-]+>\r?$/m,
    );
    expect(source).toMatch(/^From: The Daily Dateline <news@localhost>\r?$/m);
    expect(source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
    expect(delivered?.mail.html).toMatch(/<h2[^>]*>.+<\/h2>/);
  });

  it("started twice, gathered twice and sent twice, also at once, reaches each reader once", async () => {
    const emails = await desk.readers(12);
    await desk.published();
    await desk.travelToHour();
    await Promise.all([desk.start(), desk.start(), desk.start()]);
    await Promise.all([desk.gather(), desk.gather(), desk.gather()]);
    await Promise.all([desk.send(), desk.send(), desk.send()]);
    await desk.all();
    expect(desk.got(emails)).toEqual(Array(12).fill(1));
    expect(accounts(await desk.latest())).toBe(true);
  });

  it("does not come before its hour", async () => {
    const emails = await desk.readers(2);
    await desk.published();
    await desk.all();
    expect(desk.got(emails)).toEqual([0, 0]);
    await desk.travelToHour();
    desk.room.clock.travel(-2000);
    await desk.all();
    expect(desk.got(emails)).toEqual([0, 0]);
    desk.room.clock.travel(2000);
    await desk.all();
    expect(desk.got(emails)).toEqual([1, 1]);
  });

  it("comes once a day, and tells of nothing twice", async () => {
    const { emails, release } = await desk.gathered(1);
    await desk.send();
    desk.room.clock.travel(hour);
    const later = await desk.published();
    await desk.all();
    expect(desk.got(emails)).toEqual([1]);
    await desk.travelToHour();
    await desk.all();
    expect(desk.got(emails)).toEqual([2]);
    const text = desk.read(emails[0]!);
    expect([text.includes(release.headline), text.includes(later.headline)]).toEqual([false, true]);
  });

  it("says nothing of what is under embargo, and tells of it once that has ended", async () => {
    const emails = await desk.readers(1);
    await desk.travelToHour();
    const society = await desk.room.organization();
    const embargoedUntil = new Date(desk.room.newsroom.clock.now().getTime() + 30 * hour).toISOString();
    const { body } = await society.post("/v1/releases", aRelease({ embargoedUntil }));
    await desk.room.startWorking();
    await desk.room.settled(society, body.id, "scheduled");
    await desk.room.stopWorking();
    const news = await desk.published();
    await desk.travelToHour();
    await desk.all();
    const said = () => [news, body].map(({ headline }) => desk.read(emails[0]!).includes(headline));
    expect(said()).toEqual([true, false]);
    desk.room.clock.travel(7 * hour);
    await desk.room.startWorking();
    await desk.room.settled(society, body.id, "published");
    await desk.room.stopWorking();
    await desk.travelToHour();
    await desk.all();
    expect(said()).toEqual([false, true]);
  });

  it("is not mailed on a day without news, and says so of everybody", async () => {
    const { emails } = await desk.gathered(2);
    await desk.send();
    await desk.travelToHour();
    await desk.all();
    expect(desk.got(emails)).toEqual([1, 1]);
    const digest = await desk.latest();
    expect(digest).toMatchObject({ articles: 0, sent: 0, finished: true });
    expect(digest.skipped).toBe(digest.candidates);
    expect(digest.candidates).toBeGreaterThanOrEqual(2);
  });
});

describe("what a reader wants", () => {
  it("is told of the sections alone, also by a slug that one had before", async () => {
    await desk.travelToHour();
    await desk.all();
    const sports = await desk.published("sports");
    const health = await desk.published("health");
    const [fan] = await desk.readers(1, ["sports"]);
    const [nurse] = await desk.readers(1, ["health", "science"]);
    const [chemist] = await desk.readers(1, ["science"]);
    const renamed = await desk.room.admin.patch("/v1/admin/categories/health", { slug: "wellbeing" });
    expect(renamed.status).toBe(200);
    await desk.travelToHour();
    await desk.all();
    expect(desk.got([fan!, nurse!, chemist!])).toEqual([1, 1, 0]);
    const told = [fan!, nurse!].map((email) =>
      [sports, health].map(({ headline }) => desk.read(email).includes(headline)),
    );
    expect(told).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(accounts(await desk.latest())).toBe(true);
  });
});

describe("the hour of a digest", () => {
  it("is a publication's own, and may be none", async () => {
    const change = (digestAt: unknown) => desk.room.admin.patch("/v1/admin/publications/main", { digestAt });
    expect((await change("25:00")).status).toBe(422);
    expect(await change(null)).toMatchObject({ status: 200, body: { digestAt: null } });
    await desk.start();
    expect(await desk.room.sql("select next_digest_at as at from publications where slug = 'main'")).toEqual([
      { at: null },
    ]);
    expect(await change("18:30")).toMatchObject({ status: 200, body: { digestAt: "18:30" } });
    await desk.start();
    const [row] = await desk.room.sql("select next_digest_at as at from publications where slug = 'main'");
    expect(row?.at.toISOString()).toMatch(/T18:30:00\.000Z$/);
  });
});

describe("without being asked", () => {
  it("it is made and sent when its hour has come", async () => {
    const emails = await desk.readers(20);
    await desk.published();
    await desk.travelToHour();
    desk.room.clock.travel(10_000);
    await desk.room.startWorking();
    await until(async () => {
      const digest = await desk.latest();
      return digest.finished && desk.got(emails).every((count) => count === 1);
    });
    await desk.room.stopWorking();
    expect(desk.got(emails)).toEqual(Array(20).fill(1));
  });

  it("goes on where a process died while it gathered", async () => {
    const emails = await desk.readers(5);
    await desk.published();
    await desk.travelToHour();
    await desk.start();
    // As a process leaves it that dies after its first step.
    const [third] = await desk.room.sql(
      "select id from subscribers where email = any($1) order by id offset 2 limit 1",
      [emails],
    );
    await desk.room.sql(
      "update digests set position = $1, candidates = 3, unconcerned = 3 where gathered_at is null",
      [third?.id],
    );
    desk.room.clock.travel(10_000);
    await desk.room.startWorking();
    await until(async () => (await desk.latest()).finished);
    await desk.room.stopWorking();
    expect(desk.got(emails)).toEqual([0, 0, 0, 1, 1]);
    expect(await desk.latest()).toMatchObject({ candidates: 5, sent: 2, skipped: 3 });
  });
});
