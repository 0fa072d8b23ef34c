import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";

const minute = 60_000;
let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
});
afterAll(() => room.close());

const hence = (minutes: number) =>
  new Date(room.newsroom.clock.now().getTime() + minutes * minute).toISOString();

/** A release under embargo, with a word and a tag that nothing else has, and a picture. */
async function embargoed(word: string, given: Record<string, unknown> = {}) {
  const release = aRelease({
    headline: `Marlhaven unveils the ${word} lamp`,
    tags: [word],
    embargoedUntil: hence(60),
    ...given,
  });
  const held = await room.submitted(society, release);
  expect(held.status).toBe("scheduled");
  return held;
}

const rss = async () => (await room.reader.get("/feeds/rss.xml")).text;

// What the public learns of it until then, which is nothing, is embargo-oracle.test.ts.
describe("before the embargo lifts", () => {
  it("its submitter sees it, and nobody else's key does", async () => {
    const { id } = await embargoed("secret");
    const other = await room.organization("trusted", "Harbour Rowing Club");
    expect(await society.get(`/v1/releases/${id}`)).toMatchObject({ status: 200 });
    expect(await other.get(`/v1/releases/${id}`)).toMatchObject({ status: 404 });
  });

  it("its file is nowhere", async () => {
    const file = await picture();
    const { id } = await embargoed("pictured", { attachments: [file] });
    expect(await room.reader.get(`/files/${file}`)).toMatchObject({ status: 404 });
    expect(await room.reader.get(`/files/${id}`)).toMatchObject({ status: 404 });
    expect(await room.sql("select f.id from article_files f join articles a on a.id = f.article_id")).toEqual(
      [],
    );
  });
});

async function picture(): Promise<string> {
  const sharp = (await import("sharp")).default;
  const pixels = { width: 8, height: 8, channels: 3, background: "#456" } as const;
  const png = await sharp({ create: pixels }).png().toBuffer();
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(png)], { type: "image/png" }), "lamp.png");
  const sent = await society.post("/v1/assets", form);
  expect(sent.status).toBe(201);
  return sent.body.id;
}

describe("when the hour comes", () => {
  it("it is out everywhere, and not a moment before by the database's clock", async () => {
    const held = await embargoed("lifted", { attachments: [await picture()] });
    room.clock.travel(60 * minute);
    const { article } = await room.settled(society, held.id, "published");
    const read = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(read.body.publishedAt >= held.embargoedUntil).toBe(true);
    expect((await room.reader.get("/v1/articles?q=lifted")).body.items).toMatchObject([{ id: article.id }]);
    expect(await rss()).toContain("the lifted lamp");
    const file = read.body.image.url.replace("http://dateline.example", "");
    expect(await room.reader.get(file)).toMatchObject({ status: 200 });
  });

  it.each([
    ["embargo", { embargoedUntil: 120, publishAt: 60 }],
    ["hour", { embargoedUntil: 60, publishAt: 120 }],
  ])("and there are an hour and an embargo, the later counts: here the %s", async (_later, plan) => {
    const times = { embargoedUntil: hence(plan.embargoedUntil), publishAt: hence(plan.publishAt) };
    const held = await embargoed(`double${plan.publishAt}`, times);
    const early = await embargoed(`single${plan.publishAt}`, { embargoedUntil: hence(60) });
    room.clock.travel(61 * minute);
    await room.settled(society, early.id, "published");
    expect((await society.get(`/v1/releases/${held.id}`)).body).toMatchObject({ status: "scheduled" });
    room.clock.travel(60 * minute);
    const { article } = await room.settled(society, held.id, "published");
    const { body } = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(body.publishedAt >= hence(-5)).toBe(true);
  });

  it("an embargo given in local time lifts at that local time", async () => {
    const local = { local: "2031-07-01T09:00", timeZone: "America/New_York" };
    const held = await embargoed("transatlantic", { embargoedUntil: local });
    expect(held.embargoedUntil).toBe("2031-07-01T13:00:00.000Z");
  });

  it("a release that was withdrawn under embargo never comes out", async () => {
    const withdrawn = await embargoed("withdrawn");
    const other = await embargoed("staying");
    await society.post(`/v1/releases/${withdrawn.id}/withdrawal`);
    room.clock.travel(61 * minute);
    await room.settled(society, other.id, "published");
    expect((await society.get(`/v1/releases/${withdrawn.id}`)).body).toMatchObject({
      status: "withdrawn",
      article: null,
    });
  });
});
