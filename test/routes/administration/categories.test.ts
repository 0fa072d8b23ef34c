import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { publishIfDue } from "../../../src/services/pipeline/publish.ts";
import { aRelease } from "../../support/builders.ts";
import type { Reply } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../../support/newsroom.ts";
import { expectProblem, pointers } from "../../support/problems.ts";
import { whileHeld } from "../../support/table-lock.ts";

let room: TestNewsroom;
let society: TestOrganization;
let count = 0;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
});
afterAll(() => room.close());

const path = "/v1/admin/categories";
const pathOf = (url: string | null) => (url ?? "").replace("http://dateline.example", "");

/** A section of `main` that nobody has seen before. */
async function aSection(given: Record<string, unknown> = {}): Promise<string> {
  count += 1;
  const slug = `section-${count}`;
  const added = await room.admin.post(path, { slug, name: `Section ${count}`, ...given });
  expect(added.status).toBe(201);
  return slug;
}

/** An article that the desk put into a section. */
async function articleIn(category: string): Promise<Record<string, any>> {
  const { article } = await room.submitted(society);
  const notice = "It stands in another section.";
  const answer = await room.admin.post(
    `/v1/admin/articles/${article.id}/corrections`,
    { changes: { category }, notice },
    { "if-match": (await room.reader.get(`/v1/articles/${article.id}`)).headers.get("etag") ?? "" },
  );
  expect(answer).toMatchObject({ status: 201, body: { category: { slug: category } } });
  return answer.body;
}

const articlesIn = async (category: string): Promise<string[]> =>
  (await room.reader.get(`/v1/articles?category=${category}`)).body.items.map(({ id }: any) => id);
const eventsOf = (action: string) =>
  room.sql("select * from desk_events where subject = 'category' and action = $1 order by id", [action]);

describe("a section", () => {
  it("is added at the end, read, and listed with how many articles stand in it", async () => {
    const slug = await aSection({ description: "All about boats" });
    const { id } = await articleIn(slug);
    const { items } = (await room.admin.get(path)).body;
    expect(items.at(-1)).toMatchObject({ slug, description: "All about boats", aliases: [], articles: 1 });
    expect(items.map(({ position }: any) => position)).toEqual(
      items.map((_: unknown, index: number) => index),
    );
    expect((await room.admin.get(`${path}/${slug}`)).body).toEqual(items.at(-1));
    expect(await articlesIn(slug)).toEqual([id]);
    expect((await eventsOf("add")).at(-1)).toMatchObject({
      actor_role: "admin",
      changes: { after: { slug } },
    });
  });

  it("is of one publication, and of nobody else's desk", async () => {
    const publication = { slug: "courier", name: "The Courier", timeZone: "UTC" };
    await room.admin.post("/v1/admin/publications", publication);
    const local = await room.staff("admin", "courier");
    const slug = await aSection();
    expectProblem(await local.get(`${path}/${slug}?publication=main`), 404, "not-found");
    expectProblem(
      await local.patch(`${path}/business?publication=main`, { name: "Money" }),
      404,
      "not-found",
    );
    expect(await local.patch(`${path}/business`, { name: "Trade" })).toMatchObject({
      body: { name: "Trade" },
    });
    expect((await room.admin.get(`${path}/business`)).body.name).toBe("Business");
    expect((await room.admin.get(`${path}/business?publication=courier`)).body.name).toBe("Trade");
  });

  it("moves to another place in the order, and the others close up", async () => {
    const slugs = async () =>
      (await room.reader.get("/v1/categories")).body.items.map(({ slug }: any) => slug);
    const slug = await aSection();
    expect(await room.admin.patch(`${path}/${slug}`, { position: 1 })).toMatchObject({
      body: { position: 1 },
    });
    expect((await slugs())[1]).toBe(slug);
    await room.admin.patch(`${path}/${slug}`, { position: 1000 });
    expect((await slugs()).at(-1)).toBe(slug);
  });

  it("is removed when nothing stands in it, and not before", async () => {
    const [empty, full] = [await aSection(), await aSection()];
    await articleIn(full);
    expect(await room.admin.delete(`${path}/${empty}`)).toMatchObject({ status: 204 });
    expectProblem(await room.admin.get(`${path}/${empty}`), 404, "not-found");
    const refused = await room.admin.delete(`${path}/${full}`);
    expectProblem(refused, 409, "in-use");
    expect(refused.body).toMatchObject({ articles: 1, releases: 1 });
    expect((await eventsOf("remove")).at(-1)).toMatchObject({ changes: { before: { slug: empty } } });
  });
});

