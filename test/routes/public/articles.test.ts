import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";

let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };
const day = 86_400_000;

beforeAll(async () => {
  room = await openNewsroom();
  [society, editor] = await Promise.all([room.organization(), room.staff("editor")]);
});
afterAll(() => room.close());

async function published(given: Record<string, unknown> = {}, by: Client = society) {
  const release = await room.submitted(by, aRelease(given));
  expect(release.status).toBe("published");
  return release;
}
const list = async (query: string) =>
  (await room.reader.get(`/v1/articles?${query}`)).body.items as Record<string, any>[];
const idsOf = (items: readonly Record<string, any>[]) => items.map(({ id }) => id);
const articlesOf = (releases: readonly Record<string, any>[]) => releases.map(({ article }) => article.id);

describe("the list", () => {
  it("has the newest first", async () => {
    const club = await room.organization();
    const releases = [await published({}, club), await published({}, club), await published({}, club)];
    expect(idsOf(await list(`organization=${club.id}`))).toEqual(articlesOf(releases).toReversed());
  });

  it("is read page by page, also while more is published, without losing or repeating any", async () => {
    const club = await room.organization();
    const releases = await Promise.all(Array.from({ length: 5 }, () => published({}, club)));
    const first = await room.reader.get(`/v1/articles?organization=${club.id}&limit=2`);
    await published({}, club);
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
    const { article } = await published();
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
    await editor.patch(
      `/v1/admin/releases/${held.id}`,
      { category: "sports", subjects },
      { "if-match": '"1"' },
    );
    const elsewhere = {
      category: "science",
      subjects: [{ qcode: "medtop:13000000", name: "science", score: 1 }],
    };
    await editor.patch(`/v1/admin/releases/${other.id}`, elsewhere, { "if-match": '"1"' });
    await editor.post("/v1/admin/reviews", { releases: [held.id, other.id], decision: "approve" });
    await room.settled(club, other.id, "published");
    const { article } = await room.settled(club, held.id, "published");
    expect(idsOf(await list(`organization=${club.id}&${query}`))).toEqual([article.id]);
  });

  it("is filtered by time, from an instant until before another", async () => {
    const club = await room.organization();
    await published({}, club);
    room.clock.travel(2 * day);
    const { article } = await published({}, club);
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

describe("one article", () => {
  it("says all that readers may know", async () => {
    const { article, headline, organization } = await published({
      dek: "By hand",
      tags: ["oak"],
      tickers: ["LSE:OAK"],
      sourceUrl: "https://society.example/news/1",
      event: { startsAt: "2027-06-01T18:00", timeZone: "Europe/London", venue: "Quay" },
    });
    const { body } = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(body).toMatchObject({
      ...{ id: article.id, slug: article.slug, url: article.url, publication: "main", kind: "community" },
      ...{ headline, dek: "By hand", tags: ["oak"], tickers: ["LSE:OAK"], version: 1, corrections: [] },
      dateline: { city: "Marlhaven", country: "U.K.", text: "MARLHAVEN, U.K." },
      organization: { id: organization.id, name: "Marlhaven Society", trust: "trusted" },
      source: { name: "Marlhaven Society", url: "https://society.example/news/1" },
      boilerplate: "Marlhaven Society looks after what is old and used in Marlhaven.",
      event: { startsAt: "2027-06-01T17:00:00.000Z", venue: "Quay" },
      language: "en",
      publishedAtLocal: expect.stringMatching(/^\d{1,2} \w{3} \d{4}, \d\d:\d\d GMT$/),
    });
    expect(body.wordCount).toBeGreaterThan(100);
  });

  it("is the same by slug and by id", async () => {
    const { article } = await published();
    const bySlug = await room.reader.get(`/v1/articles/${article.slug}`);
    expect((await room.reader.get(`/v1/articles/${article.id}`)).text).toBe(bySlug.text);
    expect((await room.reader.get(`/v1/articles/${article.id.toUpperCase()}`)).text).toBe(bySlug.text);
  });

  it.each([
    "nothing-of-the-kind",
    "01980000-0000-7000-8000-000000000000",
    "%00",
    "..%2f",
    "a%27b",
    "x".repeat(200),
  ])("that there is not is not found: %s", async (name) => {
    expect(await room.reader.get(`/v1/articles/${name}`)).toMatchObject({
      status: 404,
      body: { type: "/problems/not-found" },
    });
  });

  it("is each in its own place when many are asked for at once, by slug or id, there or not", async () => {
    const releases = await Promise.all(Array.from({ length: 12 }, () => published()));
    const paths = Array.from({ length: 10 }, (_, round) =>
      releases.map((release) => [round, release] as const),
    )
      .flat()
      .map(([round, { article }]) => (round % 2 === 0 ? article.slug : article.id));
    const wanted = paths.flatMap((path, at) => (at % 7 === 0 ? [`nothing-is-${at}`, path] : [path]));
    // Each of its own address, so that no two share an answer.
    const answers = await Promise.all(
      wanted.map((path, at) =>
        room.reader.get(`/v1/articles/${path}${at % 3 === 0 ? "?publication=main" : ""}`),
      ),
    );
    const said = answers.map(({ status, body }) => (status === 200 ? [body.slug, body.id] : status));
    const owns = new Map(
      releases.flatMap(({ article: { slug, id } }) => [
        [slug, [slug, id]],
        [id, [slug, id]],
      ]),
    );
    expect(said).toEqual(wanted.map((path) => owns.get(path) ?? 404));
  });

  it("is not sent again to who has it", async () => {
    const { article } = await published();
    const first = await room.reader.get(`/v1/articles/${article.slug}`);
    const tag = first.headers.get("etag") ?? "";
    const again = await room.reader.get(`/v1/articles/${article.slug}`, { "if-none-match": tag });
    expect(tag).toMatch(/^"/);
    expect(again).toMatchObject({ status: 304, text: "" });
    expect(again.headers.get("etag")).toBe(tag);
  });

  it("may be kept, and has to be asked about", async () => {
    const { article } = await published();
    const read = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(read.headers.get("cache-control")).toBe("public, max-age=0, s-maxage=1, stale-while-revalidate=1");
  });

  it("shows a media contact that is public, without saying so", async () => {
    const mediaContact = { name: "Ruth Okafor", email: "ruth@society.example", phone: "+44 1632 960100" };
    const { article } = await published({ mediaContact: { ...mediaContact, public: true } });
    expect((await room.reader.get(`/v1/articles/${article.slug}`)).body.mediaContact).toEqual(mediaContact);
  });

  it.each([
    "/v1/articles/SLUG",
    "/v1/articles/SLUG/related",
    "/v1/articles",
    "/feeds/rss.xml",
    "/v1/categories",
  ])("says nothing private anywhere: %s", async (path) => {
    const mediaContact = { name: "Hidden Person", email: "hidden@society.example", phone: "+44 1632 960999" };
    const { id, article } = await published({ mediaContact, externalRef: `private-ref-${path}` });
    const { text } = await room.reader.get(path.replace("SLUG", article.slug));
    for (const secret of ["Hidden Person", "hidden@", "960999", "private-ref", "attestation", id]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/"(?:moderation|findings|externalRef|storageKey|status|lockVersion|releaseId)"/);
  });
});

describe("more information", () => {
  it("never leads to the article itself, nor to another printing of the same text", async () => {
    const first = await published();
    const copy = await room.submitted(society, aRelease({ body: first.body }));
    await editor.post(`/v1/admin/releases/${copy.id}/reviews`, { decision: "approve" });
    const twin = await room.settled(society, copy.id, "published");
    const related = await room.reader.get(`/v1/articles/${first.article.slug}/related?limit=100`);
    expect(idsOf(related.body.items)).not.toContain(first.article.id);
    expect(idsOf(related.body.items)).not.toContain(twin.article.id);
  });

  it("has what is about the same first, with teasers", async () => {
    const wreck = (headline: string) => {
      const text =
        "Divers of Marlhaven Society raised the bronze propeller of the trawler Halcyon from the seabed.";
      return { headline, body: `${text} ${headline}.\n\n${aRelease().body as string}` };
    };
    const near = await published(wreck("Divers raise propeller of the trawler Halcyon off Marlhaven"));
    await published();
    const far = await published(wreck("Propeller of the trawler Halcyon goes on show in Marlhaven"));
    const { body } = await room.reader.get(`/v1/articles/${far.article.slug}/related?limit=3`);
    expect(body.items[0]).toMatchObject({ id: near.article.id, teaser: expect.stringContaining("Divers") });
  });

  it("of an article that there is not is not found", async () => {
    expect(await room.reader.get("/v1/articles/nothing-of-the-kind/related")).toMatchObject({ status: 404 });
  });
});

describe("the sections", () => {
  it("come in the publication's order, with how many articles each has", async () => {
    const before = (await room.reader.get("/v1/categories")).body.items;
    const club = await room.organization("verified");
    const { id } = await room.submitted(club);
    await editor.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve", category: "lifestyle" });
    await room.settled(club, id, "published");
    const after = (await room.reader.get("/v1/categories")).body.items;
    const countOf = (items: any[]) => items.find(({ slug }) => slug === "lifestyle").articles;
    expect(countOf(after)).toBe(countOf(before) + 1);
    expect(after[0]).toMatchObject({ slug: "business", name: "Business" });
  });
});

describe("the language of an article", () => {
  it("is told from its body where the submitter did not say", async () => {
    const german = aRelease({
      headline: "Rudergesellschaft Marlhaven setzt ihr Bootshaus am alten Hafen instand",
      body: `Die Marlhaven Society hat am Montag damit begonnen, das Bootshaus am alten Hafen instand zu setzen. Zwei Zimmerleute und ein Maurer arbeiten dort an den Werktagen, und der Weg neben dem Haus bleibt für Fußgänger offen.\n\nDas Geld dafür kam im Frühjahr durch einen Pflanzenmarkt und durch Spenden der Mitglieder zusammen. Die Stadt gab einen Zuschuss, und ein Holzhändler lieferte die Eiche zu dem Preis, den er selbst bezahlt hatte.\n\nDie Arbeiten dauern voraussichtlich sechs Wochen und sollen noch vor dem Winter enden.`,
    });
    const { article, language } = await room.submitted(society, german);
    expect(language).toBe("de");
    const { body } = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(body.language).toBe("de");
  });
});

describe("the subjects of an article", () => {
  // Its own text: what it is about must not depend on what a made-up release happens to tell of.
  const regatta = () =>
    aRelease({
      headline: "Marlhaven rowing club takes four medals at the winter regatta",
      body: `The rowers of Marlhaven Society took two gold and two silver medals at the regatta on Saturday, in the eights and in the double sculls. Eleven clubs rowed on the river, and three hundred people watched from the bridge.

The rowing club has trained on the river since October, in the dark and mostly in the rain. Its boats are twenty years old, and two of them were lent by a club upstream.

“Rowing in November is for those who like it cold,” said Ruth Okafor, chair of Marlhaven Society. “The eight had never won a race before, and now they want to row in every regatta that there is.”`,
    });

  it("are IPTC's, and lead to it from the branch that they are of", async () => {
    const { article, subjects } = await room.submitted(society, regatta());
    const rowing = expect.objectContaining({ qcode: "medtop:20001026", name: "Rowing" });
    expect(subjects).toEqual(expect.arrayContaining([rowing]));
    expect(subjects.length).toBeLessThanOrEqual(5);
    for (const subject of ["medtop:20001026", "medtop:20000822", "medtop:15000000"]) {
      const { items } = (await room.reader.get(`/v1/articles?subject=${subject}`)).body;
      expect(items.map(({ id }: any) => id)).toContain(article.id);
    }
    const { items } = (await room.reader.get("/v1/articles?subject=medtop:17000000")).body;
    expect(items.map(({ id }: any) => id)).not.toContain(article.id);
  });

  it("stay as an editor chose them", async () => {
    const unknown = await room.organization("unverified", "Rowers of Kelsby");
    const { id } = await room.submitted(unknown, regatta());
    const chosen = [{ qcode: "medtop:20001108", name: "Sport event", score: 1 }];
    const tag = async () => (await room.admin.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
    await room.admin.patch(`/v1/admin/releases/${id}`, { subjects: chosen }, { "if-match": await tag() });
    const review = { decision: "request_changes", reason: "Say when it was." };
    expect((await room.admin.post(`/v1/admin/releases/${id}/reviews`, review)).status).toBe(201);
    const { body: sentBack, headers } = await unknown.get(`/v1/releases/${id}`);
    expect(sentBack).toMatchObject({ status: "changes_requested", subjects: chosen });
    await unknown.patch(
      `/v1/releases/${id}`,
      { tags: ["rowing"] },
      { "if-match": headers.get("etag") ?? "" },
    );
    await unknown.post(`/v1/releases/${id}/submission`, {});
    expect(await room.settled(unknown, id, "needs_review")).toMatchObject({ subjects: chosen });
  });
});
