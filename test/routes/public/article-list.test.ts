import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { type ArticleRoom, idsOf, openArticleRoom } from "./article-room.ts";

const day = 86_400_000;
let room: ArticleRoom;

beforeAll(async () => {
  room = await openArticleRoom();
});
afterAll(() => room.close());

const list = async (query: string) =>
  (await room.reader.get(`/v1/articles?${query}`)).body.items as Record<string, any>[];
const articlesOf = (releases: readonly Record<string, any>[]) => releases.map(({ article }) => article.id);

describe("the list", () => {
  it("has the newest first", async () => {
    const club = await room.organization();
    const releases = [
      await room.published({}, club),
      await room.published({}, club),
      await room.published({}, club),
    ];
    expect(idsOf(await list(`organization=${club.id}`))).toEqual(articlesOf(releases).toReversed());
  });

  it("takes a tag in whatever case it was written, alone and with another filter", async () => {
    const one = await room.published({ tags: ["Boat Yard", "Écluse"] });
    const two = await room.published({ tags: ["boat yard", "BOAT YARD"] });
    for (const tag of ["boat yard", "Boat Yard", "BOAT YARD"]) {
      expect(idsOf(await list(`tag=${tag}`))).toEqual([two.article.id, one.article.id]);
      expect(idsOf(await list(`tag=${tag}&kind=community`))).toEqual([two.article.id, one.article.id]);
    }
    expect(idsOf(await list("tag=écluse"))).toEqual([one.article.id]);
    const { body } = await room.reader.get(`/v1/articles/${one.article.id}`);
    expect(body.tags).toEqual(["Boat Yard", "Écluse"]);
  });

  it("is read page by page, also while more is published, without losing or repeating any", async () => {
    const club = await room.organization();
    const releases = await Promise.all(Array.from({ length: 5 }, () => room.published({}, club)));
    const first = await room.reader.get(`/v1/articles?organization=${club.id}&limit=2`);
    await room.published({}, club);
    const second = await room.reader.get(
      `/v1/articles?organization=${club.id}&limit=100&cursor=${first.body.nextCursor}`,
    );
    const seen = [...idsOf(first.body.items), ...idsOf(second.body.items)];
    expect(seen.toSorted()).toEqual(articlesOf(releases).toSorted());
    expect(second.body.nextCursor).toBeNull();
  });

  it.each(["", "category=sports&kind=sports&"])(
    "refuses a cursor with an instant that the database cannot read: ?%s",
    async (filter) => {
      const place = { at: "2026-01-01T00:00:00+23:59", id: "01980000-0000-7000-8000-000000000000" };
      const cursor = Buffer.from(JSON.stringify(place)).toString("base64url");
      const { status, body } = await room.reader.get(`/v1/articles?${filter}cursor=${cursor}`);
      expect([status, body.type]).toEqual([422, "/problems/invalid-request"]);
    },
  );

  it("has a teaser and no long texts", async () => {
    const { article } = await room.published();
    const [listed] = await list("limit=1");
    expect(listed).toMatchObject({ id: article.id, teaser: expect.any(String), url: article.url });
    for (const long of ["bodyHtml", "bodyText", "boilerplate"]) expect(listed).not.toHaveProperty(long);
  });

  it.each([
    ["kind", "kind=sports"],
    ["tag", "tag=regatta%20day"],
    ["section", "category=sports"],
    ["subject", "subject=medtop:20000822"],
  ])("is filtered by %s", async (_what, query) => {
    const club = await room.organization("verified");
    const held = await room.submitted(club, aRelease({ kind: "sports", tags: ["regatta day", "boats"] }));
    const other = await room.submitted(club, aRelease());
    const subjects = [{ qcode: "medtop:20000822", name: "sport", score: 1 }];
    await room.editor.patch(
      `/v1/admin/releases/${held.id}`,
      { category: "sports", subjects },
      { "if-match": '"1"' },
    );
    const elsewhere = {
      category: "science",
      subjects: [{ qcode: "medtop:13000000", name: "science", score: 1 }],
    };
    await room.editor.patch(`/v1/admin/releases/${other.id}`, elsewhere, { "if-match": '"1"' });
    await room.editor.post("/v1/admin/reviews", { releases: [held.id, other.id], decision: "approve" });
    await room.settled(club, other.id, "published");
    const { article } = await room.settled(club, held.id, "published");
    expect(idsOf(await list(`organization=${club.id}&${query}`))).toEqual([article.id]);
  });

  it("is filtered by time, from an instant until before another", async () => {
    const club = await room.organization();
    await room.published({}, club);
    room.clock.travel(2 * day);
    const { article } = await room.published({}, club);
    const { publishedAt } = (await room.reader.get(`/v1/articles/${article.id}`)).body;
    const yesterday = new Date(Date.parse(publishedAt) - day).toISOString();
    expect(idsOf(await list(`organization=${club.id}&from=${yesterday}`))).toEqual([article.id]);
    expect(idsOf(await list(`organization=${club.id}&from=${publishedAt}`))).toEqual([article.id]);
    expect(idsOf(await list(`organization=${club.id}&from=${yesterday}&to=${publishedAt}`))).toEqual([]);
  });

  it.each(["", "publication=nowhere", "tag=nobody", "category=gossip"])("may be empty: %s", async (query) => {
    const unknown = "01980000-0000-7000-8000-000000000000";
    expect(await room.reader.get(`/v1/articles?organization=${unknown}&${query}`)).toMatchObject({
      status: 200,
      body: { items: [], nextCursor: null },
    });
  });

  it.each([
    "limit=0",
    "limit=101",
    "kind=gossip",
    "organization=x",
    "from=yesterday",
    "from=2026-02-30T00:00:00Z",
    "colour=red",
    "cursor=x",
    "q=",
    "q=%00",
    "category=%00",
    "publication=%00",
    "subject=%00",
    "tag=%00",
  ])("refuses %s", async (query) => {
    expect(await room.reader.get(`/v1/articles?${query}`)).toMatchObject({
      status: 422,
      body: { type: "/problems/invalid-request" },
    });
  });

  it.each([
    { at: "yesterday", id: "01980000-0000-7000-8000-000000000000" },
    { at: "2026-99-99T00:00:00.000Z", id: "01980000-0000-7000-8000-000000000000" },
    { at: "0000-01-01T00:00:00.000Z", id: "01980000-0000-7000-8000-000000000000" },
    { at: "2026-01-01T00:00:00.000Z", id: "x" },
    "01980000-0000-7000-8000-000000000000",
    null,
  ])("refuses a cursor that it never gave: %j", async (place) => {
    const cursor = Buffer.from(JSON.stringify(place)).toString("base64url");
    expect(await room.reader.get(`/v1/articles?cursor=${cursor}`)).toMatchObject({ status: 422 });
  });
});

describe("the search", () => {
  it.each([
    "'; drop table articles; --",
    "' or '1'='1",
    "\\",
    ":* & | ! ( ) <->",
    '"unclosed',
    "%_%",
    "$1",
    "{{7*7}}",
    "\u2028",
    "🎉",
    "the",
  ])("takes %j for words", async (q) => {
    const found = await room.reader.get(`/v1/articles?q=${encodeURIComponent(q)}`);
    expect(found.status).toBeOneOf([200, 422]);
    expect(await list("limit=1")).toHaveLength(1);
  });
});

describe("the sections", () => {
  it("come in the publication's order, with how many articles each has", async () => {
    const before = (await room.reader.get("/v1/categories")).body.items;
    const club = await room.organization("verified");
    const { id } = await room.submitted(club);
    await room.editor.post(`/v1/admin/releases/${id}/reviews`, {
      decision: "approve",
      category: "lifestyle",
    });
    await room.settled(club, id, "published");
    const after = (await room.reader.get("/v1/categories")).body.items;
    const countOf = (items: any[]) => items.find(({ slug }) => slug === "lifestyle").articles;
    expect(countOf(after)).toBe(countOf(before) + 1);
    expect(after[0]).toMatchObject({ slug: "business", name: "Business" });
  });
});
