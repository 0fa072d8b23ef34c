import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { fillSearch, newPass, type SearchPass } from "../../../src/services/articles/search/upkeep.ts";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../../support/newsroom.ts";
import { expectProblem, pointers } from "../../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off" } });
  [society, editor] = await Promise.all([room.organization(), room.staff("managing_editor")]);
});
afterAll(() => room.close());

async function published(given: Record<string, unknown> = {}, by: Client = society) {
  const sent = await room.submitted(by, aRelease(given));
  if (sent.status === "published") return sent;
  await editor.post(`/v1/admin/releases/${sent.id}/reviews`, { decision: "approve" });
  return room.settled(by, sent.id, "published");
}
const answer = async (query: Record<string, string>) =>
  (await room.reader.get(`/v1/articles?${new URLSearchParams(query)}`)).body as Record<string, any>;
const search = async (q: string, more: Record<string, string> = {}) =>
  ((await answer({ q, ...more })).items as Record<string, any>[]).map(({ id }) => id);
/** Until a pass through the archive finds nothing, which ends it. */
async function filled(): Promise<void> {
  for (let pass: SearchPass | undefined = newPass; pass; ) {
    pass = await fillSearch(systemContext(room.newsroom, "sweep"), pass);
  }
}
const withText = (text: string) => `${aRelease().body as string}\n\n${text}`;

