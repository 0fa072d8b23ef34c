import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { withListedJson } from "../../../src/services/articles/listed.ts";
import { aRelease } from "../../support/builders.ts";
import { type Client, clientOf } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../../support/newsroom.ts";

let room: TestNewsroom;
let society: TestOrganization;
let editor: Client;
let twin: Client;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
  editor = await room.staff("managing_editor");
  twin = clientOf(await room.twin());
});
afterAll(() => room.close());

interface Published {
  readonly id: string;
  readonly slug: string;
}

const published = async (given: Record<string, unknown> = {}) =>
  (await room.submitted(society, aRelease(given))).article as Published;

const correct = async ({ id, slug }: Published, changes: object) => {
  const { headers } = await room.reader.get(`/v1/articles/${slug}`);
  const match = { "if-match": headers.get("etag") ?? "" };
  const reply = await editor.post(
    `/v1/admin/articles/${id}/corrections`,
    { changes, notice: "It was wrong." },
    match,
  );
  expect(reply.status).toBe(201);
};

/** Of a list or a search, asked in a way that nobody has asked it before. */
const listedOf = async (reader: Client, id: string, query = "") => {
  const to = new Date(Date.now() + 3_600_000 + Math.floor(Math.random() * 1e9)).toISOString();
  const { body } = await reader.get(`/v1/articles?to=${to}${query}`);
  return body.items.find((item: Published) => item.id === id);
};

const wholeOf = async (reader: Client, { id }: Published) => {
  const { body } = await reader.get(`/v1/articles/${id}`);
  const { bodyHtml: _html, bodyText: _text, boilerplate: _about, ...listed } = body;
  return listed;
};

/** Of all pages of a list, two articles each. */
const idsOfPages = async (query: string, cursor = ""): Promise<string[]> => {
  const { body } = await room.reader.get(`/v1/articles?${query}&limit=2${cursor}`);
  const ids = body.items.map(({ id }: Published) => id);
  return body.nextCursor === null
    ? ids
    : [...ids, ...(await idsOfPages(query, `&cursor=${body.nextCursor}`))];
};

describe("an article in lists that are made anew", () => {
  it("is as it is by then, whatever of it has changed", async () => {
    const article = await published({
      headline: "Marlhaven opens a reading room on the quay",
      tags: ["Quay"],
    });
    const section = (await room.reader.get(`/v1/articles/${article.id}`)).body.category.slug;
    const changes: [string, () => Promise<unknown>][] = [
      ["nothing", async () => undefined],
      ["a line", () => correct(article, { dek: "Another line" })],
      ["a headline, and its slug", () => correct(article, { headline: "Marlhaven opens two reading rooms" })],
      ["a zone", () => room.admin.patch("/v1/admin/publications/main", { timeZone: "Asia/Kolkata" })],
      ["a section", () => room.admin.patch(`/v1/admin/categories/${section}`, { name: `Our ${section}` })],
      [
        "what no service tells of",
        () =>
          room.sql("update articles set version = version + 1, dek = 'Silently' where id = $1", [article.id]),
      ],
    ];
    const seen = new Set<string>();
    for (const [what, change] of changes) {
      await change();
      // What the process that answers was not told of takes it a moment to see.
      const isNew = async () => !seen.has(JSON.stringify(await wholeOf(room.reader, article)));
      await until(isNew, () => `${what} is not shown`);
      const whole = await wholeOf(room.reader, article);
      for (const query of ["", "&tag=Quay", "&q=Marlhaven"]) {
        expect(await listedOf(room.reader, article.id, query), `${what} ${query}`).toEqual(whole);
        expect(await listedOf(twin, article.id, query), `${what} ${query}, elsewhere`).toEqual(whole);
      }
      seen.add(JSON.stringify(whole));
    }
    expect(seen.size).toBe(changes.length);
  });

  it("is not in them once it was retracted, also where it is known from before", async () => {
    const article = await published({ headline: "Marlhaven loses a reading room" });
    expect(await listedOf(room.reader, article.id)).toBeDefined();
    const reply = await editor.put(`/v1/admin/articles/${article.id}/retraction`, {
      reason: "Untrue",
      notice: "It was not so.",
    });
    expect(reply.status).toBe(200);
    expect(await listedOf(room.reader, article.id)).toBeUndefined();
    expect(await listedOf(twin, article.id)).toBeUndefined();
  });
});

