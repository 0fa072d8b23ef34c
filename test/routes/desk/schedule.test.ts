import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { publishIfDue } from "../../../src/services/pipeline/publish.ts";
import { aRelease } from "../../support/builders.ts";
import type { Client, Reply } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../../support/newsroom.ts";

const minute = 60_000;
let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };
let boss: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom();
  [society, editor, boss] = await Promise.all([
    room.organization("verified"),
    room.staff("editor"),
    room.staff("managing_editor"),
  ]);
});
afterAll(() => room.close());

/** An instant so many minutes from now, by the newsroom's clock. */
const hence = (minutes: number) =>
  new Date(room.newsroom.clock.now().getTime() + minutes * minute).toISOString();
const waiting = (given: Record<string, unknown> = {}) => room.submitted(society, aRelease(given));
const review = (id: string, decision: Record<string, unknown>) =>
  editor.post(`/v1/admin/releases/${id}/reviews`, decision);
const schedule = (id: string, publishAt: unknown, by: Client = editor) =>
  by.put(`/v1/admin/releases/${id}/schedule`, { publishAt });
const embargo = (id: string, embargoedUntil: unknown, by: Client = editor) =>
  by.put(`/v1/admin/releases/${id}/embargo`, { embargoedUntil });
const lift = (id: string, by: Client = boss) => by.delete(`/v1/admin/releases/${id}/embargo`);
const read = async (id: string) => (await society.get(`/v1/releases/${id}`)).body as Record<string, any>;
const publish = (id: string) => publishIfDue(systemContext(room.newsroom, "test"), id);
const eventsOf = async (id: string, action: string) =>
  (await editor.get(`/v1/admin/releases/${id}/events`)).body.items.filter(
    (event: any) => event.action === action,
  );

/** A release that was approved and waits for what it was given, an hour by default. */
async function scheduled(given: Record<string, unknown> = { publishAt: hence(60) }): Promise<string> {
  const { id } = await waiting(given);
  await review(id, { decision: "approve" });
  await room.settled(society, id, "scheduled");
  return id;
}

