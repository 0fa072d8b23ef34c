import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { earliestId } from "../../../src/db/ids.ts";
import { sealEvents } from "../../../src/services/administration/events/seal.ts";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };
let managing: Client & { readonly id: string };
let local: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom({ env: { SWEEP_SECONDS: "3600" } });
  await room.admin.post("/v1/admin/publications", { slug: "herald", name: "The Herald", timeZone: "UTC" });
  [society, editor, managing, local] = await Promise.all([
    room.organization(),
    room.staff("editor"),
    room.staff("managing_editor"),
    room.staff("admin", "herald"),
  ]);
});
afterAll(() => room.close());

type Line = Record<string, any>;
const linesFor = async (by: Client, query: string): Promise<Line[]> => {
  const reply = await by.get(`/v1/admin/events?${query}`);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.body.items;
};
const events = (query: string) => linesFor(editor, query);
const actionsOf = (items: readonly Line[]) => items.map(({ action }) => action);
const seal = () => sealEvents(systemContext(room.newsroom, "sweep"));

/** A change of a setting, recorded as the newsroom records one. */
async function recorded(about: {
  readonly subject: string;
  readonly subjectId?: string;
  readonly publication?: string;
  readonly reason?: string;
  readonly at?: Date;
}): Promise<{ id: string; subjectId: string }> {
  const { subject, subjectId = randomUUID(), publication, reason = null, at } = about;
  const [row] = await room.sql(
    `insert into desk_events (id, publication_id, subject, subject_id, action, actor_role, actor_id, actor_name, reason,
      changes, at)
    select coalesce($5::uuid, new_id(clock_timestamp())), (select id from publications where slug = $1), $2, $3,
      'change', 'admin', 'somebody', 'Somebody', $4, '{"before": {"name": "Old"}, "after": {"name": "New"}}',
      coalesce($6::timestamptz, clock_timestamp())
    returning id`,
    [publication ?? null, subject, subjectId, reason, at ? idAt(at) : null, at ?? null],
  );
  return { id: row?.id, subjectId };
}

/** An id of that moment that nobody else has. */
const idAt = (at: Date) => `${earliestId(at).slice(0, 14)}7000-8000-${randomUUID().slice(-12)}`;

