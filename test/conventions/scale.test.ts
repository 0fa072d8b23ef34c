/**
 * What becomes of a release costs no more in a large archive: nothing reads a table whole. It is told by what PostgreSQL
 * counts of its own reading, among some thousand articles, where a plan that needs all of them shows as well as among a
 * million.
 */

import { afterAll, beforeAll, expect, it } from "vitest";
import { fillArchive } from "../../scripts/seed/archive.ts";
import { aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, until } from "../support/newsroom.ts";

const articles = 4000;
const rounds = 12;
/** A connection that rests tells what it has read after ten seconds. */
const patienceMs = 40_000;
/** Of words and bands as many are read as a text has, and windows of them; neither is a row for each article. */
const bounded = ["article_search", "search_words", "release_bands"];
let room: TestNewsroom;

beforeAll(async () => {
  room = await openNewsroom({ working: false, env: { SWEEP_SECONDS: "3600" } });
  await fillArchive(room.databaseUrl, { articles, seed: 1, until: new Date() }, () => undefined);
});
afterAll(() => room.close());

interface Table {
  readonly name: string;
  readonly read: number;
  readonly added: number;
}

async function tables(): Promise<Map<string, Table>> {
  const rows = await room.sql(`
    select relname as name, n_tup_ins::int as added, (t.seq_tup_read + coalesce((
        select sum(i.idx_tup_read) from pg_stat_user_indexes i where i.relid = t.relid), 0))::int as read
    from pg_stat_user_tables t where schemaname = 'public'`);
  return new Map((rows as Table[]).map((table) => [table.name, table]));
}

it("reads no table whole from intake to publication, at a correction, and for readers and the desk", async () => {
  const before = await tables();
  expect(before.get("articles")?.added).toBe(articles);
  await room.startWorking();
  const desk = await room.staff("editor");
  for (let round = 0; round < rounds; round += 1) {
    // Somebody new, whose first release an editor reads.
    const club = await room.organization("verified", `Fennick Society ${round}`);
    const headline = `Fennick Society opens its hall in Oxley for the ${round + 2}nd time`;
    const { id } = await room.submitted(club, aRelease({ headline }));
    await desk.get("/v1/admin/releases?status=needs_review");
    await desk.get(`/v1/admin/releases/${id}/similar`);
    expect((await desk.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve" })).status).toBe(201);
    const { article } = await room.settled(club, id, "published");
    const correction = { changes: { headline: `${headline} at last` }, notice: "The headline was cut." };
    const corrected = await desk.post(`/v1/admin/articles/${article.id}/corrections`, correction, {
      "if-match": '"1"',
    });
    expect(corrected.status).toBe(201);
    for (const path of [
      `/v1/articles/${corrected.body.slug}`,
      `/v1/articles/${corrected.body.slug}/related`,
      `/v1/articles?organization=${club.id}`,
      `/v1/articles?category=business&tag=${round}`,
      `/v1/articles?q=hall+${round}`,
      "/feeds/rss.xml",
    ]) {
      expect([path, (await room.reader.get(path)).status]).toEqual([path, 200]);
    }
  }
  let now = before;
  const addedTo = (name: string) => (now.get(name)?.added ?? 0) - (before.get(name)?.added ?? 0);
  const isTold = async () => {
    now = await tables();
    return addedTo("articles") === rounds && addedTo("release_signatures") === rounds;
  };
  await until(isTold, () => `Only ${addedTo("articles")} articles were counted`, patienceMs);
  const readWhole = [...now.values()]
    .filter(({ name }) => !bounded.includes(name))
    .map(({ name, read }) => ({ name, eachTime: (read - (before.get(name)?.read ?? 0)) / rounds }))
    .filter(({ eachTime }) => eachTime > articles / 2);
  expect(readWhole).toEqual([]);
}, 120_000);