describe("the hour", () => {
  it("may be moved, and is kept", async () => {
    const id = await scheduled();
    expect(await schedule(id, hence(300))).toMatchObject({ status: 200, body: { status: "scheduled" } });
    room.clock.travel(61 * minute);
    expect(await publish(id)).toBeUndefined();
    room.clock.travel(240 * minute);
    await room.settled(society, id, "published");
  });

  it("leaves in the history who set it, and to when", async () => {
    const id = await scheduled();
    const publishAt = hence(300);
    await schedule(id, publishAt);
    expect((await eventsOf(id, "schedule")).at(-1)).toMatchObject({
      by: { role: "editor" },
      reason: expect.stringContaining(publishAt),
    });
  });

  it("that has gone by is refused", async () => {
    const id = await scheduled();
    const refused = { status: 422, body: { errors: [{ pointer: "/publishAt" }] } };
    expect(await schedule(id, hence(-1))).toMatchObject(refused);
    const held = await waiting();
    expect(await review(held.id, { decision: "approve", publishAt: hence(-1) })).toMatchObject(refused);
    expect(await read(held.id)).toMatchObject({ status: "needs_review" });
  });

  it("may be cleared: then it goes out at once", async () => {
    const id = await scheduled();
    await editor.delete(`/v1/admin/releases/${id}/schedule`);
    expect(await room.settled(society, id, "published")).toMatchObject({ publishAt: null });
  });

  it("cannot be set before the release is approved", async () => {
    const { id } = await waiting();
    expect(await schedule(id, hence(60))).toMatchObject({ status: 409, body: { state: "needs_review" } });
  });

  it("set by two on the same reading is set by one", async () => {
    const id = await scheduled();
    const etag = (await editor.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
    const answers = await Promise.all(
      [editor, boss].map((by, at) =>
        by.put(`/v1/admin/releases/${id}/schedule`, { publishAt: hence(90 + at) }, { "if-match": etag }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it("of millennia from now breaks nothing", async () => {
    const id = await scheduled();
    const publishAt = "9999-12-31T23:59:59.000Z";
    expect(await schedule(id, publishAt)).toMatchObject({ status: 200, body: { publishAt } });
    expect(await waiting()).toMatchObject({ status: "needs_review" });
  });
});

describe("the embargo", () => {
  it.each([
    ["set where there was none", {}],
    ["moved later", { embargoedUntil: 60 }],
  ])("of a waiting release is %s by any editor, and the release goes on waiting", async (_what, given) => {
    const times = Object.fromEntries(
      Object.entries(given).map(([field, minutes]) => [field, hence(minutes)]),
    );
    const { id, waiting: wait } = await waiting(times);
    const embargoedUntil = hence(120);
    expect(await embargo(id, embargoedUntil)).toMatchObject({
      status: 200,
      body: { status: "needs_review", embargoedUntil, waiting: wait },
    });
  });

  it("that is moved later holds a scheduled release back", async () => {
    const id = await scheduled({ embargoedUntil: hence(60) });
    expect(await embargo(id, hence(120))).toMatchObject({ status: 200, body: { status: "scheduled" } });
    room.clock.travel(61 * minute);
    expect(await publish(id)).toBeUndefined();
    room.clock.travel(60 * minute);
    await room.settled(society, id, "published");
  });

  it("is brought forward or lifted by a managing editor alone", async () => {
    const id = await scheduled({ embargoedUntil: hence(60) });
    const answers = [await embargo(id, hence(30)), await lift(id, editor)];
    expect(answers.map(({ status, body }) => [status, body.type])).toEqual([
      [403, "/problems/forbidden"],
      [403, "/problems/forbidden"],
    ]);
    expect(await embargo(id, hence(30), boss)).toMatchObject({ status: 200, body: { status: "scheduled" } });
    room.clock.travel(31 * minute);
    await room.settled(society, id, "published");
  });

  it("that is lifted lets an approved release out at once", async () => {
    const id = await scheduled({ embargoedUntil: hence(60) });
    expect(await lift(id)).toMatchObject({ status: 200, body: { embargoedUntil: null } });
    await room.settled(society, id, "published");
  });

  it("leaves in the history who moved it, from when to when, which the submitter reads too", async () => {
    const [before, after] = [hence(60), hence(120)];
    const { id } = await waiting({ embargoedUntil: before });
    await embargo(id, after);
    await lift(id);
    const events = (await society.get(`/v1/releases/${id}/events`)).body.items;
    expect(events.slice(-2)).toMatchObject([
      { action: "embargo", from: "needs_review", to: "needs_review", by: { role: "editor" } },
      { action: "embargo", by: { role: "managing_editor" }, reason: expect.stringContaining(after) },
    ]);
    expect(events.at(-2).reason).toContain(before);
    expect(events.at(-2).reason).toContain(after);
  });

  it("that there is not is lifted without a trace", async () => {
    const { id } = await waiting();
    expect(await lift(id, editor)).toMatchObject({ status: 200, body: { embargoedUntil: null } });
    expect(await eventsOf(id, "embargo")).toEqual([]);
  });

  it("until a moment that has gone by is refused", async () => {
    const { id } = await waiting();
    expect(await embargo(id, hence(-1), boss)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/embargoedUntil" }] },
    });
  });

  it("moves the entity tag, and is refused on an old reading", async () => {
    const { id } = await waiting();
    const tag = (await editor.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
    const moved = await editor.put(
      `/v1/admin/releases/${id}/embargo`,
      { embargoedUntil: hence(60) },
      { "if-match": tag },
    );
    expect(moved.headers.get("etag")).not.toBe(tag);
    expect(await boss.delete(`/v1/admin/releases/${id}/embargo`, { "if-match": tag })).toMatchObject({
      status: 412,
      body: { type: "/problems/stale" },
    });
  });

  it("moved by two at once ends at the later of what was answered 200", async () => {
    const id = await scheduled({ embargoedUntil: hence(60) });
    const [sooner, later] = [hence(90), hence(120)];
    const answers = await Promise.all([embargo(id, later), embargo(id, sooner)]);
    // Whoever comes second with the sooner would bring it forward, which takes a managing editor.
    expect(answers.map(({ status }) => status)).toSatisfy(
      ([one, other]) => one === 200 && [200, 403].includes(other),
    );
    expect(await read(id)).toMatchObject({ embargoedUntil: later });
    expect(await eventsOf(id, "embargo")).toHaveLength(answers.filter(({ status }) => status === 200).length);
  });

  it("of a release that a colleague has claimed is the colleague's to move", async () => {
    const { id } = await waiting();
    await boss.put(`/v1/admin/releases/${id}/claim`);
    expect(await embargo(id, hence(60))).toMatchObject({
      status: 409,
      body: { type: "/problems/already-claimed" },
    });
  });

  it("of what is out, or was never held, is nobody's to set", async () => {
    const out = await room.submitted(await room.organization("trusted"));
    const back = await waiting();
    await society.post(`/v1/releases/${back.id}/withdrawal`);
    expect(await embargo(out.id, hence(60), boss)).toMatchObject({
      status: 409,
      body: { type: "/problems/illegal-transition", state: "published" },
    });
    expect(await lift(back.id)).toMatchObject({ status: 409, body: { state: "withdrawn" } });
  });

  it("of another publication's release is not found", async () => {
    await room.admin.post("/v1/admin/publications", { slug: "star", name: "The Star", timeZone: "UTC" });
    const stranger = await room.staff("managing_editor", "star");
    const { id } = await waiting({ embargoedUntil: hence(60) });
    expect(await embargo(id, hence(120), stranger)).toMatchObject({ status: 404 });
    expect(await lift(id, stranger)).toMatchObject({ status: 404 });
  });

  it.each([
    {},
    { embargoedUntil: null },
    { embargoedUntil: "soon" },
    { embargoedUntil: "2099-01-01T00:00:00Z", x: 1 },
  ])("cannot be set by %j", async (body) => {
    const { id } = await waiting();
    expect(await editor.put(`/v1/admin/releases/${id}/embargo`, body)).toMatchObject({ status: 422 });
  });
});

describe("an hour and an embargo", () => {
  it.each([
    ["the hour and then the embargo", "schedule first"],
    ["the embargo and then the hour", "embargo first"],
  ])("set in whatever order, here %s, hold until the later of them", async (_order, order) => {
    const id = await scheduled({ publishAt: hence(30) });
    const steps = [() => schedule(id, hence(60)), () => embargo(id, hence(120))];
    for (const step of order === "schedule first" ? steps : steps.toReversed()) {
      expect(await step()).toMatchObject({ status: 200 });
    }
    room.clock.travel(61 * minute);
    expect(await publish(id)).toBeUndefined();
    room.clock.travel(60 * minute);
    await room.settled(society, id, "published");
  });

  it("of which the hour is cleared, leave the embargo", async () => {
    const id = await scheduled({ embargoedUntil: hence(60), publishAt: hence(90) });
    await editor.delete(`/v1/admin/releases/${id}/schedule`);
    expect(await room.settled(society, id, "scheduled")).toMatchObject({ publishAt: null });
    room.clock.travel(61 * minute);
    await room.settled(society, id, "published");
  });

  it("of which the embargo is lifted, leave the hour", async () => {
    const id = await scheduled({ embargoedUntil: hence(90), publishAt: hence(60) });
    expect(await lift(id)).toMatchObject({ status: 200, body: { status: "scheduled" } });
    expect(await publish(id)).toBeUndefined();
    room.clock.travel(61 * minute);
    await room.settled(society, id, "published");
  });

  it("that came to a release while it waited hold once it is approved", async () => {
    const { id } = await waiting();
    await embargo(id, hence(60));
    await review(id, { decision: "approve" });
    await room.settled(society, id, "scheduled");
    room.clock.travel(61 * minute);
    await room.settled(society, id, "published");
  });

  it("that have passed when the release is approved let it out at once", async () => {
    const { id } = await waiting({ embargoedUntil: hence(30), publishAt: hence(40) });
    room.clock.travel(41 * minute);
    await review(id, { decision: "approve" });
    await room.settled(society, id, "published");
  });

  it("that had passed when the release was submitted hold nothing back", async () => {
    const { id } = await waiting({ embargoedUntil: hence(-30), publishAt: hence(-40) });
    await review(id, { decision: "approve" });
    await room.settled(society, id, "published");
  });

  it("are kept with the local times in which they were given, and with no other's", async () => {
    const local = (hour: number) => ({ local: `2099-07-01T${hour}:00`, timeZone: "Europe/London" });
    const given = async (id: string) =>
      (await room.sql("select embargo_given as e, publish_given as p from releases where id = $1", [id]))[0];
    const { id } = await waiting({ embargoedUntil: local(10), publishAt: local(11) });
    await review(id, { decision: "approve", publishAt: local(12) });
    expect(await given(id)).toEqual({ e: local(10), p: local(12) });
    await embargo(id, local(13));
    await schedule(id, "2099-07-02T00:00:00Z");
    expect(await given(id)).toEqual({ e: local(13), p: null });
    await schedule(id, local(14));
    await lift(id);
    expect(await given(id)).toEqual({ e: null, p: local(14) });
  });
});

describe("an embargo that is moved later in the last moments", () => {
  const batches = 10;
  const size = 20;

  it("holds wherever that was answered 200, and was too late wherever it was not", async () => {
    const trusted = await room.organization("trusted");
    const lifts = Array.from({ length: batches }, (_, batch) => hence(600 + batch));
    const later = hence(6000);
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
    const [answer] = await Promise.all([embargo(id, later), publish(id)]);
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

describe("lateness", () => {
  const metric = async (name: string) => {
    const { text } = await room.reader.get("/metrics");
    const [line] = text.split("\n").filter((one) => one.startsWith(`${name} `));
    return Number(line?.split(" ")[1]);
  };

  it("is measured from the hour to the publication, by the database's clock", async () => {
    const id = await scheduled();
    const before = {
      count: await metric("dateline_publication_lateness_seconds_count"),
      sum: await metric("dateline_publication_lateness_seconds_sum"),
    };
    room.clock.travel(60 * minute + 90_000);
    await publish(id);
    await room.settled(society, id, "published");
    const count = (await metric("dateline_publication_lateness_seconds_count")) - before.count;
    const sum = (await metric("dateline_publication_lateness_seconds_sum")) - before.sum;
    expect(count).toBe(1);
    expect(sum).toBeGreaterThan(90);
    expect(sum).toBeLessThan(120);
  });

  it("is next to nothing for what goes out at once, however old the embargo", async () => {
    const { id } = await waiting({ embargoedUntil: hence(30) });
    room.clock.travel(600 * minute);
    const before = await metric("dateline_publication_lateness_seconds_sum");
    await review(id, { decision: "approve" });
    await room.settled(society, id, "published");
    expect((await metric("dateline_publication_lateness_seconds_sum")) - before).toBeLessThan(10);
  });

  it("of what nobody has published yet is counted, until somebody does", async () => {
    await room.stopWorking();
    expect(await metric("dateline_publications_late")).toBe(0);
    const trusted = await room.organization("trusted");
    const { body } = await trusted.post("/v1/releases", aRelease());
    await moderateRelease(systemContext(room.newsroom, "test"), body.id);
    expect(await metric("dateline_publications_late")).toBe(0);
    room.clock.travel(6000);
    expect(await metric("dateline_publications_late")).toBe(1);
    await room.startWorking();
    await room.settled(trusted, body.id, "published");
    expect(await metric("dateline_publications_late")).toBe(0);
  });
});
