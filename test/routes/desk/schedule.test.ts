import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { aRelease } from "../../support/builders.ts";
import { type DeskRoom, openDeskRoom } from "./desk-room.ts";

const minute = 60_000;
let room: DeskRoom;

beforeAll(async () => {
  room = await openDeskRoom();
});
afterAll(() => room.close());

describe("the hour", () => {
  it("may be moved, and is kept", async () => {
    const id = await room.scheduled();
    expect(await room.schedule(id, room.hence(300))).toMatchObject({
      status: 200,
      body: { status: "scheduled" },
    });
    room.clock.travel(61 * minute);
    expect(await room.publish(id)).toBeUndefined();
    room.clock.travel(240 * minute);
    await room.settled(room.society, id, "published");
  });

  it("leaves in the history who set it, and to when", async () => {
    const id = await room.scheduled();
    const publishAt = room.hence(300);
    await room.schedule(id, publishAt);
    expect((await room.eventsOf(id, "schedule")).at(-1)).toMatchObject({
      by: { role: "editor" },
      reason: expect.stringContaining(publishAt),
    });
  });

  it("that has gone by is refused", async () => {
    const id = await room.scheduled();
    const refused = { status: 422, body: { errors: [{ pointer: "/publishAt" }] } };
    expect(await room.schedule(id, room.hence(-1))).toMatchObject(refused);
    const held = await room.waiting();
    expect(await room.review(held.id, { decision: "approve", publishAt: room.hence(-1) })).toMatchObject(
      refused,
    );
    expect(await room.read(held.id)).toMatchObject({ status: "needs_review" });
  });

  it("may be cleared: then it goes out at once", async () => {
    const id = await room.scheduled();
    await room.editor.delete(`/v1/admin/releases/${id}/schedule`);
    expect(await room.settled(room.society, id, "published")).toMatchObject({ publishAt: null });
  });

  it("cannot be set before the release is approved", async () => {
    const { id } = await room.waiting();
    expect(await room.schedule(id, room.hence(60))).toMatchObject({
      status: 409,
      body: { state: "needs_review" },
    });
  });

  it("set by two on the same reading is set by one", async () => {
    const id = await room.scheduled();
    const etag = (await room.editor.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
    const answers = await Promise.all(
      [room.editor, room.boss].map((by, at) =>
        by.put(`/v1/admin/releases/${id}/schedule`, { publishAt: room.hence(90 + at) }, { "if-match": etag }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it("of millennia from now breaks nothing", async () => {
    const id = await room.scheduled();
    const publishAt = "9999-12-31T23:59:59.000Z";
    expect(await room.schedule(id, publishAt)).toMatchObject({ status: 200, body: { publishAt } });
    expect(await room.waiting()).toMatchObject({ status: "needs_review" });
  });
});

describe("an hour and an embargo", () => {
  it.each([
    ["the hour and then the embargo", "schedule first"],
    ["the embargo and then the hour", "embargo first"],
  ])("set in whatever order, here %s, hold until the later of them", async (_order, order) => {
    const id = await room.scheduled({ publishAt: room.hence(30) });
    const steps = [() => room.schedule(id, room.hence(60)), () => room.embargo(id, room.hence(120))];
    for (const step of order === "schedule first" ? steps : steps.toReversed()) {
      expect(await step()).toMatchObject({ status: 200 });
    }
    room.clock.travel(61 * minute);
    expect(await room.publish(id)).toBeUndefined();
    room.clock.travel(60 * minute);
    await room.settled(room.society, id, "published");
  });

  it("of which the hour is cleared, leave the embargo", async () => {
    const id = await room.scheduled({ embargoedUntil: room.hence(60), publishAt: room.hence(90) });
    await room.editor.delete(`/v1/admin/releases/${id}/schedule`);
    expect(await room.settled(room.society, id, "scheduled")).toMatchObject({ publishAt: null });
    room.clock.travel(61 * minute);
    await room.settled(room.society, id, "published");
  });

  it("of which the embargo is lifted, leave the hour", async () => {
    const id = await room.scheduled({ embargoedUntil: room.hence(90), publishAt: room.hence(60) });
    expect(await room.lift(id)).toMatchObject({ status: 200, body: { status: "scheduled" } });
    expect(await room.publish(id)).toBeUndefined();
    room.clock.travel(61 * minute);
    await room.settled(room.society, id, "published");
  });

  it("that came to a release while it waited hold once it is approved", async () => {
    const { id } = await room.waiting();
    await room.embargo(id, room.hence(60));
    await room.review(id, { decision: "approve" });
    await room.settled(room.society, id, "scheduled");
    room.clock.travel(61 * minute);
    await room.settled(room.society, id, "published");
  });

  it("that have passed when the release is approved let it out at once", async () => {
    const { id } = await room.waiting({ embargoedUntil: room.hence(30), publishAt: room.hence(40) });
    room.clock.travel(41 * minute);
    await room.review(id, { decision: "approve" });
    await room.settled(room.society, id, "published");
  });

  it("that had passed when the release was submitted hold nothing back", async () => {
    const { id } = await room.waiting({ embargoedUntil: room.hence(-30), publishAt: room.hence(-40) });
    await room.review(id, { decision: "approve" });
    await room.settled(room.society, id, "published");
  });

  it("are kept with the local times in which they were given, and with no other's", async () => {
    const local = (hour: number) => ({ local: `2099-07-01T${hour}:00`, timeZone: "Europe/London" });
    const given = async (id: string) =>
      (await room.sql("select embargo_given as e, publish_given as p from releases where id = $1", [id]))[0];
    const { id } = await room.waiting({ embargoedUntil: local(10), publishAt: local(11) });
    await room.review(id, { decision: "approve", publishAt: local(12) });
    expect(await given(id)).toEqual({ e: local(10), p: local(12) });
    await room.embargo(id, local(13));
    await room.schedule(id, "2099-07-02T00:00:00Z");
    expect(await given(id)).toEqual({ e: local(13), p: null });
    await room.schedule(id, local(14));
    await room.lift(id);
    expect(await given(id)).toEqual({ e: null, p: local(14) });
  });
});

describe("lateness", () => {
  const metric = async (name: string) => {
    const { text } = await room.reader.get("/metrics");
    const [line] = text.split("\n").filter((one) => one.startsWith(`${name} `));
    return Number(line?.split(" ")[1]);
  };

  it("is measured from the hour to the publication, by the database's clock", async () => {
    const id = await room.scheduled();
    const before = {
      count: await metric("dateline_publication_lateness_seconds_count"),
      sum: await metric("dateline_publication_lateness_seconds_sum"),
    };
    room.clock.travel(60 * minute + 90_000);
    await room.publish(id);
    await room.settled(room.society, id, "published");
    const count = (await metric("dateline_publication_lateness_seconds_count")) - before.count;
    const sum = (await metric("dateline_publication_lateness_seconds_sum")) - before.sum;
    expect(count).toBe(1);
    expect(sum).toBeGreaterThan(90);
    expect(sum).toBeLessThan(120);
  });

  it("is next to nothing for what goes out at once, however old the embargo", async () => {
    const { id } = await room.waiting({ embargoedUntil: room.hence(30) });
    room.clock.travel(600 * minute);
    const before = await metric("dateline_publication_lateness_seconds_sum");
    await room.review(id, { decision: "approve" });
    await room.settled(room.society, id, "published");
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