describe("a section with another slug", () => {
  it("keeps its articles, and every link with the earlier slug leads to it", async () => {
    const slug = await aSection();
    const article = await articleIn(slug);
    const renamed = await room.admin.patch(`${path}/${slug}`, { slug: `${slug}-new`, name: "Newer" });
    expect(renamed).toMatchObject({
      status: 200,
      body: { slug: `${slug}-new`, name: "Newer", aliases: [slug], articles: 1 },
    });
    expect(await articlesIn(slug)).toEqual([article.id]);
    expect(await articlesIn(`${slug}-new`)).toEqual([article.id]);
    const feed = await room.reader.get(`/feeds/${slug}/rss.xml`);
    expect([feed.status, feed.headers.get("location")]).toEqual([
      301,
      `http://dateline.example/feeds/${slug}-new/rss.xml`,
    ]);
    const target = await room.reader.get(pathOf(feed.headers.get("location")));
    expect([target.status, target.text.includes(article.id)]).toEqual([200, true]);
    const shown = await room.reader.get(`/v1/articles/${article.id}`);
    expect(shown.body.category).toEqual({ slug: `${slug}-new`, name: "Newer" });
    expect((await eventsOf("change")).at(-1)?.changes).toEqual({
      before: { slug, name: expect.stringContaining("Section") },
      after: { slug: `${slug}-new`, name: "Newer" },
    });
  });

  it("may have its earlier one again, which nobody else may", async () => {
    const [slug, other] = [await aSection(), await aSection()];
    await room.admin.patch(`${path}/${slug}`, { slug: `${slug}-x` });
    expectProblem(await room.admin.post(path, { slug, name: "Another" }), 409, "already-exists");
    expectProblem(await room.admin.patch(`${path}/${other}`, { slug }), 409, "already-exists");
    expectProblem(await room.admin.patch(`${path}/${other}`, { slug: `${slug}-x` }), 409, "already-exists");
    const back = await room.admin.patch(`${path}/${slug}-x`, { slug });
    expect(back.body).toMatchObject({ slug, aliases: [`${slug}-x`] });
  });

  it("is still what a submitter, an editor and the model mean by the earlier one", async () => {
    const release = aRelease();
    const likeliest = async () => (await room.reader.post("/v1/checks", release)).body.categories[0].slug;
    const slug = await likeliest();
    await room.admin.patch(`${path}/${slug}`, { slug: `${slug}-anew` });
    expect(await likeliest()).toBe(`${slug}-anew`);
    const suggested = await room.submitted(society, { ...release, category: slug });
    const read = await room.reader.get(`/v1/articles/${suggested.article.id}`);
    expect(read.body.category.slug).toBe(`${slug}-anew`);
    const beginner = await room.organization("verified");
    const { id } = await room.submitted(beginner);
    const editor = await room.staff("editor");
    await editor.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve", category: slug });
    const { article } = await room.settled(beginner, id, "published");
    expect((await room.reader.get(`/v1/articles/${article.id}`)).body.category.slug).toBe(`${slug}-anew`);
  });
});

describe("a section that is merged into another", () => {
  it("takes its articles, releases, suggestions and slugs along", async () => {
    const [slug, into] = [await aSection(), await aSection()];
    await room.admin.patch(`${path}/${slug}`, { slug: `${slug}-was` });
    const article = await articleIn(`${slug}-was`);
    const waiting = await room.submitted(await room.organization("verified"));
    await room.sql("update releases set category = $1, categories = $2 where id = $3", [
      `${slug}-was`,
      JSON.stringify([
        { slug: `${slug}-was`, score: 0.5, evidence: ["boats"] },
        { slug: into, score: 0.3, evidence: ["lamps"] },
      ]),
      waiting.id,
    ]);
    const merged = await room.admin.post(`${path}/${slug}-was/merger`, { into });
    expect(merged).toMatchObject({
      status: 201,
      body: {
        into: { slug: into, articles: 1, aliases: [slug, `${slug}-was`] },
        moved: { articles: 1, releases: 2 },
      },
    });
    for (const link of [slug, `${slug}-was`, into]) expect(await articlesIn(link)).toEqual([article.id]);
    expect((await room.reader.get(`/feeds/${slug}/rss.xml`)).headers.get("location")).toContain(
      `/feeds/${into}/`,
    );
    const queue = await room.admin.get(`/v1/admin/releases?status=needs_review&category=${slug}`);
    expect(queue.body.items.map(({ id }: any) => id)).toEqual([waiting.id]);
    const release = (await room.admin.get(`/v1/admin/releases/${waiting.id}`)).body;
    expect(release).toMatchObject({
      category: into,
      categories: [{ slug: into, score: 0.8, evidence: ["boats"] }],
    });
    expect((await eventsOf("merge")).at(-1)?.changes).toMatchObject({
      after: { into, articles: 1, releases: 2 },
    });
  });

  it("is another one, of the same publication", async () => {
    const slug = await aSection();
    for (const into of [slug, "no-such-section"]) {
      const refused = await room.admin.post(`${path}/${slug}/merger`, { into });
      expectProblem(refused, 422, "invalid-request");
      expect(pointers(refused)).toEqual(["/into"]);
    }
  });

  it("is merged once of two at once", async () => {
    const [slug, ...others] = [await aSection(), await aSection(), await aSection()];
    const answers = await Promise.all(
      others.map((into) => room.admin.post(`${path}/${slug}/merger`, { into })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404]);
  });

  it("loses nothing that is published, corrected or approved into it meanwhile", async () => {
    const [slug, into] = [await aSection(), await aSection()];
    const standing = await articleIn("business");
    const beginner = await room.organization("verified");
    const waiting = await Promise.all(Array.from({ length: 12 }, () => room.submitted(beginner)));
    const approve = ({ id }: Record<string, any>) =>
      room.admin.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve", category: slug });
    const correct = (): Promise<Reply<any>> =>
      room.admin.post(
        `/v1/admin/articles/${standing.id}/corrections`,
        { changes: { category: slug }, notice: "Elsewhere." },
        { "if-match": `"${standing.version}"` },
      );
    const [merged, corrected, ...approved] = await Promise.all([
      room.admin.post(`${path}/${slug}/merger`, { into }),
      correct(),
      ...waiting.map(approve),
    ]);
    expect([merged?.status, corrected?.status]).toEqual([201, 201]);
    expect(new Set(approved.map(({ status }) => status))).toEqual(new Set([201]));
    // Who found the section on its way out has stepped back, and comes again by itself.
    await Promise.all(waiting.map(({ id }) => room.settled(beginner, id, "published")));
    const stranded = await room.sql(
      "select id from articles where category_slug = $1 union all select id from releases where category = $1",
      [slug],
    );
    expect(stranded).toEqual([]);
    expect(await articlesIn(into)).toHaveLength(13);
  });
});

