import pg from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { sweepOverdue } from "../../src/services/pipeline/overdue.ts";
import { relateArticle } from "../../src/services/pipeline/relate.ts";
import { aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { untilWaiting } from "../support/table-lock.ts";

/** What the newsroom warns of. */
const warnings: string[] = [];
let room: TestNewsroom;
let editor: Client;
let clubs: TestOrganization[];

beforeAll(async () => {
  const log = pino({ level: "warn" }, { write: (line) => void warnings.push(line) });
  room = await openNewsroom({ env: { RATE_LIMITS: "off" }, log });
  editor = await room.staff("managing_editor");
  clubs = await Promise.all(["A", "B", "C", "D"].map((name) => room.organization("trusted", `Club ${name}`)));
});
afterAll(() => room.close());

const job = () => systemContext(room.newsroom, "relate");
const relate = (article: { id: string }) => relateArticle(job(), article.id);
const dueAgain = (article: { id: string }, since = "2 minutes") =>
  room.sql(
    `insert into article_work values ('relate', $1, now() - $2::interval)
      on conflict (work, article_id) do update set due_at = excluded.due_at`,
    [article.id, since],
  );
const due = (article: { id: string }) =>
  room.sql("select due_at from article_work where work = 'relate' and article_id = $1", [article.id]);
const related = async (article: { slug: string }) =>
  (
    (await room.reader.get(`/v1/articles/${article.slug}/related?limit=20`)).body.items as Record<
      string,
      any
    >[]
  ).map(({ id }) => id);
const rows = (article: { id: string }) =>
  room.sql("select related_id, score from article_relations where article_id = $1 order by 1", [article.id]);

/**
 * A published article about a subject, by the club of this number, when its relations have been found. Where another is to
 * be the nearest, five words tell them from all that share a section, a place and the frame.
 */
async function about(subject: string, number = 0, given: Record<string, unknown> = {}) {
  const headline = `Marlhaven hears of the ${subject} again`;
  const who = `Club ${"ABCD"[number]}`;
  const text = `${who} saw the ${subject}, and the ${subject} was heard by many who had come for it.`;
  const release = aRelease({ headline, body: `${text}\n\n${aRelease().body as string}`, ...given });
  const { article } = await room.submitted(clubs[number]!, release);
  await until(async () => (await due(article)).length === 0);
  return article as { id: string; slug: string };
}

describe("relating articles", () => {
  it("leads from the new to the old and from the old to the new", async () => {
    const subject = "halcyon trawler propeller shipwright drydock";
    const old = await about(subject);
    await about("leviathan skeleton museum", 1);
    const young = await about(subject, 1);
    expect((await related(young))[0]).toBe(old.id);
    expect((await related(old))[0]).toBe(young.id);
    expect((await rows(old)).map(({ related_id }) => related_id)).toContain(young.id);
  });

  it("changes nothing when it comes twice, early, or for what there is not", async () => {
    const article = await about("basilisk terrarium keepers", 2);
    const relatives = async () => (await rows(article)).map(({ related_id }) => related_id);
    const before = await relatives();
    expect(await relate(article)).toBe(false);
    expect(await relatives()).toEqual(before);
    // Or the sweep might do it first.
    await room.stopWorking();
    await dueAgain(article);
    expect((await Promise.all([relate(article), relate(article)])).filter(Boolean)).toHaveLength(1);
    // How rare a word is may have been counted anew meanwhile, and moves scores.
    expect(await relatives()).toEqual(before);
    expect(await relate({ id: "01980000-0000-7000-8000-000000000000" })).toBe(false);
    await room.startWorking();
  });

  it("stays due when a correction overtakes it, and follows the correction", async () => {
    const subject = "chimera costume parade drummers stiltwalkers";
    const chimera = await about(subject, 2);
    const article = await about("gryphon weathervane chapel", 3);
    await room.stopWorking();
    const { headers } = await editor.get(`/v1/articles/${article.slug}`);
    const changes = {
      headline: `Marlhaven hears of the ${subject} again`,
      body: `The ${subject} was seen, and the ${subject} was heard.\n\n${aRelease().body as string}`,
    };
    const corrected = await editor.post(
      `/v1/admin/articles/${article.id}/corrections`,
      { changes, notice: "It was the chimera." },
      { "if-match": headers.get("etag") ?? "" },
    );
    expect(corrected.status).toBe(201);
    expect(await due(article)).toHaveLength(1);
    await room.startWorking();
    await until(async () => (await due(article)).length === 0);
    const { slug } = (await room.reader.get(`/v1/articles/${article.id}`)).body;
    expect((await related({ slug }))[0]).toBe(chimera.id);
  });

  it("does not wait in a ring with a correction that gives the article another slug", async () => {
    const subject = "narwhal causeway lantern ferryman pontoon";
    const old = await about(subject);
    const young = await about(subject, 1);
    warnings.splice(0);
    await room.sql("delete from article_relations where $1 in (article_id, related_id)", [young.id]);
    // Not for so long that the sweep would have a job of its own relate it.
    await dueAgain(young, "0 minutes");
    const holder = new pg.Client({ connectionString: room.databaseUrl });
    await holder.connect();
    try {
      await holder.query("begin");
      await holder.query("select from article_work where article_id = $1 for update", [young.id]);
      const relating = relate(young);
      await untilWaiting(room, 1);
      const correction = { changes: { headline: "Marlhaven sees the lantern" }, notice: "It was seen." };
      const correcting = editor.post(`/v1/admin/articles/${young.id}/corrections`, correction, {
        "if-match": '"1"',
      });
      await untilWaiting(room, 2);
      await holder.query("commit");
      const { status, body } = await correcting;
      expect(status).toBe(201);
      await relating;
      await until(async () => (await due(young)).length === 0);
      expect((await related(body))[0]).toBe(old.id);
      // A transaction that was ended in a ring would have been done anew.
      expect(warnings).toEqual([]);
    } finally {
      await holder.end();
    }
  });

  it("is found by the sweep when the queue forgot it", async () => {
    const article = await about("kraken aquarium tentacles");
    await room.stopWorking();
    await dueAgain(article);
    expect(await sweepOverdue(job())).toBeGreaterThan(0);
    await room.startWorking();
    await until(async () => (await due(article)).length === 0);
  });

  it("forgets at once what is taken down, and shows no three of one organisation and no story twice", async () => {
    const body = aRelease().body as string;
    const text =
      "Club A met the phoenix opera with a soprano, and the soprano of the phoenix opera sang for everybody.";
    const own = await about("phoenix opera soprano", 3);
    const same = await about("phoenix opera soprano", 0, { body: `${text}\n\n${body}` });
    for (const number of [1, 1, 1]) await about("phoenix opera soprano", number);
    const shown = await related(own);
    const organizations = await Promise.all(
      shown.map(async (id) => (await room.reader.get(`/v1/articles/${id}`)).body.organization.id),
    );
    for (const { id } of clubs)
      expect(organizations.filter((other) => other === id).length).toBeLessThanOrEqual(2);
    expect(shown).toContain(same.id);
    await editor.put(`/v1/admin/articles/${same.id}/retraction`, {
      reason: "Wrong",
      notice: "It was wrong.",
    });
    expect(await related(own)).not.toContain(same.id);
  });

  it("relates what comes at once in both ways, without waiting in a ring", async () => {
    const articles = await Promise.all([0, 1, 2, 3].map((number) => about("simurgh carpet weavers", number)));
    await Promise.all(articles.map((article) => dueAgain(article)));
    await Promise.all(articles.map(relate));
    for (const article of articles) expect((await rows(article)).length).toBeGreaterThan(2);
  });

  it("finds what belongs to an article of an archive when somebody asks", async () => {
    const subject = "manticore chess tournament spectators gallery";
    const [first, second] = [await about(subject, 2), await about(subject, 2)];
    // How near they are is told by how many articles have their words, which the sweep counts.
    await until(async () => (await room.sql("select from article_work")).length === 0);
    await room.sql("delete from article_relations where article_id = $1", [first.id]);
    expect((await related(first))[0]).toBe(second.id);
  });
});