describe("the record of everything that happened", () => {
  it("has the newest line first, with from where to where and by whom", async () => {
    const { id } = await room.submitted(society);
    const lines = await events(`release=${id}`);
    expect(actionsOf(lines)).toEqual(["publish", "approve", "moderate", "submit"]);
    expect(lines[0]).toMatchObject({
      ...{ subject: "release", subjectId: id, releaseId: id, from: "approved", to: "published", version: 1 },
      by: { role: "system", id: "job:publish" },
    });
  });

  it("has changes of settings among the moves of releases, in the order in which they happened", async () => {
    const { id: release } = await room.submitted(society);
    const { id: change, subjectId } = await recorded({ subject: "webhook" });
    const { id: later } = await room.submitted(society);
    const lines = await linesFor(room.admin, "limit=10");
    const places = [later, subjectId, release].map((one) =>
      lines.findIndex(({ subjectId: about }) => about === one),
    );
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(lines.find(({ id }) => id === change)).toMatchObject({
      ...{ subject: "webhook", action: "change", releaseId: null, from: null, to: null, version: null },
      changes: { before: { name: "Old" }, after: { name: "New" } },
    });
  });

  it("is filtered by action", async () => {
    const { id } = await room.submitted(society);
    expect(actionsOf(await events(`release=${id}&action=approve`))).toEqual(["approve"]);
  });

  it("is filtered by what it happened to", async () => {
    const { subjectId } = await recorded({ subject: "category" });
    expect(await linesFor(room.admin, `subject=category&subjectId=${subjectId}`)).toHaveLength(1);
    expect(await linesFor(room.admin, `subject=staff&subjectId=${subjectId}`)).toEqual([]);
    expect(await linesFor(room.admin, "subject=release&subjectId=moderate")).toEqual([]);
  });

  it("is filtered by who did it", async () => {
    const { id } = await room.submitted(society);
    const lines = await events(`release=${id}&actor=${society.id}`);
    expect(actionsOf(lines)).toEqual(["submit"]);
  });

  it("is filtered by organisation: its releases, itself, and what it has", async () => {
    const organization = await room.organization();
    const { id } = await room.submitted(organization);
    const keys = await room.sql("select id from api_keys where organization_id = $1", [organization.id]);
    await recorded({ subject: "key", subjectId: keys[0]?.id });
    await recorded({ subject: "key" });
    const lines = await linesFor(room.admin, `organization=${organization.id}&limit=100`);
    expect(new Set(lines.map(({ subjectId }) => subjectId))).toEqual(
      new Set([id, keys[0]?.id, organization.id]),
    );
  });

  it("is filtered by publication", async () => {
    const { subjectId } = await recorded({ subject: "category", publication: "herald" });
    const lines = await linesFor(room.admin, "publication=herald&subject=category");
    expect(lines[0]).toMatchObject({ subjectId });
    expect(await linesFor(room.admin, "publication=nowhere")).toEqual([]);
  });

  it("is filtered by time, from an instant until before another", async () => {
    const { id } = await room.submitted(society);
    const [, approve] = await events(`release=${id}`);
    const at = encodeURIComponent(approve?.at);
    expect(actionsOf(await events(`release=${id}&from=${at}`))).toEqual(["publish", "approve"]);
    expect(actionsOf(await events(`release=${id}&to=${at}`))).toEqual(["moderate", "submit"]);
  });

  it("is read page by page without losing or repeating a line", async () => {
    const { id } = await room.submitted(society);
    const first = await editor.get(`/v1/admin/events?release=${id}&limit=3`);
    const second = await editor.get(`/v1/admin/events?release=${id}&limit=3&cursor=${first.body.nextCursor}`);
    const whole = await events(`release=${id}`);
    expect([...first.body.items, ...second.body.items]).toEqual(whole);
    expect(second.body.nextCursor).toBeNull();
  });

  it("says nothing of drafts, which nobody has sent", async () => {
    const draft = await society.post("/v1/releases?draft=true", aRelease());
    expect(await events(`release=${draft.body.id}`)).toEqual([]);
  });

  it("shows editors whom the newsroom trusts, and administrators all that was changed", async () => {
    const [trust, key] = [await recorded({ subject: "organization" }), await recorded({ subject: "key" })];
    const seen = async (by: Client) => (await linesFor(by, "limit=20")).map(({ id }) => id);
    const [forEditors, forManaging, forAdmins] = [
      await seen(editor),
      await seen(managing),
      await seen(room.admin),
    ];
    expect([forEditors.includes(trust.id), forEditors.includes(key.id)]).toEqual([true, false]);
    expect([forManaging.includes(trust.id), forManaging.includes(key.id)]).toEqual([true, false]);
    expect([forAdmins.includes(trust.id), forAdmins.includes(key.id)]).toEqual([true, true]);
  });

  it("shows who works for one publication what happened there, and nothing else", async () => {
    const { id } = await room.submitted(society, aRelease({ publication: "herald" }));
    await room.submitted(society);
    await recorded({ subject: "key" });
    const own = await recorded({ subject: "category", publication: "herald" });
    await recorded({ subject: "category", publication: "main" });
    const lines = await linesFor(local, "limit=100");
    const herald = new Set(
      (await linesFor(room.admin, "publication=herald&limit=100")).map((line) => line.id),
    );
    expect(new Set(lines.map((line) => line.id))).toEqual(herald);
    expect([...new Set(lines.map(({ subjectId }) => subjectId))]).toEqual(
      expect.arrayContaining([id, own.subjectId]),
    );
    expect(await linesFor(local, "publication=main")).toEqual([]);
  });

  it.each([
    "from=yesterday",
    "release=x",
    "organization=x",
    "action=%00",
    "cursor=x",
    "colour=red",
    "format=csv",
  ])("refuses %s", async (query) => {
    expectProblem(await editor.get(`/v1/admin/events?${query}`), 422, "invalid-request");
  });
});