describe("a section that is chosen while it is removed", () => {
  it.each(["edit", "approve"])("is there for who chose it first, and for nobody else: %s", async (choice) => {
    const beginner = await room.organization("verified");
    for (let round = 0; round < 6; round += 1) {
      const [slug, { id }] = [await aSection(), await room.submitted(beginner)];
      const choose = () =>
        choice === "edit"
          ? room.admin.patch(`/v1/admin/releases/${id}`, { category: slug }, { "if-match": '"1"' })
          : room.admin.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve", category: slug });
      const [chosen, removed] = await Promise.all([choose(), room.admin.delete(`${path}/${slug}`)]);
      const outcomes = [chosen.status < 300, removed.status < 300];
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    }
  });
});

describe("a section that is held", () => {
  /** A release of the section whose publication was tried while somebody held it, and what became of it by then. */
  const publishedUnder = async (lock: string) => {
    const beginner = await room.organization("verified");
    const [slug, { id }] = [await aSection(), await room.submitted(beginner)];
    await room.stopWorking();
    await room.admin.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve", category: slug });
    const [moved] = await whileHeld(room, [`select from categories where slug = $1 ${lock}`, slug], () =>
      publishIfDue(systemContext(room.newsroom, "publish"), [id]),
    );
    return { id, beginner, moved };
  };
  afterEach(() => room.startWorking());

  it("to be renamed or ended, has who publishes into it step back and come again", async () => {
    const { id, beginner, moved } = await publishedUnder("for update");
    expect(moved).toBeUndefined();
    await until(async () =>
      (await room.newsroom.queues.depths()).some(({ name, delayed }) => name === "publish" && delayed > 0),
    );
    await room.startWorking();
    await room.settled(beginner, id, "published");
    await room.stopWorking();
  });

  it("for its name or place, has nobody wait", async () => {
    expect((await publishedUnder("for no key update")).moved).toMatchObject({ status: "published" });
  });
});

