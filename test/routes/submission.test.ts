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
  // Its releases wait for an editor, since nobody trusts it yet.
  club = await room.organization("verified", "Rowing Club");
});
afterAll(() => room.close());

const submit = (by: TestOrganization, id: string, body?: unknown) =>
  by.post(`/v1/releases/${id}/submission`, body);
const aDraft = async (fields: Record<string, unknown> = {}) =>
  (await society.post("/v1/releases?draft=true", aRelease(fields))).body.id as string;

describe("the submission of a draft", () => {
  it("sends it on its way, and out", async () => {
    const id = await aDraft();
    const submission = await submit(society, id);
    expect(submission).toMatchObject({
      status: 200,
      body: { status: "received", submittedAt: expect.stringMatching(/Z$/) },
    });
    expect(await room.settled(society, id, "published")).toMatchObject({ version: 1 });
  });

  it("takes the attestation that the draft had not", async () => {
    const id = await aDraft({ attestation: null });
    const submission = await submit(society, id, { attestation: { authorized: true, accurate: true } });
    expect(submission.status).toBe(200);
  });

  it("is made by one of ten at once", async () => {
    const id = await aDraft();
    const replies = await Promise.all(Array.from({ length: 10 }, () => submit(society, id)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(409)]);
  });

  it("is in its history once", async () => {
    const id = await aDraft();
    await submit(society, id);
    await room.settled(society, id, "published");
    const actions = (await society.get(`/v1/releases/${id}/events`)).body.items.map(
      ({ action }: any) => action,
    );
    expect(actions).toEqual(["create", "submit", "moderate", "approve", "publish"]);
  });
});

describe("thirty drafts that are submitted at once", () => {
  it("are all sent and counted, by whoever has few connections to the database", async () => {
    const small = await openNewsroom({ working: false, env: { DATABASE_POOL: "3" } });
    try {
      const sender = await small.organization();
      const drafts = await Promise.all(
        Array.from({ length: 30 }, () => sender.post("/v1/releases?draft=true", aRelease())),
      );
      const submissions = await Promise.all(drafts.map(({ body }) => submit(sender, body.id)));
      expect(submissions.map(({ status }) => status)).toEqual(Array(30).fill(200));
      expect((await sender.get("/v1/organizations/me")).body.quota.used).toBe(30);
    } finally {
      await small.close();
    }
  });
});

describe("the resubmission of what was sent back", () => {
  it("is judged anew, by what it says after the change", async () => {
    const { id } = await room.submitted(society, aFaultyRelease());
    const { headers } = await society.get(`/v1/releases/${id}`);
    await society.patch(
      `/v1/releases/${id}`,
      { body: aRelease().body },
      { "if-match": headers.get("etag") ?? "" },
    );
    const resubmission = await submit(society, id);
    expect(resubmission.body).toMatchObject({ status: "received", moderation: null, waiting: null });
    expect(await room.settled(society, id, "published")).toMatchObject({
      version: 2,
      moderation: { verdict: "pass" },
    });
  });

  it("is sent back again when nothing was mended", async () => {
    const { id } = await room.submitted(society, aFaultyRelease());
    await submit(society, id);
    expect((await room.settled(society, id, "changes_requested")).moderation.verdict).toBe("fix");
  });
});

describe("a submission that the table forbids", () => {
  it.each([
    ["published", () => room.submitted(society), []],
    ["needs_review", () => room.submitted(club), ["withdraw"]],
  ])("of a release that is %s is refused with what is open", async (state, reach, allowedActions) => {
    const by = state === "published" ? society : club;
    const { id, status } = await reach();
    expect(status).toBe(state);
    const refused = await submit(by, id);
    expectProblem(refused, 409, "illegal-transition");
    expect(refused.body).toMatchObject({ state, allowedActions });
  });
});
