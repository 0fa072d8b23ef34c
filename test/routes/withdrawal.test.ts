import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { expectProblem } from "../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;
let club: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
  club = await room.organization("verified", "Rowing Club");
});
afterAll(() => room.close());

const withdraw = (by: TestOrganization, id: string, body?: unknown) =>
  by.post(`/v1/releases/${id}/withdrawal`, body);
const tomorrow = () => new Date(room.newsroom.clock.now().getTime() + 86_400_000).toISOString();
const decide = (id: string, review: Record<string, unknown>) =>
  room.admin.post(`/v1/admin/releases/${id}/reviews`, review);

async function withoutWorkers<Result>(work: () => Promise<Result>): Promise<Result> {
  await room.stopWorking();
  try {
    return await work();
  } finally {
    await room.startWorking();
  }
}

describe("a withdrawal", () => {
  it.each([
    ["draft", async () => (await club.post("/v1/releases?draft=true", aRelease())).body],
    ["needs_review", () => room.submitted(club)],
    ["changes_requested", () => room.submitted(club, aFaultyRelease())],
    ["scheduled", () => room.submitted(society, aRelease({ publishAt: tomorrow() }))],
  ])("takes back a release that is %s", async (state, reach) => {
    const { id, status, organization } = await reach();
    expect(status).toBe(state);
    const by = organization.id === society.id ? society : club;
    expect(await withdraw(by, id)).toMatchObject({
      status: 200,
      body: { status: "withdrawn", waiting: null },
    });
  });

  it.each([
    ["received", async () => (await society.post("/v1/releases", aRelease())).body.id as string],
    [
      "approved",
      async () => {
        const id = waitingForReview;
        expect((await decide(id, { decision: "approve" })).body.status).toBe("approved");
        return id;
      },
    ],
  ])("takes back a release that is %s, and no job carries it on", async (_state, reach) => {
    waitingForReview = (await room.submitted(club)).id;
    const { id, by } = await withoutWorkers(async () => {
      const id = await reach();
      const by = id === waitingForReview ? club : society;
      expect((await withdraw(by, id)).body.status).toBe("withdrawn");
      return { id, by };
    });
    // What came after it is through, so it would have been moved by now.
    await room.submitted(society);
    expect((await by.get(`/v1/releases/${id}`)).body).toMatchObject({ status: "withdrawn", article: null });
  });
  let waitingForReview = "";

  it("says why in the history", async () => {
    const { body } = await society.post("/v1/releases?draft=true", aRelease());
    await withdraw(society, body.id, { reason: "The regatta is called off." });
    const { items } = (await society.get(`/v1/releases/${body.id}/events`)).body;
    expect(items.at(-1)).toMatchObject({ action: "withdraw", reason: "The regatta is called off." });
  });

  it("cannot be made twice", async () => {
    const { body } = await society.post("/v1/releases?draft=true", aRelease());
    await withdraw(society, body.id);
    const refused = await withdraw(society, body.id);
    expectProblem(refused, 409, "illegal-transition");
    expect(refused.body).toMatchObject({ state: "withdrawn", allowedActions: [] });
  });

  it("cannot take back what readers have", async () => {
    const { id } = await room.submitted(society);
    expectProblem(await withdraw(society, id), 409, "illegal-transition");
  });

  it("frees no reference, since the release is still there", async () => {
    const { body } = await society.post("/v1/releases?draft=true", aRelease({ externalRef: "withdrawn-1" }));
    await withdraw(society, body.id);
    expect(
      (await society.post("/v1/releases?draft=true", aRelease({ externalRef: "withdrawn-1" }))).status,
    ).toBe(409);
  });
});
