import { XMLParser } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";

let room: TestNewsroom;
let society: TestOrganization;
let boss: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom();
  [society, boss] = await Promise.all([room.organization(), room.staff("managing_editor")]);
});
afterAll(() => room.close());

async function published(given: Record<string, unknown> = {}): Promise<Record<string, any>> {
  const release = await room.submitted(society, aRelease(given));
  expect(release.status).toBe("published");
  return release;
}
const pathOf = (url: string) => url.replace("http://dateline.example", "");
const read = (slug: string, headers = {}) => room.reader.get(`/v1/articles/${slug}`, headers);
const retract = (id: string, more: object = {}) =>
  boss.put(`/v1/admin/articles/${id}/retraction`, { reason: "Untrue", notice: "We withdraw it.", ...more });

async function feedItems(): Promise<Record<string, any>[]> {
  const { text } = await room.reader.get("/feeds/rss.xml");
  const { rss } = new XMLParser({ isArray: (name) => name === "item" }).parse(text);
  return rss.channel.item ?? [];
}

describe("the story of a correction", () => {
  it("shows readers the new text, the notice, and another entity tag", async () => {
    const { article } = await published();
    const before = await read(article.slug);
    const tag = before.headers.get("etag") ?? "";
    const correction = { changes: { dek: "By two carpenters" }, notice: "There were two carpenters." };
    await boss.post(`/v1/admin/articles/${article.id}/corrections`, correction, { "if-match": tag });
    const after = await read(article.slug, { "if-none-match": tag });
    expect(after).toMatchObject({ status: 200, body: { dek: "By two carpenters", version: 2 } });
    expect(after.body.corrections).toEqual([
      { at: expect.stringMatching(/Z$/), notice: "There were two carpenters." },
    ]);
    expect(after.body.publishedAt).toBe(before.body.publishedAt);
    expect(after.body.updatedAt > before.body.updatedAt).toBe(true);
  });

  it("leads the old address on to the new one, and keeps the reader's feed from showing it twice", async () => {
    const { article, headline } = await published();
    const changes = { headline: `Correction: ${headline}` };
    const before = (await feedItems()).find(({ link }) => link === article.url);
    const correction = await boss.post(
      `/v1/admin/articles/${article.id}/corrections`,
      { changes, notice: "The headline was wrong." },
      { "if-match": '"1"' },
    );
    expect(correction).toMatchObject({ status: 201 });
    const moved = await read(article.slug);
    expect(moved.status).toBe(301);
    const target = await room.reader.get(pathOf(moved.headers.get("location") ?? ""));
    expect(target.body).toMatchObject({ id: article.id, headline: changes.headline });
    const after = (await feedItems()).find(({ link }) => link === target.body.url);
    expect(after?.title).toBe(changes.headline);
    expect(after?.guid).toEqual(before?.guid);
  });

  it("finds the corrected words and no longer the wrong ones", async () => {
    const { article, headline } = await published({ headline: "Marlhaven opens its quixotarium" });
    const changes = { headline: headline.replace("quixotarium", "planetarium") };
    await boss.post(
      `/v1/admin/articles/${article.id}/corrections`,
      { changes, notice: "It is a planetarium." },
      { "if-match": '"1"' },
    );
    const search = async (q: string) => (await room.reader.get(`/v1/articles?q=${q}`)).body.items;
    expect(await search("quixotarium")).toEqual([]);
    expect(await search("planetarium")).toMatchObject([{ id: article.id }]);
  });

  it("keeps the addresses of the files that stay", async () => {
    const { article } = await published({ attachments: [await pdf()] });
    const before = await read(article.slug);
    await boss.post(
      `/v1/admin/articles/${article.id}/corrections`,
      { changes: { dek: "By hand" }, notice: "By hand." },
      { "if-match": '"1"' },
    );
    const after = await read(article.slug);
    expect(after.body.attachments).toEqual(before.body.attachments);
    expect(await room.reader.get(pathOf(after.body.attachments[0].url))).toMatchObject({ status: 200 });
  });
});

async function pdf(): Promise<string> {
  const form = new FormData();
  const bytes = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
  form.set("file", new Blob([bytes], { type: "application/pdf" }), "plan.pdf");
  const sent = await society.post("/v1/assets", form);
  expect(sent.status).toBe(201);
  return sent.body.id;
}

describe("the story of a retraction", () => {
  it("answers 410 with the notice, by slug and by id", async () => {
    const { article } = await published();
    await retract(article.id);
    for (const name of [article.slug, article.id]) {
      expect(await read(name)).toMatchObject({
        status: 410,
        body: { type: "/problems/retracted", notice: "We withdraw it." },
      });
    }
  });

  it("answers 410 without a word of it when it is killed", async () => {
    const { article, headline } = await published();
    await retract(article.id, { kill: true });
    const killed = await read(article.slug);
    expect(killed).toMatchObject({ status: 410, body: { type: "/problems/killed" } });
    expect(killed.text).not.toContain("We withdraw it.");
    expect(killed.text).not.toContain(headline);
  });

  it("keeps the old addresses of a corrected article at 410 too", async () => {
    const { article, headline } = await published();
    await boss.post(
      `/v1/admin/articles/${article.id}/corrections`,
      { changes: { headline: `${headline} twice` }, notice: "Twice." },
      { "if-match": '"1"' },
    );
    await retract(article.id);
    expect(await read(article.slug)).toMatchObject({ status: 410 });
  });

  it.each([{}, { kill: true }])("takes it out of every list, and its files away: %j", async (how) => {
    const word = `vanishing${"kill" in how}`;
    const headline = `Marlhaven shows the ${word} lamp`;
    const { article } = await published({ headline, attachments: [await pdf()] });
    const other = await published({ headline: "Marlhaven shows another lamp" });
    const [file] = (await read(article.slug)).body.attachments;
    await retract(article.id, how);
    const places = await Promise.all(
      [
        "/v1/articles?limit=100",
        `/v1/articles?q=${word}`,
        `/v1/articles/${other.article.slug}/related?limit=100`,
        "/feeds/rss.xml",
      ].map((path) => room.reader.get(path)),
    );
    expect(places.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(places.filter(({ text }) => text.includes(headline))).toEqual([]);
    expect(await room.reader.get(pathOf(file.url))).toMatchObject({ status: 404 });
  });

  it("never gives its address to another article", async () => {
    const headline = `Marlhaven raises the harbour wall ${Date.now()}`;
    const { article } = await published({ headline });
    await retract(article.id);
    const later = await published({ headline });
    expect(later.article.slug).toBe(`${article.slug}-2`);
    expect(await read(article.slug)).toMatchObject({ status: 410 });
  });

  it("shows the submitter what became of it", async () => {
    const { id, article } = await published();
    await retract(article.id, { kill: true });
    expect((await society.get(`/v1/releases/${id}`)).body).toMatchObject({
      status: "killed",
      allowedActions: [],
    });
  });
});
