import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

let room: TestNewsroom;
let club: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom();
  club = await room.organization("verified", "Rowing Club");
});
afterAll(() => room.close());

const appeal = (id: string, message: unknown = "It is about the town, and new.") =>
  club.post(`/v1/releases/${id}/appeal`, { message });
const reject = (id: string) =>
  room.admin.post(`/v1/admin/releases/${id}/reviews`, {
    decision: "reject",
    message: "Not for our readers.",
  });

async function aRejected(): Promise<string> {
  const { id } = await room.submitted(club);
  expect((await reject(id)).status).toBe(201);
  return id;
}

describe("an appeal", () => {
  it("brings a refused release back before an editor, with the submitter's words", async () => {
    const id = await aRejected();
    const reply = await appeal(id);
    expect(reply).toMatchObject({
      status: 200,
      body: { status: "needs_review", waiting: { reason: expect.any(String) } },
    });
    const { items } = (await room.admin.get(`/v1/admin/releases/${id}/events`)).body;
    expect(items.at(-1)).toMatchObject({ action: "appeal", reason: "It is about the town, and new." });
  });

  it("is open to the submitter once", async () => {
    const id = await aRejected();
    expect((await club.get(`/v1/releases/${id}`)).body.allowedActions).toEqual(["appeal"]);
    await appeal(id);
    await reject(id);
    const again = await appeal(id);
    expectProblem(again, 409, "illegal-transition");
    expect(again.body).toMatchObject({ state: "rejected", allowedActions: [] });
  });

  it("is made by one of ten at once", async () => {
    const id = await aRejected();
    const replies = await Promise.all(Array.from({ length: 10 }, () => appeal(id)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(409)]);
  });

  it("is refused where nothing was refused", async () => {
    const { id } = await room.submitted(club);
    expectProblem(await appeal(id), 409, "illegal-transition");
  });

  it.each([null, "", "x".repeat(2001), ["please"], "a\u0000b"])(
    "is refused with the message %j",
    async (message) => {
      const id = "00000000-0000-7000-8000-000000000000";
      expect(pointers(await appeal(id, message))).toEqual(["/message"]);
    },
  );

  it("can still end in print", async () => {
    const id = await aRejected();
    await appeal(id);
    await room.admin.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve" });
    expect(await room.settled(club, id, "published")).toMatchObject({
      article: { slug: expect.any(String) },
    });
  });
});
