import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { refitModel } from "../../src/services/learning/refit.ts";
import { aRelease } from "../support/builders.ts";
import { type Client, clientOf } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { expectProblem } from "../support/problems.ts";
import { whileLocked } from "../support/table-lock.ts";

let room: TestNewsroom;
let society: TestOrganization;
let manager: Client;
let publication: string;
let waiting: string[];

const releases = 33;

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off" } });
  society = await room.organization("verified");
  await room.admin.patch(`/v1/admin/organizations/${society.id}`, { dailyQuota: 1000 });
  manager = await room.staff("managing_editor");
  publication = (await room.sql("select id from publications where slug = 'main'"))[0]?.id;
  const sent = await Promise.all(
    Array.from({ length: releases }, async () => (await society.post("/v1/releases", aRelease())).body.id),
  );
  for (const id of sent) await room.settled(society, id, "needs_review");
  waiting = sent;
  // From here on nothing learns but what a test runs by hand.
  await room.stopWorking();
});
afterAll(() => room.close());

const learn = () => refitModel(systemContext(room.newsroom, "learn"), publication);
const modelsOf = async (by: Client = manager) => (await by.get("/v1/admin/models")).body;
const firstOf = async (by: Client = room.reader, given = {}): Promise<string> =>
  (await by.post("/v1/checks", aRelease(given))).body.categories[0].slug;
const football = {
  headline: "Fennick Rovers take county cup after extra time",
  body: "Fennick Rovers beat Oxley Town 3-2 after extra time to win the county cup for the first time since 1988. Captain Dean Holloway scored twice. Oxley led at half-time, but the Rovers came back, and the players never stopped running, said coach Anita Brandt.",
};
const budget = {
  headline: "Council sets budget of 14.2 million and keeps two bus routes",
  body: "Elmsworth town council passed a budget of 14.2 million for the coming year, eleven votes to six. Council tax rises by 2.9 per cent. Opposition councillors had asked for a freeze, and residents told the council that they want the buses, said its leader.",
};
const choose = (number: number) => manager.put("/v1/admin/models/in-service", { number });

/** To the machine these are repairs of benches; this paper's editors file them under technology. */
const decide = (ids: readonly string[]) =>
  manager.post("/v1/admin/reviews", { releases: ids, decision: "approve", category: "technology" });

async function movedTo(category: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const tag = (await manager.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
    const moved = await manager.patch(`/v1/admin/releases/${id}`, { category }, { "if-match": tag });
    expect(moved).toMatchObject({ status: 200, body: { category } });
  }
}

describe("learning from editors", () => {
  it("keeps what an editor decided beside what the machine had said, for good", async () => {
    expect((await decide(waiting.slice(0, 1))).status).toBe(200);
    const [section] = await room.sql("select * from editor_decisions where kind = 'category'");
    expect(section).toMatchObject({ number: 1, chosen: "technology", model: expect.stringMatching(/\+0$/) });
    expect(section?.scores[0]).toEqual({ slug: section?.given, score: expect.any(Number) });
    expect((await modelsOf()).verdicts).toEqual([{ given: expect.any(String), chosen: "approve", count: 1 }]);
    for (const change of ["update editor_decisions set number = 9", "delete from editor_decisions"])
      await expect(room.sql(change)).rejects.toMatchObject({ code: "23001" });
  });

  it("does nothing as long as there is little to learn from", async () => {
    expect(await learn()).toBeUndefined();
    expect((await modelsOf()).items).toMatchObject([{ number: 0, inService: true, measures: null }]);
  });

  it("learns once of two at once, and serves in every process what is better on the decisions kept out", async () => {
    expect(await firstOf()).not.toBe("technology");
    await decide(waiting.slice(1));
    const numbers = await Promise.all([learn(), learn()]);
    expect(numbers.toSorted()).toEqual([1, undefined]);
    const [model, shipped] = (await modelsOf()).items;
    expect(model).toMatchObject({ number: 1, inService: true, better: true, learnedFrom: releases - 3 });
    expect(model.measures).toMatchObject({ decisions: 3, accuracy: 1, sureErrors: 0 });
    expect(model.measures.confusion).toEqual([{ chosen: "technology", given: "technology", count: 3 }]);
    expect(model.against).toMatchObject({ number: 0, measures: { decisions: 3, accuracy: 0 } });
    expect(shipped).toMatchObject({ number: 0, inService: false });
    expect(await firstOf()).toBe("technology");
    expect(await firstOf(clientOf(await room.twin()))).toBe("technology");
    // What was taught of repairs says nothing of football and budgets.
    expect(await firstOf(room.reader, football)).toBe("sports");
    expect(await firstOf(room.reader, budget)).toBe("politics");
  });

  it("does nothing when it comes again", async () => {
    expect(await learn()).toBeUndefined();
  });

  it("goes back in one call, and leaves in service what was chosen while it learned", async () => {
    expect(await choose(0)).toMatchObject({ status: 200, body: { number: 0, inService: true } });
    expect(await firstOf()).not.toBe("technology");
    expect(await choose(1)).toMatchObject({ status: 200, body: { number: 1, inService: true } });
    await movedTo("lifestyle", waiting.slice(0, 10));
    const overtaken = await whileLocked(room, "release_versions", async (somebodyWaits) => {
      const run = learn();
      await somebodyWaits();
      return { run, chosen: await choose(0) };
    });
    expect(overtaken.chosen.status).toBe(200);
    expect(await overtaken.run).toBeUndefined();
    expect((await modelsOf()).items).toMatchObject([{ number: 1, inService: false }, { inService: true }]);
    const events = (await room.admin.get("/v1/admin/events?subject=category_model&limit=10")).body.items;
    expect(events.map(({ action }: any) => action)).toContain("put_in_service");
  });

  it("is a managing editor's to look at and to choose by", async () => {
    const editor = await room.staff("editor");
    expectProblem(await editor.get("/v1/admin/models"), 403, "forbidden");
    expectProblem(await choose(99), 404, "not-found");
  });
});