describe("the entity tag of an article", () => {
  const tagOf = async (id: string) =>
    (await room.reader.get(`/v1/articles/${id}`, { "accept-encoding": "identity" })).headers.get("etag") ??
    "";

  it("moves with the names and the zone that it shows, and not with what it does not show", async () => {
    const slug = await aSection();
    const { id } = await articleIn(slug);
    const seen = [await tagOf(id)];
    await room.admin.patch(`${path}/${slug}`, { description: "Unseen", position: 0 });
    expect(await tagOf(id)).toBe(seen[0]);
    const changes = [
      () => room.admin.patch(`${path}/${slug}`, { name: "Seen" }),
      () => room.admin.patch("/v1/admin/publications/main", { name: "The Nightly Dateline" }),
      () => room.admin.patch("/v1/admin/publications/main", { timeZone: "Europe/Oslo" }),
      () => room.admin.post(`${path}/${slug}/merger`, { into: "business" }),
    ];
    for (const change of changes) {
      expect((await change()).status).toBeLessThan(300);
      seen.push(await tagOf(id));
    }
    expect(new Set(seen).size).toBe(5);
    const old = await room.reader.get(`/v1/articles/${id}`, { "if-none-match": seen.at(-2) ?? "" });
    expect(old.status).toBe(200);
  });

  it("is in no correction's way when only a name has moved", async () => {
    const { id } = await articleIn(await aSection());
    const tag = await tagOf(id);
    await room.admin.patch("/v1/admin/publications/main", { name: `The Dateline ${tag.length}` });
    const correct = (dek: string) =>
      room.admin.post(
        `/v1/admin/articles/${id}/corrections`,
        { changes: { dek }, notice: "So." },
        { "if-match": tag },
      );
    const [first, second] = [await correct("One"), await correct("Two")];
    expect([first.status, first.headers.get("etag")]).toEqual([201, await tagOf(id)]);
    expectProblem(second, 412, "stale");
    expect(second.body.current).toBe(await tagOf(id));
  });
});

describe("a section that the model never learned", () => {
  const harbour = {
    slug: "harbour",
    name: "Harbour",
    description: "Ships, ferries, fishing boats, docks and all that happens in the port.",
    examples: [
      "New pilot boat arrives at the quay\nThe harbour authority has a new pilot boat to guide container ships into port.",
      "Dredging of the channel begins\nDredgers start work in the harbour channel so that larger vessels can reach the docks at low tide.",
      "Ferry terminal reopens\nThe ferry terminal reopened after repairs to the jetty, and sailings to the islands resume.",
    ],
  };
  const ofShips = {
    headline: "Cargo ship is refloated at high tide off the breakwater",
    body: "Two tugs refloated the cargo ship Hanne Marie at high tide and towed her to the docks for inspection, Marlhaven Society said. The vessel had run aground off the breakwater in fog. No oil was lost, and the ferry to the islands sails again.\n\nDivers look at her keel before she leaves the port.",
  };
  const check = async (given: Record<string, unknown>) =>
    (await room.reader.post("/v1/checks", aRelease(given))).body.categories as any[];

  it("gets the releases that are like its sentence and examples, with the words that decided", async () => {
    expect((await check(ofShips))[0].slug).not.toBe("harbour");
    const added = await room.admin.post(path, harbour);
    expect(added).toMatchObject({ status: 201, body: { examples: harbour.examples } });
    const [first, ...others] = await check(ofShips);
    expect(first).toMatchObject({ slug: "harbour", evidence: expect.arrayContaining(["ferry"]) });
    expect(first.score).toBeGreaterThan(0.5);
    expect(first.score + others.reduce((sum, { score }) => sum + score, 0)).toBeLessThanOrEqual(1.002);
    expect(await room.submitted(society, aRelease(ofShips))).toMatchObject({ category: "harbour" });
    const ofFootball = {
      headline: "Rovers win the county cup after extra time",
      body: "Rovers won the county cup on Saturday with a goal in extra time, Marlhaven Society said. The team had trailed at half-time before its striker scored twice.\n\nThe players meet their supporters at the stadium, and the season goes on next week with a match in the league.",
    };
    expect((await check(ofFootball))[0].slug).not.toBe("harbour");
  });

  it("keeps what it means under another slug, and goes by other examples once it has them", async () => {
    await room.admin.patch(`${path}/harbour`, { slug: "port" });
    expect((await check(ofShips))[0].slug).toBe("port");
    const changed = await room.admin.patch(`${path}/port`, {
      examples: [],
      description: null,
      name: "Chess",
    });
    expect(changed).toMatchObject({ body: { examples: [], name: "Chess" } });
    expect((await check(ofShips))[0].slug).not.toBe("port");
    expect((await eventsOf("change")).at(-1)).toMatchObject({ changes: { after: { examples: [] } } });
  });

  it("has no more than twenty examples", async () => {
    const examples = Array.from({ length: 21 }, (_, at) => `Example ${at}`);
    const answer = await room.admin.post(path, { slug: "many", name: "Many", examples });
    expectProblem(answer, 422, "invalid-request");
    expect(pointers(answer)).toEqual(["/examples"]);
  });

  it("is chosen among what is left when a default one is removed", async () => {
    await room.admin.post("/v1/admin/publications", { slug: "small", name: "The Small", timeZone: "UTC" });
    const { items } = (await room.admin.get(`${path}?publication=small`)).body;
    for (const { slug } of items.slice(0, 11)) {
      expect((await room.admin.delete(`${path}/${slug}?publication=small`)).status).toBe(204);
    }
    const [only, ...none] = await check({ publication: "small" });
    expect(only.slug).toBe(items[11].slug);
    expect(none).toEqual([]);
  });
});
