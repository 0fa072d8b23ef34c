import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hence } from "../../support/builders.ts";
import { type LinkRoom, openLinkRoom } from "./link-room.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
let room: LinkRoom;

beforeAll(async () => {
  room = await openLinkRoom();
});
afterAll(() => room.close());
beforeEach(() => room.forget());

describe("the hour", () => {
  const waits = async (id: string) => {
    expect(await room.publish(id)).toBeUndefined();
    await room.check(id);
    expect(await room.publish(id)).toBeUndefined();
    return room.read(id);
  };

  it("of a release that nobody looked at has it wait for an editor when a link is dead, who then decides", async () => {
    const host = room.gone();
    const id = await room.planned([`http://${host}/`]);
    expect(await room.check(id)).toBe(1);
    room.clock.travel(2 * hour + second);
    expect(await waits(id)).toMatchObject({
      status: "needs_review",
      waiting: {
        reason: "LK-02: This link leads nowhere: the server says that there is no such page (404).",
      },
      moderation: { verdict: "review" },
    });
    expect(await room.findingsOn(id)).toMatchObject([{ severity: "hold" }]);
    expect(await room.publish(id)).toBeUndefined();
    await room.decide(id);
    expect(await room.publish(id)).toMatchObject({ status: "published" });
  });

  it("moves a release once when several see to it at once", async () => {
    const id = await room.planned([`http://${room.gone()}/`]);
    await room.check(id);
    room.clock.travel(2 * hour + second);
    for (const run of [room.publish, room.check, room.publish])
      await Promise.all([run(id), run(id), run(id)]);
    const lines = (await room.society.get(`/v1/releases/${id}/events`)).body.items.map(
      ({ action }: any) => action,
    );
    expect(lines.filter((action: string) => action === "hold")).toHaveLength(1);
    const letters = await room.sql(
      "select letter from mails where about->>'eventId' in (select id::text from release_events where release_id = $1)",
      [id],
    );
    expect(letters.filter(({ letter }) => letter === "received")).toHaveLength(1);
  });

  it("is kept when the page went up meanwhile", async () => {
    const host = room.gone();
    const id = await room.planned([`http://${host}/`]);
    await room.check(id);
    room.clock.travel(2 * hour + second);
    room.sites.page(host, () => 200);
    expect(await room.publish(id)).toBeUndefined();
    expect(await room.check(id)).toBe(0);
    expect(await room.publish(id)).toMatchObject({ status: "published" });
  });

  it("is at once of what names none, which waits for an editor too where the link is known to be dead", async () => {
    const host = room.gone();
    await room.check(await room.held(`http://${host}/`));
    room.clock.travel(2 * second);
    const id = await room.sent(room.society, room.linking({}, `http://${host}/`));
    expect(await room.read(id)).toMatchObject({ status: "approved", moderation: { verdict: "pass" } });
    expect(await waits(id)).toMatchObject({ status: "needs_review" });
    expect(
      await room.sent(room.society, room.linking({}, `http://${room.gone()}/`)).then(room.publish),
    ).toMatchObject({
      status: "published",
    });
  });

  it("is asked for by the job, which then sees to the publication", async () => {
    const [dead, back] = [room.gone(), room.gone()];
    const [held, out] = [await room.planned([`http://${dead}/`]), await room.planned([`http://${back}/`])];
    for (const id of [held, out]) await room.check(id);
    room.sites.page(back, () => 200);
    room.clock.travel(2 * hour + second);
    await room.startWorking();
    await room.settled(room.society, held, "needs_review");
    await room.settled(room.society, out, "published");
    await room.stopWorking();
  });

  it("is not waited beyond for more than five seconds", async () => {
    const host = room.gone();
    const id = await room.planned([`http://${host}/`]);
    await room.check(id);
    room.clock.travel(2 * hour + second);
    expect(await room.publish(id)).toBeUndefined();
    room.clock.travel(5 * second);
    expect(await room.publish(id)).toMatchObject({ status: "published" });
    expect(room.visited(host)).toHaveLength(2);
  });

  it("is kept when the page cannot be asked for any more, or was never asked for", async () => {
    const host = room.gone();
    const known = await room.planned([`http://${host}/`]);
    await room.check(known);
    const unasked = await room.planned([`http://${room.gone()}/`]);
    room.clock.travel(2 * hour + second);
    room.sites.page(host, () => 503);
    await room.publish(known);
    await room.check(known);
    for (const id of [known, unasked]) expect(await room.publish(id)).toMatchObject({ status: "published" });
  });

  it("is kept when an editor approved it with the finding in view, and not when it was found after that", async () => {
    const seen = await room.sent(
      room.newcomer,
      room.linking({ publishAt: hence(room, 2 * hour) }, `http://${room.gone()}/`),
    );
    const unseen = await room.sent(
      room.newcomer,
      room.linking({ publishAt: hence(room, 2 * hour) }, `http://${room.gone()}/`),
    );
    await room.check(seen);
    for (const id of [seen, unseen]) {
      expect((await room.decide(id)).status).toBe(201);
      await room.publish(id);
      await room.check(id);
    }
    room.clock.travel(2 * hour + second);
    expect(await room.publish(seen)).toMatchObject({ status: "published" });
    expect(await waits(unseen)).toMatchObject({ status: "needs_review" });
  });

  it("is kept when the desk put another address in the place of the dead one", async () => {
    const [dead, alive] = [room.gone(), room.aHost()];
    const id = await room.planned([`http://${dead}/`]);
    await room.check(id);
    const { etag, body } = await room.read(id);
    const text = (body as string).replace(dead, alive);
    await room.editor.patch(`/v1/admin/releases/${id}`, { body: text }, { "if-match": etag });
    room.clock.travel(2 * hour + second);
    expect(await room.publish(id)).toMatchObject({ status: "published" });
  });

  it("is preceded by another look, which finds what died since the first", async () => {
    const host = room.aHost();
    const id = await room.planned([`http://${host}/`], { publishAt: hence(room, 24 * hour) });
    expect(await room.check(id)).toBe(0);
    room.sites.page(host, () => 410);
    room.clock.travel(12 * hour);
    expect(await room.check(id)).toBeUndefined();
    room.clock.travel(12 * hour - 9 * minute);
    expect(await room.check(id)).toBe(1);
    expect(await room.work(id)).toBeUndefined();
    room.clock.travel(9 * minute + second);
    expect(await waits(id)).toMatchObject({ status: "needs_review" });
  });

  it("is kept by a publication whose rules do not have a release wait, or do not look at links", async () => {
    const rules = "/v1/admin/publications/main/rules";
    const ids = [
      await room.planned([`http://${room.gone()}/`]),
      await room.planned([`http://${room.gone()}/`]),
    ];
    for (const id of ids) expect(await room.check(id)).toBe(1);
    room.clock.travel(2 * hour + second);
    for (const row of [{ severity: "info", grave: "warning" }, null]) {
      const changes = { rules: { "LK-02": row } };
      const pack = (await room.admin.post("/v1/admin/rules", { changes, note: "Links are ours." })).body;
      await room.admin.put(rules, { pack: pack.id });
      expect(await room.publish(ids.pop()!)).toMatchObject({ status: "published" });
    }
    const host = room.gone();
    expect(await room.check(await room.held(`http://${host}/`))).toBeUndefined();
    expect(room.visited(host)).toEqual([]);
    await room.admin.put(rules, { pack: "standard" });
  });
});
