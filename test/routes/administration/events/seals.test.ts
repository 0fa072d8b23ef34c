import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../../src/context.ts";
import { sealEvents } from "../../../../src/services/administration/events/seal.ts";
import { until } from "../../../support/newsroom.ts";
import { expectProblem } from "../../../support/problems.ts";
import { type Line, openRecordRoom, type RecordRoom } from "./record-room.ts";

let room: RecordRoom;

beforeAll(async () => {
  room = await openRecordRoom();
  await room.submitted(room.society);
  while ((await seal()) > 0);
});
afterAll(() => room.close());

const seal = () => sealEvents(systemContext(room.newsroom, "sweep"));

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
    const { id } = await room.recorded({ subject: "staff" });
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
    await room.recorded({ subject: "staff" });
    await room.stopWorking();
    // A worker sweeps as it starts.
    await room.startWorking();
    await until(async () => (await integrity()).unsealed === 0);
    expect((await integrity()).broken).toEqual([]);
  });

  it("are made once although many seal at once", async () => {
    for (let n = 0; n < 5; n += 1) await room.recorded({ subject: "staff" });
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
    await room.recorded({ subject: "staff" });
    await seal();
    await writer.query("commit");
    await writer.end();
    expect(await seal()).toBe(1);
    expect(await integrity()).toMatchObject({ broken: [], unsealed: 0 });
  });

  it("show a line that was changed, by its place and id, and are whole again once it is put back", async () => {
    const { id } = await room.recorded({ subject: "staff", reason: "Because" });
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
    const { id } = await room.submitted(room.society);
    await seal();
    const [first] = await room.events(`release=${id}&action=submit`);
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
    const { id } = await room.recorded({ subject: "forged", at });
    expect(await seal()).toBe(0);
    expect((await integrity()).broken).toEqual([{ position: null, eventId: id, fault: "event_unsealed" }]);
    await behindTheNewsroom("desk_events", `delete from desk_events where id = '${id}'`);
    expect((await integrity()).broken).toEqual([]);
  });

  it("are for administrators of all publications", async () => {
    expectProblem(await room.local.get("/v1/admin/events/integrity"), 403, "forbidden");
    expectProblem(await room.managing.get("/v1/admin/events/integrity"), 403, "forbidden");
    expectProblem(await room.admin.get("/v1/admin/events/integrity?head=1:x"), 422, "invalid-request");
  });

  // The last ones, since they do not put back what they took.
  it("show a line that was taken out", async () => {
    const { id } = await room.recorded({ subject: "staff" });
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
