import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import type { Reply } from "../../support/client.ts";
import { until } from "../../support/newsroom.ts";
import { type DeskRoom, openDeskRoom } from "./desk-room.ts";

const minute = 60_000;
let room: DeskRoom;

beforeAll(async () => {
  room = await openDeskRoom();
});
afterAll(() => room.close());

describe("the embargo", () => {
  it.each([
    ["set where there was none", {}],
    ["moved later", { embargoedUntil: 60 }],
  ])("of a waiting release is %s by any editor, and the release goes on waiting", async (_what, given) => {
    const times = Object.fromEntries(
      Object.entries(given).map(([field, minutes]) => [field, room.hence(minutes)]),
    );
    const { id, waiting: wait } = await room.waiting(times);
    const embargoedUntil = room.hence(120);
    expect(await room.embargo(id, embargoedUntil)).toMatchObject({
      status: 200,
      body: { status: "needs_review", embargoedUntil, waiting: wait },
    });
  });

  it("that is moved later holds a scheduled release back", async () => {
    const id = await room.scheduled({ embargoedUntil: room.hence(60) });
    expect(await room.embargo(id, room.hence(120))).toMatchObject({
      status: 200,
      body: { status: "scheduled" },
    });
    room.clock.travel(61 * minute);
    expect(await room.publish(id)).toBeUndefined();
    room.clock.travel(60 * minute);
    await room.settled(room.society, id, "published");
  });

  it("is brought forward or lifted by a managing editor alone", async () => {
    const id = await room.scheduled({ embargoedUntil: room.hence(60) });
    const answers = [await room.embargo(id, room.hence(30)), await room.lift(id, room.editor)];
    expect(answers.map(({ status, body }) => [status, body.type])).toEqual([
      [403, "/problems/forbidden"],
      [403, "/problems/forbidden"],
    ]);
    expect(await room.embargo(id, room.hence(30), room.boss)).toMatchObject({
      status: 200,
      body: { status: "scheduled" },
    });
    room.clock.travel(31 * minute);
    await room.settled(room.society, id, "published");
  });

  it("that is lifted lets an approved release out at once", async () => {
    const id = await room.scheduled({ embargoedUntil: room.hence(60) });
    expect(await room.lift(id)).toMatchObject({ status: 200, body: { embargoedUntil: null } });
    await room.settled(room.society, id, "published");
  });

  it("leaves in the history who moved it, from when to when, which the submitter reads too", async () => {
    const [before, after] = [room.hence(60), room.hence(120)];
    const { id } = await room.waiting({ embargoedUntil: before });
    await room.embargo(id, after);
    await room.lift(id);
    const events = (await room.society.get(`/v1/releases/${id}/events`)).body.items;
    expect(events.slice(-2)).toMatchObject([
      { action: "embargo", from: "needs_review", to: "needs_review", by: { role: "editor" } },
      { action: "embargo", by: { role: "managing_editor" }, reason: expect.stringContaining(after) },
    ]);
    expect(events.at(-2).reason).toContain(before);
    expect(events.at(-2).reason).toContain(after);
  });

  it("that there is not is lifted without a trace", async () => {
    const { id } = await room.waiting();
    expect(await room.lift(id, room.editor)).toMatchObject({ status: 200, body: { embargoedUntil: null } });
    expect(await room.eventsOf(id, "embargo")).toEqual([]);
  });

  it("until a moment that has gone by is refused", async () => {
    const { id } = await room.waiting();
    expect(await room.embargo(id, room.hence(-1), room.boss)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/embargoedUntil" }] },
    });
  });

  it("moves the entity tag, and is refused on an old reading", async () => {
    const { id } = await room.waiting();
    const tag = (await room.editor.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
    const moved = await room.editor.put(
      `/v1/admin/releases/${id}/embargo`,
      { embargoedUntil: room.hence(60) },
      { "if-match": tag },
    );
    expect(moved.headers.get("etag")).not.toBe(tag);
    expect(await room.boss.delete(`/v1/admin/releases/${id}/embargo`, { "if-match": tag })).toMatchObject({
      status: 412,
      body: { type: "/problems/stale" },
    });
  });

  it("moved by two at once ends at the later of what was answered 200", async () => {
    const id = await room.scheduled({ embargoedUntil: room.hence(60) });
    const [sooner, later] = [room.hence(90), room.hence(120)];
    const answers = await Promise.all([room.embargo(id, later), room.embargo(id, sooner)]);
    // Whoever comes second with the sooner would bring it forward, which takes a managing editor.
    expect(answers.map(({ status }) => status)).toSatisfy(
      ([one, other]) => one === 200 && [200, 403].includes(other),
    );
    expect(await room.read(id)).toMatchObject({ embargoedUntil: later });
    expect(await room.eventsOf(id, "embargo")).toHaveLength(
      answers.filter(({ status }) => status === 200).length,
    );
  });

  it("of a release that a colleague has claimed is the colleague's to move", async () => {
    const { id } = await room.waiting();
    await room.boss.put(`/v1/admin/releases/${id}/claim`);
    expect(await room.embargo(id, room.hence(60))).toMatchObject({
      status: 409,
      body: { type: "/problems/already-claimed" },
    });
  });

  it("of what is out, or was never held, is nobody's to set", async () => {
    const out = await room.submitted(await room.organization("trusted"));
    const back = await room.waiting();
    await room.society.post(`/v1/releases/${back.id}/withdrawal`);
    expect(await room.embargo(out.id, room.hence(60), room.boss)).toMatchObject({
      status: 409,
      body: { type: "/problems/illegal-transition", state: "published" },
    });
    expect(await room.lift(back.id)).toMatchObject({ status: 409, body: { state: "withdrawn" } });
  });

  it("of another publication's release is not found", async () => {
    await room.admin.post("/v1/admin/publications", { slug: "star", name: "The Star", timeZone: "UTC" });
    const stranger = await room.staff("managing_editor", "star");
    const { id } = await room.waiting({ embargoedUntil: room.hence(60) });
    expect(await room.embargo(id, room.hence(120), stranger)).toMatchObject({ status: 404 });
    expect(await room.lift(id, stranger)).toMatchObject({ status: 404 });
  });

  it.each([
    {},
    { embargoedUntil: null },
    { embargoedUntil: "soon" },
    { embargoedUntil: "2099-01-01T00:00:00Z", x: 1 },
  ])("cannot be set by %j", async (body) => {
    const { id } = await room.waiting();
    expect(await room.editor.put(`/v1/admin/releases/${id}/embargo`, body)).toMatchObject({ status: 422 });
  });
});

