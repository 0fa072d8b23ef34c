import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";
import { pointers } from "../../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };
let boss: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom();
  [society, editor, boss] = await Promise.all([
    room.organization(),
    room.staff("editor"),
    room.staff("managing_editor"),
  ]);
});
afterAll(() => room.close());

async function published(given: Record<string, unknown> = {}): Promise<Record<string, any>> {
  const release = await room.submitted(society, aRelease(given));
  expect(release.status).toBe("published");
  return release;
}
const correct = (id: string, changes: object, tag?: string) =>
  editor.post(
    `/v1/admin/articles/${id}/corrections`,
    { changes, notice: "The name was wrong." },
    tag === undefined ? {} : { "if-match": tag },
  );
const retract = (id: string, more: object = {}, by: Client = boss) =>
  by.put(`/v1/admin/articles/${id}/retraction`, { reason: "Untrue", notice: "We withdraw it.", ...more });

describe("a correction", () => {
  it("changes the article and says in public what was wrong", async () => {
    const { article } = await published();
    const corrected = await correct(article.id, { dek: "By hand" }, '"1"');
    expect(corrected).toMatchObject({
      status: 201,
      body: { dek: "By hand", version: 2, corrections: [{ notice: "The name was wrong." }] },
    });
    const read = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(read.body).toEqual(corrected.body);
  });

  it("answers with the entity tag that the article has from then on", async () => {
    const { article } = await published();
    const corrected = await correct(article.id, { dek: "By hand" }, '"1"');
    const plain = { "accept-encoding": "identity" };
    const read = await room.reader.get(`/v1/articles/${article.slug}`, plain);
    expect(corrected.headers.get("etag")).toBe(read.headers.get("etag"));
  });

  it("needs to say what it was decided on", async () => {
    const { article } = await published();
    expect(await correct(article.id, { dek: "x" })).toMatchObject({ status: 428 });
  });

  it("on an old reading is refused", async () => {
    const { article } = await published();
    await correct(article.id, { dek: "one" }, '"1"');
    expect(await correct(article.id, { dek: "two" }, '"1"')).toMatchObject({
      status: 412,
      body: { type: "/problems/stale", current: '"2-1"' },
    });
  });

  it("is a version and a line in the history of the release", async () => {
    const { id, article } = await published();
    await correct(article.id, { dek: "By hand" }, '"1"');
    const versions = await society.get(`/v1/releases/${id}/versions`);
    const events = await society.get(`/v1/releases/${id}/events`);
    expect(versions.body.items[0]).toMatchObject({ number: 2, notice: "The name was wrong." });
    expect(events.body.items.at(-1)).toMatchObject({ action: "correct", to: "published", version: 2 });
  });

  it("may move the article to another section", async () => {
    const { article } = await published();
    const corrected = await correct(article.id, { category: "science" }, '"1"');
    expect(corrected.body.category).toEqual({ slug: "science", name: "Science" });
  });

  it("cannot name a section that there is not", async () => {
    const { article } = await published();
    expect(await correct(article.id, { category: "gossip" }, '"1"')).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/changes/category" }] },
    });
  });

  it("must change something, and give notice of it", async () => {
    const { article } = await published();
    const path = `/v1/admin/articles/${article.id}/corrections`;
    expect(await correct(article.id, {}, '"1"')).toMatchObject({ status: 422 });
    expect(await editor.post(path, { changes: { dek: "x" } }, { "if-match": '"1"' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/notice" }] },
    });
  });

  it("names a section and a file that there are not at once", async () => {
    const { article } = await published();
    const changes = { category: "astrology", attachments: ["00000000-0000-7000-8000-000000000000"] };
    const { body } = await correct(article.id, changes, '"1"');
    expect(body.errors).toMatchObject([
      { pointer: "/changes/category" },
      { pointer: "/changes/attachments" },
    ]);
  });

  it("hides none of them behind faults of form", async () => {
    const { article } = await published();
    const path = `/v1/admin/articles/${article.id}/corrections`;
    const changes = {
      headline: "",
      category: "astrology",
      attachments: ["00000000-0000-7000-8000-000000000000"],
    };
    const refused = await editor.post(path, { changes }, { "if-match": '"1"' });
    expect(pointers(refused)).toEqual([
      ...["/changes/attachments", "/changes/category", "/changes/headline", "/notice"],
    ]);
  });

  it("that is no object is refused for its form alone", async () => {
    const { article } = await published();
    const path = `/v1/admin/articles/${article.id}/corrections`;
    expect(await editor.post(path, [], { "if-match": '"1"' })).toMatchObject({ status: 422 });
  });

  it("takes back a media contact that was public by mistake", async () => {
    const mediaContact = { name: "Ruth Okafor", email: "ruth@society.example", public: true };
    const { article } = await published({ mediaContact });
    await correct(article.id, { mediaContact: { ...mediaContact, public: false } }, '"1"');
    const read = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(read.body.mediaContact).toBeNull();
    expect(read.text).not.toContain("ruth@society.example");
  });

  it("with the same headline again leads the article back to its first slug", async () => {
    const { headline, article } = await published();
    const renamed = await correct(article.id, { headline: `At last: ${headline}` }, '"1"');
    const back = await correct(article.id, { headline }, '"2"');
    expect(back.body.slug).toBe(article.slug);
    expect(await room.reader.get(`/v1/articles/${article.slug}`)).toMatchObject({ status: 200 });
    expect(await room.reader.get(`/v1/articles/${renamed.body.slug}`)).toMatchObject({ status: 301 });
  });

  it("leads the article back to its own slug where another has the plain one", async () => {
    const { headline } = await published();
    const { article } = await published({ headline });
    const own = `${article.slug}`;
    expect(own.endsWith("-2")).toBe(true);
    await correct(article.id, { headline: `At last: ${headline}` }, '"1"');
    expect((await correct(article.id, { headline }, '"2"')).body.slug).toBe(own);
  });

  it("gives each article a slug of its own where several get one headline at once", async () => {
    const headline = "Harbour lights are dimmed for the terns";
    const articles = await Promise.all(Array.from({ length: 6 }, () => published()));
    const answers = await Promise.all(
      articles.map(({ article }) => correct(article.id, { headline }, '"1"')),
    );
    expect(answers.map(({ status }) => status)).toEqual(articles.map(() => 201));
    expect(new Set(answers.map(({ body }) => body.slug)).size).toBe(articles.length);
  });

  it("of what was retracted is refused", async () => {
    const { article } = await published();
    await retract(article.id);
    expect(await correct(article.id, { dek: "x" }, '"1"')).toMatchObject({
      status: 409,
      body: { state: "retracted" },
    });
  });

  it("of what was retracted is refused for that, whatever the editor had read", async () => {
    const { article } = await published();
    await correct(article.id, { dek: "one" }, '"1"');
    await retract(article.id);
    expect(await correct(article.id, { dek: "x" }, '"1"')).toMatchObject({ status: 409 });
  });

  it("is whoever's who claimed the release", async () => {
    const { id, article } = await published();
    const colleague = await room.staff("editor");
    expect((await colleague.put(`/v1/admin/releases/${id}/claim`)).status).toBe(200);
    expect(await correct(article.id, { dek: "x" }, '"1"')).toMatchObject({
      status: 409,
      body: { type: "/problems/already-claimed" },
    });
  });

  it("of an article that there is not is not found", async () => {
    expect(await correct("01980000-0000-7000-8000-000000000000", { dek: "x" }, '"1"')).toMatchObject({
      status: 404,
    });
  });
});

describe("a retraction", () => {
  it("is a managing editor's to decide", async () => {
    const { article } = await published();
    expect(await retract(article.id, {}, editor)).toMatchObject({ status: 403 });
    expect(await retract(article.id)).toMatchObject({ status: 200, body: { status: "retracted" } });
  });

  it("leaves its reason in the history of the release", async () => {
    const { id, article } = await published();
    await retract(article.id);
    const events = await society.get(`/v1/releases/${id}/events`);
    expect(events.body.items.at(-1)).toMatchObject({ action: "retract", reason: "Untrue" });
  });

  it("is refused the second time, unless it is to kill", async () => {
    const { article } = await published();
    await retract(article.id);
    expect(await retract(article.id)).toMatchObject({ status: 409, body: { allowedActions: ["kill"] } });
    expect(await retract(article.id, { kill: true })).toMatchObject({
      status: 200,
      body: { status: "killed" },
    });
    expect(await retract(article.id, { kill: true })).toMatchObject({ status: 409 });
  });

  it("needs a reason and a notice", async () => {
    const { article } = await published();
    expect(await boss.put(`/v1/admin/articles/${article.id}/retraction`, {})).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/reason" }, { pointer: "/notice" }] },
    });
  });
});
