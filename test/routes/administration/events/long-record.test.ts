import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../../../support/client.ts";
import { expectProblem } from "../../../support/problems.ts";
import { type Line, linesFor, openRecordRoom, type RecordRoom } from "./record-room.ts";

let room: RecordRoom;

/** With many lines of years ago. */
beforeAll(async () => {
  room = await openRecordRoom();
  await room.sql(`insert into desk_events (id, subject, subject_id, action, actor_role, actor_id, actor_name, at)
    select new_id(at), 'bulk', n, 'change', 'admin', 'a', 'A', at
    from generate_series(1, 60000) n, lateral (select '2021-01-01Z'::timestamptz + n * interval '1 second' as at) moment`);
});
afterAll(() => room.close());

describe("a search for what is rare", () => {
  it("ends a page after so many lines, and finds it in the end", async () => {
    const long = new Date("2020-01-01T00:00:00Z");
    const { subjectId } = await room.recorded({ subject: "rarity", at: long });
    const [plan] = await room.sql(`explain (analyze, format json) select id from desk_events e
      where e.id < '017a0000-0000-7000-8000-000000000000' order by id desc limit 21`);
    const pages: Line[][] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const after: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const { body } = await room.admin.get(`/v1/admin/events?subject=rarity${after}`);
      pages.push(body.items);
      cursor = body.nextCursor;
    }
    const found = pages.flat();
    expect(found.map(({ subjectId: about }) => about)).toEqual([subjectId]);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.length).toBeLessThan(4);
    expect(plan?.["QUERY PLAN"][0].Plan.Plans[0]).toMatchObject({
      "Node Type": expect.stringMatching(/Index/),
      "Actual Rows": 21,
    });
  });
});

describe("the record as a file", () => {
  const exported = (by: Client, query: string) => by.get(`/v1/admin/events/export?${query}`);
  const dangerous = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    'a "quoted", line\r\nand another;=1',
  ];

  it("comes as CSV in which a spreadsheet calculates nothing, and every word is kept", async () => {
    const subject = `formulas-${randomUUID().slice(0, 8)}`;
    const at = room.newsroom.clock.now().getTime();
    for (const [n, reason] of dangerous.entries())
      await room.recorded({ subject, reason, at: new Date(at + n) });
    const { text, headers } = await exported(room.admin, `format=csv&subject=${subject}`);
    const rows: Line[] = parse(text, { columns: true, bom: true, record_delimiter: "\r\n" });
    const reasons = rows.map(({ reason }) => reason).toReversed();
    expect(reasons.map((reason) => reason.replaceAll("'", ""))).toEqual(dangerous);
    expect(reasons.filter((reason) => /(^|[;\t\r\n])[=+\-@＝＋－＠]/.test(reason))).toEqual([]);
    expect(rows[0]).toMatchObject({ subject, action: "change", actorName: "Somebody" });
    expect(JSON.parse(rows[0]?.changes)).toEqual({ before: { name: "Old" }, after: { name: "New" } });
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(headers.get("content-disposition")).toBe('attachment; filename="events.csv"');
    expect(headers.get("cache-control")).toBe("private, no-store");
  });

  it("comes as JSON Lines, a line for each of the list, however many pages that are", async () => {
    const { text, headers } = await exported(room.admin, "format=jsonl&subject=bulk&to=2021-01-01T01:00:00Z");
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(3599);
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ subject: "bulk", subjectId: "1" });
    expect(JSON.parse(lines[0]!)).toEqual(
      (await linesFor(room.admin, "subject=bulk&to=2021-01-01T01:00:00Z"))[0],
    );
    expect(headers.get("content-type")).toBe("application/jsonl; charset=utf-8");
  });

  it("has a header although nothing happened", async () => {
    const { status, text } = await exported(room.admin, "format=csv&subject=nothing");
    expect([status, text.trim().split(",").length]).toEqual([200, 15]);
  });

  it("is for managing editors, who find in it what they see in the list", async () => {
    const { id } = await room.recorded({ subject: "key" });
    await room.submitted(room.society);
    expectProblem(await exported(room.editor, "format=csv"), 403, "forbidden");
    const { text } = await exported(room.managing, "format=jsonl&from=2024-01-01T00:00:00Z");
    expect([text.includes(id), text.includes('"publish"')]).toEqual([false, true]);
    expectProblem(await exported(room.managing, "format=xlsx"), 422, "invalid-request");
  });
});
