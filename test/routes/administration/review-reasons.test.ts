import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom } from "../../support/newsroom.ts";
import { expectProblem, pointers } from "../../support/problems.ts";

let room: TestNewsroom;
let editor: Client;

beforeAll(async () => {
  room = await openNewsroom({ working: false });
  await room.admin.post("/v1/admin/publications", { slug: "courier", name: "The Courier", timeZone: "UTC" });
  editor = await room.staff("editor");
});
afterAll(() => room.close());

const path = (publication = "main") => `/v1/admin/publications/${publication}/reasons`;
const reasonsOf = async (publication?: string) =>
  (await editor.get(path(publication))).body.items as Record<string, any>[];
const aReason = (code: string) => ({ code, decisions: ["reject"], message: "We do not print raffles." });
const eventsAbout = (code: string) =>
  room.sql(
    `select action, actor_name, changes from desk_events where subject = 'review_reason'
      and (changes #>> '{after,code}' = $1 or changes #>> '{before,code}' = $1) order by id`,
    [code],
  );

describe("a publication's reasons", () => {
  it("are there from the beginning, in an order, each with the decisions that it may stand for", async () => {
    for (const publication of ["main", "courier"]) {
      const reasons = await reasonsOf(publication);
      expect(reasons.length).toBeGreaterThan(5);
      expect(reasons.map(({ position }) => position)).toEqual(reasons.map((_, at) => at));
      expect(reasons[0]).toMatchObject({ code: "not-news", decisions: ["reject"] });
    }
  });

  it("are its own: one that is added is last there, and nowhere else", async () => {
    const added = await room.admin.post(path(), aReason("raffle"));
    expect(added).toMatchObject({ status: 201, body: aReason("raffle") });
    expect((await reasonsOf()).at(-1)).toEqual(added.body);
    expect((await reasonsOf("courier")).map(({ code }) => code)).not.toContain("raffle");
    expectProblem(await room.admin.post(path(), aReason("raffle")), 409, "already-exists");
  });

  it("are one, when two add the same at once", async () => {
    const both = await Promise.all([1, 2].map(() => room.admin.post(path(), aReason("twice"))));
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await eventsAbout("twice")).toHaveLength(1);
  });

  it("say which of them marks spam, and may be told so later", async () => {
    for (const publication of ["main", "courier"]) {
      const marking = (await reasonsOf(publication)).filter(({ marksSpam }) => marksSpam);
      expect(marking.map(({ code }) => code)).toEqual(["advertising"]);
    }
    await room.admin.post(path(), aReason("backlinks"));
    const marked = await room.admin.patch(`${path()}/backlinks`, { marksSpam: true });
    expect(marked.body).toMatchObject({ ...aReason("backlinks"), marksSpam: true });
  });

  it("are changed and taken out of use, and the record says by whom and from what to what", async () => {
    await room.admin.post(path(), aReason("lottery"));
    const changes = { message: "We print no lotteries.", position: 0 };
    expect((await room.admin.patch(`${path()}/lottery`, changes)).body).toMatchObject(changes);
    expect(await room.admin.patch(`${path()}/lottery`, changes)).toMatchObject({ status: 200 });
    expect(await room.admin.delete(`${path()}/lottery`)).toMatchObject({ status: 204 });
    expectProblem(await room.admin.delete(`${path()}/lottery`), 404, "not-found");
    expectProblem(await room.admin.patch(`${path()}/lottery`, changes), 404, "not-found");
    const events = await eventsAbout("lottery");
    expect(events.map(({ action }) => action)).toEqual(["add", "change", "remove"]);
    expect(events[1]).toMatchObject({
      actor_name: "Administrator",
      changes: { before: { message: "We do not print raffles." }, after: changes },
    });
  });

  it("are an administrator's to change, and an editor's to read", async () => {
    expectProblem(await editor.post(path(), aReason("mine")), 403, "forbidden");
    expectProblem(await editor.patch(`${path()}/not-news`, { position: 3 }), 403, "forbidden");
    expectProblem(await editor.delete(`${path()}/not-news`), 403, "forbidden");
  });

  it("of another publication do not exist for who works for one", async () => {
    const bound = await room.staff("admin", "courier");
    expectProblem(await bound.get(path()), 404, "not-found");
    expectProblem(await bound.post(path(), aReason("x")), 404, "not-found");
    expectProblem(await bound.patch(`${path()}/not-news`, { position: 3 }), 404, "not-found");
    expectProblem(await bound.delete(`${path()}/not-news`), 404, "not-found");
    expect(await bound.post(path("courier"), aReason("x"))).toMatchObject({ status: 201 });
  });

  it.each([
    ["/code", { ...aReason("x"), code: "Not a code" }],
    ["/decisions", { ...aReason("x"), decisions: [] }],
    ["/decisions", { ...aReason("x"), decisions: ["reject", "reject"] }],
    ["/decisions/0", { ...aReason("x"), decisions: ["approve"] }],
    ["/message", { ...aReason("x"), message: " " }],
    ["/colour", { ...aReason("x"), colour: "red" }],
  ])("are refused where %s is not what it has to be", async (pointer, reason) => {
    const refused = await room.admin.post(path(), reason);
    expectProblem(refused, 422, "invalid-request");
    expect(pointers(refused)).toEqual([pointer]);
  });
});