describe("a search", () => {
  it("has what is about the words before what mentions them, however new, and the newer of two alike first", async () => {
    const about = await published({ headline: "Marlhaven welcomes a zeppelin at the quay" });
    const mention = await published({ body: withText("A zeppelin passed at noon, and people looked up.") });
    const newer = await published({
      body: withText("Somebody spoke of a zeppelin at noon, and people laughed."),
    });
    expect(await search("zeppelin")).toEqual([about, newer, mention].map(({ article }) => article.id));
  });

  it("finds a phrase, leaves out what is not wanted, and takes either of two", async () => {
    const both = await published({ headline: "Marlhaven station gets a quartz sundial" });
    const one = await published({ headline: "Marlhaven museum shows its quartz" });
    const ids = { both: both.article.id, one: one.article.id };
    expect(await search('"quartz sundial"')).toEqual([ids.both]);
    expect(await search('"sundial quartz"')).toEqual([]);
    expect(await search("quartz -sundial")).toEqual([ids.one]);
    expect((await search("quartz or nonexistent")).toSorted()).toEqual([ids.both, ids.one].toSorted());
    expect(await search("-quartz")).toEqual([]);
  });

  it("goes together with every filter of a list", async () => {
    const club = await room.organization("trusted", "Harbour Rowing Club");
    const { article } = await published(
      { headline: "Marlhaven rowers find a sextant", kind: "sports", tags: ["finds"] },
      club,
    );
    await published({ headline: "Marlhaven society buys a sextant" });
    const { slug: category } = (await room.reader.get(`/v1/articles/${article.id}`)).body.category;
    for (const filter of [{ organization: club.id }, { kind: "sports" }, { tag: "finds" }]) {
      expect(await search("sextant", filter)).toEqual([article.id]);
      expect(await search("sextant", { ...filter, category })).toEqual([article.id]);
    }
    expect(await search("sextant", { category })).toContain(article.id);
    expect(await search("sextant", { from: "2099-01-01T00:00:00Z" })).toEqual([]);
    expect(await search("sextant", { to: "2099-01-01T00:00:00Z" })).toHaveLength(2);
    expect(await search("sextant", { publication: "elsewhere" })).toEqual([]);
    expect(await search("sextant", { category: "elsewhere" })).toEqual([]);
  });

  it("counts what it finds by kind, organisation and year", async () => {
    const { facets } = await answer({ q: "sextant", facets: "kind,organization,year" });
    expect(facets).toMatchObject({ counted: 2, complete: true });
    expect(facets.values.kind.map(({ value, articles }: any) => [value, articles]).toSorted()).toEqual([
      ["community", 1],
      ["sports", 1],
    ]);
    expect(facets.values.organization.map(({ name }: any) => name).toSorted()).toEqual([
      "Harbour Rowing Club",
      "Marlhaven Society",
    ]);
    expect(facets.values.year).toEqual([
      { value: expect.stringMatching(/^20\d\d$/), name: null, articles: 2 },
    ]);
    expect(facets.values).not.toHaveProperty("category");
  });

  it("shows where the words are, and nothing of the text as markup", async () => {
    await published({
      headline: "Marlhaven & the <b>gyroscope</b> of Ruth",
      body: withText("Two gyroscopes hang there, and 3 < 4 is written on the wall."),
    });
    const [found] = (await answer({ q: "gyroscope wall", highlight: "true" })).items;
    expect(found.highlights.headline).toContain("<mark>gyroscope</mark>");
    expect(found.highlights.snippet).toContain("<mark>gyroscopes</mark>");
    expect(
      `${found.highlights.headline}${found.highlights.snippet}`.replaceAll(/<\/?mark>/g, ""),
    ).not.toMatch(/[<>]/);
    expect((await answer({ q: "gyroscope" })).items[0]).not.toHaveProperty("highlights");
  });

  it("finds a word with a hyphen also where it is written as two", async () => {
    const { article } = await published({ headline: "Marlhaven names a periscope keeper" });
    expect(await search("periscope-keeper")).toEqual([article.id]);
    expect(await search('"a periscope-keeper"')).toEqual([article.id]);
    expect(await search("keeper-periscope")).toEqual([]);
  });

  it("finds what begins like the last word while it is typed, and takes a slip of the keys for what was meant", async () => {
    const { article } = await published({ headline: "Marlhaven opens a planetarium" });
    // The words that there are are counted by the sweep.
    await until(async () => (await search("planet", { prefix: "true" })).includes(article.id));
    expect(await search("planet*")).toEqual([article.id]);
    expect(await search("planet")).toEqual([]);
    const slip = await answer({ q: "Marlhaven plantearium" });
    expect(slip).toMatchObject({ correctedQuery: "Marlhaven planetarium", items: [{ id: article.id }] });
    expect((await answer({ q: "planetarium" })).correctedQuery).toBeNull();
  });

  it("knows a correction at once, and forgets at once what is taken down", async () => {
    const { article } = await published({ headline: "Marlhaven tests an astrolabe" });
    const { headers } = await editor.get(`/v1/articles/${article.slug}`);
    const corrected = await editor.post(
      `/v1/admin/articles/${article.id}/corrections`,
      { changes: { headline: "Marlhaven tests a chronometer" }, notice: "It is a chronometer." },
      { "if-match": headers.get("etag") ?? "" },
    );
    expect(corrected.status).toBe(201);
    expect(await search("chronometer")).toEqual([article.id]);
    expect(await search("astrolabe")).toEqual([]);
    await editor.put(`/v1/admin/articles/${article.id}/retraction`, {
      reason: "Wrong",
      notice: "It was wrong.",
      kill: true,
    });
    expect(await search("chronometer")).toEqual([]);
    expect((await answer({ q: "chronometer" })).correctedQuery).toBeNull();
  });

  it("finds what was published before there was a search of this kind, when the sweep has come by", async () => {
    const { article } = await published({ headline: "Marlhaven keeps an old barometer" });
    await room.sql("delete from article_search where article_id = $1", [article.id]);
    expect(await search("barometer")).toEqual([]);
    await filled();
    expect(await search("barometer")).toEqual([article.id]);
  });

  it("finds words beside typographic signs, and reads such quotes as those of a phrase", async () => {
    const { article } = await published({
      headline: "Marlhaven’s harbour‑master opens a “velvet gazebo”",
      body: withText("It has a “belvedere”—a „rotunda“, some say—and «pergolas»… ‘Arbours’ come next."),
    });
    for (const q of ["velvet", "gazebo belvedere", "rotunda pergola arbours", "harbour-master gazebo"])
      expect(await search(q)).toEqual([article.id]);
    for (const q of ["“velvet gazebo”", "«velvet gazebo»", "Marlhaven's gazebo", "Marlhaven’s gazebo"])
      expect(await search(q)).toEqual([article.id]);
    expect(await search("“gazebo velvet”")).toEqual([]);
  });

  it("marks words beside typographic signs as they are written", async () => {
    await published({ headline: "Marlhaven’s “crimson gondola” — afloat" });
    const [{ highlights }] = (await answer({ q: "crimson gondola afloat", highlight: "true" })).items;
    expect(highlights.headline).toBe(
      "Marlhaven’s “<mark>crimson</mark> <mark>gondola</mark>” — <mark>afloat</mark>",
    );
  });

  it("finds what was made searchable by earlier rules, when the sweep has come by", async () => {
    const { article } = await published({ headline: "Marlhaven keeps a “hygrometer”", tags: ["Dials"] });
    await room.sql("delete from article_terms where article_id = $1", [article.id]);
    await room.sql(
      "update article_search set rules = 1, brief = to_tsvector('~english'), words = to_tsvector('“hygrometer”') where article_id = $1",
      [article.id],
    );
    expect(await search("hygrometer")).toEqual([]);
    await filled();
    expect(await search("hygrometer")).toEqual([article.id]);
    expect((await answer({ tag: "dials" })).items).toMatchObject([{ id: article.id }]);
  });

  it("is read page by page while more is published, without losing or repeating any", async () => {
    for (let at = 0; at < 3; at += 1) await published({ headline: `Marlhaven xylophone evening ${at}` });
    const whole = await search("xylophone");
    const first = await answer({ q: "xylophone", limit: "2" });
    await published({ headline: "Marlhaven xylophone xylophone xylophone" });
    const second = await answer({ q: "xylophone", limit: "2", cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ id }: any) => id)).toEqual(whole);
    expect(second.nextCursor).toBeNull();
  });

  it("refuses what goes with words only, and a cursor of another list, and points at the parameter", async () => {
    const { nextCursor } = await answer({ limit: "1" });
    for (const [query, pointer] of [
      [{ facets: "kind" }, "/facets"],
      [{ prefix: "true" }, "/prefix"],
      [{ q: "a", facets: "kind,colour" }, "/facets"],
      [{ q: "a", cursor: nextCursor }, "/cursor"],
      [{ category: "" }, "/category"],
      [{ subject: "" }, "/subject"],
    ] as const) {
      const refused = await room.reader.get(`/v1/articles?${new URLSearchParams(query as any)}`);
      expectProblem(refused, 422, "invalid-request");
      expect(pointers(refused)).toEqual([pointer]);
    }
  });
});