describe("an embargo that is moved later in the last moments", () => {
  const batches = 10;
  const size = 20;

  it("holds wherever that was answered 200, and was too late wherever it was not", async () => {
    const trusted = await room.organization("trusted");
    const lifts = Array.from({ length: batches }, (_, batch) => room.hence(600 + batch));
    const later = room.hence(6000);
    const ids = await Promise.all(
      lifts.flatMap((embargoedUntil) =>
        Array.from({ length: size }, async (): Promise<string> => {
          return (await trusted.post("/v1/releases", aRelease({ embargoedUntil }))).body.id;
        }),
      ),
    );
    await allAre(ids, "scheduled");
    const answers: Reply<any>[] = [];
    for (const [batch, lifted] of lifts.entries()) {
      room.clock.travel(Date.parse(lifted) - room.newsroom.clock.now().getTime() - 100);
      const racing = ids.slice(batch * size, (batch + 1) * size);
      answers.push(
        ...(await Promise.all(racing.map((id, at) => race(id, Date.parse(lifted) + (at - 8) * 10, later)))),
      );
    }
    const [honoured = [], late = []] = [200, 409].map((status) =>
      ids.filter((_id, at) => answers[at]?.status === status),
    );
    expect(honoured.length + late.length).toBe(batches * size);
    // Each comes first now and then, or this would prove nothing.
    expect(Math.min(honoured.length, late.length)).toBeGreaterThan(0);
    expect(await statesOf(late)).toEqual(["published"]);
    expect(await statesOf(honoured)).toEqual(["scheduled"]);
    room.clock.travel(Date.parse(later) - room.newsroom.clock.now().getTime() + minute);
    await allAre(ids, "published");
    const early = await room.sql(
      `select r.id from releases r join articles a on a.release_id = r.id
       where r.id = any($1) and a.published_at < r.embargoed_until`,
      [ids],
    );
    expect(early).toEqual([]);
  });

  /** Moves the embargo and publishes at once, at a moment around the embargo's end. */
  async function race(id: string, moment: number, later: string): Promise<Reply<any>> {
    await until(() => room.newsroom.clock.now().getTime() >= moment);
    const [answer] = await Promise.all([room.embargo(id, later), room.publish(id)]);
    return answer;
  }

  const statesOf = async (ids: readonly string[]) =>
    (await room.sql("select distinct status from releases where id = any($1)", [ids])).map(
      ({ status }) => status,
    );

  const allAre = (ids: readonly string[], state: string) =>
    until(async () => {
      const states = await statesOf(ids);
      return states.length === 1 && states[0] === state;
    });
});
