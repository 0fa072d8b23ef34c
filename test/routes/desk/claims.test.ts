import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectProblem } from "../../support/problems.ts";
import { type DeskRoom, openDeskRoom } from "./desk-room.ts";

const minute = 60_000;
let room: DeskRoom;

beforeAll(async () => {
  room = await openDeskRoom();
});
afterAll(() => room.close());

describe("a claim", () => {
  it("says who has it, and until when", async () => {
    const { id } = await room.waiting();
    const claimed = await room.editor.put(`/v1/admin/releases/${id}/claim`);
    const minutes = (Date.parse(claimed.body.claim.until) - room.newsroom.clock.now().getTime()) / minute;
    expect(claimed).toMatchObject({ status: 200, body: { claim: { id: room.editor.id } } });
    expect(minutes).toBeGreaterThan(14.8);
    expect(minutes).toBeLessThanOrEqual(15.01);
  });

  it("is refused to a second editor with the holder and the end", async () => {
    const { id } = await room.waiting();
    const held = await room.editor.put(`/v1/admin/releases/${id}/claim`);
    const refused = await room.colleague.put(`/v1/admin/releases/${id}/claim`);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        type: "/problems/already-claimed",
        holder: { id: room.editor.id, name: "Ed editor" },
        until: held.body.claim.until,
      },
    });
  });

  it("goes to one of two who reach for it at once", async () => {
    const { id } = await room.waiting();
    const claims = await Promise.all(
      [room.editor, room.colleague].map((by) => by.put(`/v1/admin/releases/${id}/claim`)),
    );
    expect(claims.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("keeps others from deciding, editing and scheduling", async () => {
    const { id } = await room.waiting();
    const tag = await room.tagOf(id);
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    const path = `/v1/admin/releases/${id}`;
    const refused = await Promise.all([
      room.colleague.post(`${path}/reviews`, { decision: "approve" }),
      room.colleague.patch(path, { headline: "Mine" }, { "if-match": tag }),
      room.colleague.put(`${path}/schedule`, { publishAt: "2099-01-01T00:00:00Z" }),
      room.colleague.delete(`${path}/claim`),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
    expect(new Set(refused.map(({ body }) => body.type))).toEqual(new Set(["/problems/already-claimed"]));
    const open = await Promise.all(
      [room.editor, room.colleague, room.society].map((by) =>
        by.get(by === room.society ? `/v1/releases/${id}` : path),
      ),
    );
    expect(open.map(({ body }) => body.allowedActions)).toEqual([
      ["approve", "reject", "request_changes"],
      [],
      ["withdraw"],
    ]);
  });

  it("may be ended by a managing editor, and by its holder", async () => {
    const { id } = await room.waiting();
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    expect(await room.boss.delete(`/v1/admin/releases/${id}/claim`)).toMatchObject({
      status: 200,
      body: { claim: null },
    });
    const ended = (await room.editor.get(`/v1/admin/releases/${id}/events`)).body.items.at(-1);
    expect(ended).toMatchObject({ action: "unclaim", by: { role: "managing_editor" } });
    expect(ended.note).toBe("Somebody else had claimed it.");
    await room.colleague.put(`/v1/admin/releases/${id}/claim`);
    expect(await room.colleague.delete(`/v1/admin/releases/${id}/claim`)).toMatchObject({ status: 200 });
    expect(await room.editor.put(`/v1/admin/releases/${id}/claim`)).toMatchObject({ status: 200 });
  });

  it("ends by itself after fifteen minutes of the database's clock", async () => {
    const { id } = await room.waiting();
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    room.clock.travel(15 * minute + 1);
    expect((await room.editor.get(`/v1/admin/releases/${id}`)).body.claim).toBeNull();
    expect(await room.colleague.put(`/v1/admin/releases/${id}/claim`)).toMatchObject({
      status: 200,
      body: { claim: { id: room.colleague.id } },
    });
  });

  it("is renewed by work", async () => {
    const { id } = await room.waiting();
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    room.clock.travel(10 * minute);
    await room.editor.patch(
      `/v1/admin/releases/${id}`,
      { dek: "At last" },
      { "if-match": await room.tagOf(id) },
    );
    room.clock.travel(10 * minute);
    expect(await room.colleague.put(`/v1/admin/releases/${id}/claim`)).toMatchObject({ status: 409 });
  });

  it("leaves a line in the history, once, however often it is renewed", async () => {
    const { id } = await room.waiting();
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    await room.editor.delete(`/v1/admin/releases/${id}/claim`);
    const events = (await room.editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(events.map(({ action }: any) => action).slice(3)).toEqual(["claim", "unclaim"]);
  });

  it("is over with the decision", async () => {
    const { id } = await room.waiting();
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    const decided = await room.editor.post(`/v1/admin/releases/${id}/reviews`, {
      decision: "request_changes",
      message: "Who is Ruth?",
    });
    expect(decided.body.claim).toBeNull();
  });

  it("is taken over by a managing editor who says why, and by no editor", async () => {
    const { id } = await room.waiting();
    const takeover = { takeover: { reason: "Ed is ill, and it is due at noon" } };
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    expectProblem(await room.boss.put(`/v1/admin/releases/${id}/claim`), 409, "already-claimed");
    expectProblem(await room.colleague.put(`/v1/admin/releases/${id}/claim`, takeover), 403, "forbidden");
    expectProblem(
      await room.boss.put(`/v1/admin/releases/${id}/claim`, { takeover: {} }),
      422,
      "invalid-request",
    );
    expect(await room.boss.put(`/v1/admin/releases/${id}/claim`, takeover)).toMatchObject({
      status: 200,
      body: { claim: { id: room.boss.id } },
    });
    expectProblem(await room.editor.put(`/v1/admin/releases/${id}/claim`), 409, "already-claimed");
    const desk = (await room.editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(desk.at(-1)).toMatchObject({ action: "takeover", note: takeover.takeover.reason });
    const submitters = await room.society.get(`/v1/releases/${id}/events`);
    expect(submitters.text).not.toMatch(/takeover|Ed is ill/);
    const mails = await room.sql(
      `select s.id from mails m join staff s on s.email = m.to_address
        where m.letter = 'takeover' and m.about ->> 'eventId' = $1`,
      [desk.at(-1).id],
    );
    expect(mails).toEqual([{ id: room.editor.id }]);
  });

  it("that is taken over is told to no holder who does not want to know", async () => {
    const { id } = await room.waiting();
    await room.sql("update staff set notices = '{}' where id = $1", [room.colleague.id]);
    await room.colleague.put(`/v1/admin/releases/${id}/claim`);
    await room.boss.put(`/v1/admin/releases/${id}/claim`, { takeover: { reason: "Due at noon" } });
    const { items } = (await room.boss.get(`/v1/admin/releases/${id}/events`)).body;
    expect(items.at(-1).action).toBe("takeover");
    const mails = await room.sql(
      "select id from mails where letter = 'takeover' and about ->> 'eventId' = $1",
      [items.at(-1).id],
    );
    expect(mails).toEqual([]);
  });

  it("that nobody else has is no takeover, whatever was said", async () => {
    const { id } = await room.waiting();
    const takeover = { takeover: { reason: "In case somebody has it" } };
    await room.boss.put(`/v1/admin/releases/${id}/claim`, takeover);
    await room.boss.put(`/v1/admin/releases/${id}/claim`, takeover);
    const events = (await room.boss.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(events.map(({ action }: any) => action).slice(3)).toEqual(["claim"]);
  });

  it("goes to one of two who take it over at once, after the other", async () => {
    const { id } = await room.waiting();
    const bosses = await Promise.all([room.staff("managing_editor"), room.staff("managing_editor")]);
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    const answers = await Promise.all(
      bosses.map((by) => by.put(`/v1/admin/releases/${id}/claim`, { takeover: { reason: "Due at noon" } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const events = (await room.editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(events.filter(({ action }: any) => action === "takeover")).toHaveLength(2);
    const { claim } = (await room.editor.get(`/v1/admin/releases/${id}`)).body;
    const last = (await room.editor.get(`/v1/admin/events?subjectId=${id}&action=takeover&limit=1`)).body
      .items[0];
    expect(claim.id).toBe(last.by.id);
  });

  it("is renewed by a note of its holder's, and by nobody else's", async () => {
    const { id } = await room.waiting();
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    const untilOf = async () => (await room.editor.get(`/v1/admin/releases/${id}`)).body.claim.until;
    const first = await untilOf();
    room.clock.travel(minute);
    await room.colleague.post(`/v1/admin/releases/${id}/notes`, { note: "She called back." });
    expect(await untilOf()).toBe(first);
    await room.editor.post(`/v1/admin/releases/${id}/notes`, { note: "Thanks." });
    expect((await untilOf()) > first).toBe(true);
  });

  it("does not move the release's entity tag", async () => {
    const { id } = await room.waiting();
    const before = await room.tagOf(id);
    await room.editor.put(`/v1/admin/releases/${id}/claim`);
    expect(await room.tagOf(id)).toBe(before);
  });
});