describe("other languages", () => {
  it("are searched by their own rules, with accents or without", async () => {
    const german = await published({
      headline: "Marlhaven renoviert zwei alte Häuser",
      language: "de",
      body: withText("Die Häuser am alten Hafen stehen seit hundert Jahren leer."),
    });
    const spanish = await published({ headline: "Marlhaven inaugura canciones y corazón", language: "es" });
    for (const q of ["Haus", "Häusern", "die Hauser"]) expect(await search(q)).toEqual([german.article.id]);
    for (const q of ["corazón", "corazon", "los corazones"])
      expect(await search(q)).toEqual([spanish.article.id]);
    // English goes on as before: its stop words mean nothing, and what is not wanted is left out in every language.
    expect(await search("the Häuser -Hafen")).toEqual([]);
  });

  it("are marked as they are written, however the words were typed", async () => {
    await published({
      headline: "Marlhaven opens a café for théâtre",
      body: withText("The café is beside the theatre, and the piñata hangs in it."),
    });
    for (const q of ["café piñata", "cafe pinata"]) {
      const [{ highlights }] = (await answer({ q, highlight: "true" })).items;
      expect(highlights.headline).toBe("Marlhaven opens a <mark>café</mark> for théâtre");
      expect(highlights.snippet).toContain("<mark>café</mark>");
      expect(highlights.snippet).toContain("<mark>piñata</mark>");
    }
  });

  it("without spaces have short passages with what was searched for", async () => {
    const long = "港の近くでは毎日たくさんの人が働いている。".repeat(60);
    const headline = "マールヘイブンの展望台が開いた";
    await published({ headline, language: "ja", body: `${long}新しい展望台からは海が見える。${long}` });
    const [{ highlights }] = (await answer({ q: "展望台", highlight: "true" })).items;
    expect(highlights.headline).toBe("マールヘイブンの<mark>展望台</mark>が開いた");
    expect(highlights.snippet).toContain("<mark>展望台</mark>");
    expect(highlights.snippet.length).toBeLessThan(600);
  });

  it("without spaces are searched by any part of a text", async () => {
    const { article } = await published({ headline: "マールヘイブン港の灯台が修復された", language: "ja" });
    expect(await search("灯台")).toEqual([article.id]);
    expect(await search("台灯")).toEqual([]);
  });
});
