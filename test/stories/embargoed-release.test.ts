import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import type { Reply } from "../support/client.ts";
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

describe("before the embargo lifts", () => {
  it.each([
    ["the list", "/v1/articles"],
    ["a filter by tag", "/v1/articles?tag=zephyrine"],
    ["the search", "/v1/articles?q=zephyrine"],
    ["the organisation's list", "/v1/articles?organization=ORG"],
    ["the feed", "/feeds/rss.xml"],
    ["its slug", "/v1/articles/marlhaven-unveils-the-zephyrine-lamp"],
    ["its slug's relatives", "/v1/articles/marlhaven-unveils-the-zephyrine-lamp/related"],
  ])("%s says nothing of it", async (_where, path) => {
    await embargoed("zephyrine");
    const { text } = await room.reader.get(path.replace("ORG", society.id));
    expect(text.toLowerCase()).not.toContain("zephyrine lamp");
    expect(text).not.toContain('zephyrine-lamp",');
  });

  it("no section counts it", async () => {
    const before = await room.reader.get("/v1/categories");
    await embargoed("uncounted");
    expect((await room.reader.get("/v1/categories")).text).toBe(before.text);
  });

  it("nothing that is related leads to it", async () => {
    const { article } = await room.submitted(society, aRelease({ headline: "Marlhaven lamp repaired" }));
    const held = await embargoed("unrelated");
    const related = await room.reader.get(`/v1/articles/${article.slug}/related?limit=100`);
    expect(related.text).not.toContain(held.headline);
  });

  it.each([
    ["its slug", (_id: string) => "marlhaven-unveils-the-oracle-lamp"],
    ["the release's id", (id: string) => id],
  ])("the answer for %s is that for one nobody ever sent", async (_what, nameOf) => {
    const { id } = await embargoed("oracle");
    const unknown = nameOf(id)
      .replace(/oracle/, "absent")
      .replace(/.{4}$/, "0000");
    const answers = await Promise.all([
      room.reader.get(`/v1/articles/${nameOf(id)}`),
      room.reader.get(`/v1/articles/${unknown}`),
    ]);
    const [held, absent] = answers.map(comparable);
    expect(held).toEqual(absent);
    expect(held).toMatchObject({ status: 404 });
  });

  it("its submitter sees it, and nobody else's key does", async () => {
    const { id } = await embargoed("secret");
    const other = await room.organization("trusted", "Harbour Rowing Club");
    expect(await society.get(`/v1/releases/${id}`)).toMatchObject({ status: 200 });
    expect(comparable(await other.get(`/v1/releases/${id}`))).toMatchObject({ status: 404 });
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

/** What of an answer could tell two requests apart, without what belongs to the request. */
function comparable({ status, headers, body }: Reply<any>): Record<string, unknown> {
  const { instance: _request, ...problem } = body;
  const ofTheRequest = ["date", "x-request-id", "content-length", "etag"];
  const fields = Object.fromEntries([...headers].filter(([name]) => !ofTheRequest.includes(name)));
  return { status, problem, fields };
}

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