describe("a search for what is rare", () => {
  it("ends a page after so many lines, and finds it in the end", async () => {
    const long = new Date("2020-01-01T00:00:00Z");
    const { subjectId } = await recorded({ subject: "rarity", at: long });
    await room.sql(`insert into desk_events (id, subject, subject_id, action, actor_role, actor_id, actor_name, at)
      select new_id(at), 'bulk', n, 'change', 'admin', 'a', 'A', at
      from generate_series(1, 60000) n, lateral (select '2021-01-01Z'::timestamptz + n * interval '1 second' as at) moment`);
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
    for (const [n, reason] of dangerous.entries()) await recorded({ subject, reason, at: new Date(at + n) });
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
    const { id } = await recorded({ subject: "key" });
    expectProblem(await exported(editor, "format=csv"), 403, "forbidden");
    const { text } = await exported(managing, "format=jsonl&from=2024-01-01T00:00:00Z");
    expect([text.includes(id), text.includes('"publish"')]).toEqual([false, true]);
    expectProblem(await exported(managing, "format=xlsx"), 422, "invalid-request");
  });
});

describe("the seals", () => {
  /** The answer for the whole chain. */
  const integrity = async (query = "") => (await room.admin.get(`/v1/admin/events/integrity?${query}`)).body;
  /** Does what a person with the database's password could do. */
  async function behindTheNewsroom(table: string, ...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: room.databaseUrl });
    await client.connect();
    await client.query(`alter table ${table} disable trigger user`);
    for (const statement of statements) await client.query(statement);
    await client.query(`alter table ${table} enable trigger user`);
    await client.end();
  }

  beforeAll(async () => {
    await room.submitted(society);
    // Lines of years ago were put in above, and a chain that has begun takes none from before.
    await behindTheNewsroom("desk_events", "delete from desk_events where subject in ('bulk', 'rarity')");
    while ((await seal()) > 0);
  });

  it("are over everything, and intact", async () => {
    const [{ count }] = (await room.sql(
      "select (select count(*) from release_events)::int + (select count(*) from desk_events)::int as count",
    )) as [Line];
    expect(await integrity()).toEqual({
      ...{ sealed: count, unsealed: 0, broken: [], checkedFrom: 1, checkedUntil: count },
      head: { position: count, hash: expect.stringMatching(/^[\da-f]{64}$/) },
    });
  });

  it("go on where they ended, and a head noted earlier stays in the chain", async () => {
    const { head: noted } = await integrity();
    const { id } = await recorded({ subject: "staff" });
    expect((await integrity()).unsealed).toBe(1);
    await seal();
    const later = await integrity(`after=${noted.position}&head=${noted.position}:${noted.hash}`);
    expect(later).toMatchObject({ unsealed: 0, broken: [], checkedFrom: noted.position + 1 });
    expect(later.head.position).toBe(noted.position + 1);
    expect(
      await room.sql("select event_id from event_seals where position = $1", [later.head.position]),
    ).toEqual([{ event_id: id }]);
  });

  it("are made by the sweep", async () => {
    await recorded({ subject: "staff" });
    await room.stopWorking();
    // A worker sweeps as it starts.
    await room.startWorking();
    await until(async () => (await integrity()).unsealed === 0);
    expect((await integrity()).broken).toEqual([]);
  });

  it("are made once although many seal at once", async () => {
    for (let n = 0; n < 5; n += 1) await recorded({ subject: "staff" });
    const counts = await Promise.all(Array.from({ length: 5 }, seal));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(await seal()).toBe(0);
    expect(await integrity()).toMatchObject({ broken: [], unsealed: 0 });
  });

  it("are put also on an event whose transaction took its time", async () => {
    const writer = new pg.Client({ connectionString: room.databaseUrl });
    await writer.connect();
    await writer.query("begin");
    await writer.query(`insert into desk_events (id, subject, subject_id, action, actor_role, actor_id, actor_name)
      values (new_id(clock_timestamp()), 'late', '1', 'change', 'admin', 'a', 'A')`);
    await recorded({ subject: "staff" });
    await seal();
    await writer.query("commit");
    await writer.end();
    expect(await seal()).toBe(1);
    expect(await integrity()).toMatchObject({ broken: [], unsealed: 0 });
  });

  it("show a line that was changed, by its place and id, and are whole again once it is put back", async () => {
    const { id } = await recorded({ subject: "staff", reason: "Because" });
    await seal();
    const { head } = await integrity();
    const say = (reason: string) => `update desk_events set reason = '${reason}' where id = '${id}'`;
    await behindTheNewsroom("desk_events", say("Because of something else"));
    expect((await integrity()).broken).toEqual([
      { position: head.position, eventId: id, fault: "event_changed" },
    ]);
    await behindTheNewsroom("desk_events", say("Because"));
    expect((await integrity()).broken).toEqual([]);
  });

  it("show a release's line that was changed, whichever of its columns", async () => {
    const { id } = await room.submitted(society);
    await seal();
    const [first] = await events(`release=${id}&action=submit`);
    const set = (columns: string) => `update release_events set ${columns} where id = '${first?.id}'`;
    const changes = ["note = 'x'", "version = 2", "attestation = attestation || '{\"address\": null}'"];
    for (const change of changes) {
      const [before] = await room.sql("select note, version, attestation from release_events where id = $1", [
        first?.id,
      ]);
      await behindTheNewsroom("release_events", set(change));
      expect((await integrity()).broken).toMatchObject([{ eventId: first?.id, fault: "event_changed" }]);
      await behindTheNewsroom(
        "release_events",
        set(
          `note = null, version = ${before?.version}, attestation = '${JSON.stringify(before?.attestation)}'`,
        ),
      );
    }
    expect((await integrity()).broken).toEqual([]);
  });

  it("show a line that was put in afterwards", async () => {
    const at = new Date(Date.now() - 86_400_000);
    const { id } = await recorded({ subject: "forged", at });
    expect(await seal()).toBe(0);
    expect((await integrity()).broken).toEqual([{ position: null, eventId: id, fault: "event_unsealed" }]);
    await behindTheNewsroom("desk_events", `delete from desk_events where id = '${id}'`);
    expect((await integrity()).broken).toEqual([]);
  });

  it("are for administrators of all publications", async () => {
    expectProblem(await local.get("/v1/admin/events/integrity"), 403, "forbidden");
    expectProblem(await managing.get("/v1/admin/events/integrity"), 403, "forbidden");
    expectProblem(await room.admin.get("/v1/admin/events/integrity?head=1:x"), 422, "invalid-request");
  });

  // The last ones, since they do not put back what they took.
  it("show a line that was taken out", async () => {
    const { id } = await recorded({ subject: "staff" });
    await seal();
    const { head } = await integrity();
    await behindTheNewsroom("desk_events", `delete from desk_events where id = '${id}'`);
    expect((await integrity()).broken).toEqual([
      { position: head.position, eventId: id, fault: "event_missing" },
    ]);
  });

  it("show, to who noted the head, that their end was cut off with its events", async () => {
    const { head } = await integrity();
    await behindTheNewsroom("event_seals", `delete from event_seals where position >= ${head.position}`);
    expect((await integrity()).broken).toEqual([]);
    expect((await integrity(`head=${head.position}:${head.hash}`)).broken).toEqual([
      { position: head.position, eventId: null, fault: "head_differs" },
    ]);
  });

  it("show one of them that was changed or taken out", async () => {
    await behindTheNewsroom(
      "event_seals",
      "update event_seals set hash = sha256('x') where position = 7",
      "delete from event_seals where position = 20",
    );
    const { broken } = await integrity();
    expect(broken).toEqual([
      { position: 7, eventId: expect.any(String), fault: "seal_changed" },
      { position: 8, eventId: expect.any(String), fault: "seal_changed" },
      { position: 20, eventId: null, fault: "seal_missing" },
    ]);
  });
});
