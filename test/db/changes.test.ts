import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPlace, newestSettled, readSettled, type SettledChange } from "../../src/db/change-rows.ts";
import type { PublicChange } from "../../src/domain/answers/surrogate-keys.ts";
import { aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, until } from "../support/newsroom.ts";

let room: TestNewsroom;
const heard: PublicChange[] = [];
const settled: SettledChange[] = [];

beforeAll(async () => {
  room = await openNewsroom();
  room.newsroom.changes.onHeard((changes) => heard.push(...changes));
  room.newsroom.changes.onSettled((changes) => settled.push(...changes));
});
afterAll(() => room.close());

/** A change that nobody is told of, as by a process that dies after its commit. */
const restyle = "update publications set updated_at = updated_at + interval '1 ms' returning 1";

describe("what readers see change", () => {
  it("is recorded by the statement that changes it, with the section that it left", async () => {
    const society = await room.organization();
    const editor = await room.staff("managing_editor");
    const { article } = await room.submitted(society, aRelease({ category: "sports" }));
    const path = `/v1/admin/articles/${article.id}`;
    const { headers } = await room.reader.get(`/v1/articles/${article.slug}`);
    const correction = { changes: { category: "health" }, notice: "It is about health." };
    const ifMatch = { "if-match": headers.get("etag") ?? "" };
    expect(await editor.post(`${path}/corrections`, correction, ifMatch)).toMatchObject({ status: 201 });
    await editor.put(`${path}/retraction`, { reason: "Wrong", notice: "Wrong." });
    await editor.put(`${path}/retraction`, { reason: "Wrong", notice: "Wrong.", kill: true });
    const rows = await room.sql("select * from article_changes where article_id = $1 order by position", [
      article.id,
    ]);
    expect(rows.map(({ action, version, category_slug }) => [action, version, category_slug])).toEqual([
      ["published", 1, article.category ?? rows[0]?.category_slug],
      ["corrected", 2, "health"],
      ["retracted", 2, "health"],
      ["killed", 2, "health"],
    ]);
    expect(rows[1]?.former_category_slug).toBe(rows[0]?.category_slug);
    expect(rows[0]).toMatchObject({ publication: "main", organization_id: society.id });
  });

  it("is heard without a message, and never skipped for one that was begun later and committed before", async () => {
    const early = new pg.Client({ connectionString: room.databaseUrl });
    await early.connect();
    try {
      await early.query(`begin; ${restyle}`);
      const [mine] = (await early.query("select max(position)::int as position from article_changes")).rows;
      const [late] = await room.sql(
        `insert into article_changes (publication_id, publication, action, at)
         select id, slug, 'restyled', now() from publications returning position::int`,
      );
      await until(() => heard.some(({ position }) => position === late?.position));
      expect(settled.some(({ position }) => position === late?.position)).toBe(false);
      await early.query("commit");
      await until(() => settled.some(({ position }) => position === late?.position));
      const order = settled.map(({ position }) => position);
      expect(order.indexOf(mine.position)).toBeGreaterThanOrEqual(0);
      expect(order.indexOf(mine.position)).toBeLessThan(order.indexOf(late?.position));
      expect(new Set(order).size).toBe(order.length);
      const before = await findPlace(room.newsroom.hot, order[order.indexOf(mine.position) - 1] ?? 0);
      const again = before && (await readSettled(room.newsroom.hot, before, 10));
      expect(again).toEqual(settled.slice(-2));
      expect(await newestSettled(room.newsroom.hot)).toMatchObject({ position: late?.position });
      expect(await findPlace(room.newsroom.hot, 1e9)).toBeUndefined();
    } finally {
      await early.end();
    }
  });
});