describe("a list with several filters at once", () => {
  it("has what all of them let through, in pages, however far apart it came out", async () => {
    const club = await room.organization();
    const days = [0, 10, 100, 400, 2000, 9000];
    const expected: string[] = [];
    for (const ago of days) {
      const { article } = await room.submitted(club, aRelease({ tags: ["Regatta", "Quay"] }));
      await room.sql(
        `with older as (
          update articles set published_at = published_at - $2 * interval '1 day', category_slug = 'sports',
            version = version + 1 where id = $1
          returning id, published_at)
        update article_terms t set published_at = older.published_at from older where t.article_id = older.id`,
        [article.id, ago],
      );
      await room.submitted(club, aRelease({ tags: ["Quay"] }));
      expected.push(article.id);
    }
    const { body: whole } = await room.reader.get(`/v1/articles/${expected[0]}`);
    const filters = [
      `organization=${club.id}&tag=Regatta`,
      `organization=${club.id.toUpperCase()}&tag=Regatta&kind=${whole.kind}&category=sports`,
      `tag=Regatta&kind=${whole.kind}`,
    ];
    for (const filter of filters) {
      expect(await idsOfPages(filter), filter).toEqual(expected);
    }
    const at = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
    const { body } = await room.reader.get(`/v1/articles?${filters[0]}&from=${at(1000)}&to=${at(50)}`);
    expect(body.items.map(({ id }: Published) => id)).toEqual(expected.slice(2, 4));
    for (const none of ["kind=event", "category=science&kind=event", "publication=nowhere"])
      expect((await room.reader.get(`/v1/articles?${filters[0]}&${none}`)).body.items).toEqual([]);
  });
});

/** Many later articles of who published one, all alike. */
const followedByMany = (
  { id }: Published,
  count: number,
  given: { tags: readonly string[]; category: string },
) =>
  room.sql(
    `with source as (select * from articles where id = $1), release as (
      insert into releases (id, publication_id, organization_id, status, kind, headline)
      select new_id(clock_timestamp()), publication_id, organization_id, 'published', kind, headline
      from source, generate_series(1, $2::int)
      returning id
    )
    insert into articles (id, release_id, publication_id, slug, version, kind, headline, summary, teaser, body_html,
      body_text, category_slug, tags, organization_id, organization_name, organization_trust, language, word_count,
      published_at, updated_at)
    select new_id(clock_timestamp()), release.id, s.publication_id, 'later-' || release.id, 1, s.kind, s.headline, s.summary,
      s.teaser, s.body_html, s.body_text, $4, $3::text[], s.organization_id, s.organization_name, s.organization_trust,
      s.language, s.word_count, clock_timestamp(), clock_timestamp()
    from source s, release`,
    [id, count, given.tags, given.category],
  );

describe("a list with several filters at once, of which each lets many through", () => {
  it("has the few that all let through, also far behind the others", async () => {
    const club = await room.organization();
    const expected: string[] = [];
    for (const tags of [["Ferry"], ["Ferry", "Pier"], ["Ferry"]]) {
      const { article } = await room.submitted(club, aRelease({ tags }));
      await room.sql("update articles set category_slug = 'sports', version = version + 1 where id = $1", [
        article.id,
      ]);
      expected.unshift(article.id);
      await followedByMany(article, 210, { tags: ["Pier"], category: "sports" });
      await followedByMany(article, 210, { tags: ["Ferry"], category: "business" });
    }
    for (const filter of [
      "category=sports&tag=Ferry",
      `category=sports&tag=Ferry&organization=${club.id}`,
      `kind=community&category=sports&tag=Ferry`,
    ])
      expect(await idsOfPages(filter), filter).toEqual(expected);
  });
});

describe("a page", () => {
  it("is read again when one of its articles was taken from readers since it was read", async () => {
    const ctx = systemContext(room.newsroom, "listed");
    const [one, other] = [
      await published({ headline: "Marlhaven paints the first of two boats" }),
      await published({ headline: "Harbour of Marlhaven is dredged in spring" }),
    ];
    const rows = [one, other].map(({ id }) => ({ id, stamp: "as it was" }));
    const page = await withListedJson(ctx, rows);
    expect(page?.map(({ json }) => JSON.parse(json.toString()).id)).toEqual([one.id, other.id]);
    await room.sql("update articles set status = 'retracted' where id = $1", [one.id]);
    expect(await withListedJson(ctx, rows)).toBeUndefined();
  });

  it("has an entity tag that all processes agree on, and that moves with what it shows", async () => {
    const article = await published({ headline: "Marlhaven lends books to its sailors" });
    const tagOf = async (reader: Client) => (await reader.get("/v1/articles?limit=3")).headers.get("etag");
    await until(async () => (await tagOf(twin)) === (await tagOf(room.reader)));
    const before = await tagOf(room.reader);
    await correct(article, { dek: "Another line" });
    expect(await tagOf(room.reader)).not.toBe(before);
    await until(async () => (await tagOf(twin)) === (await tagOf(room.reader)));
  });
});
