import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";

let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
});
afterAll(() => room.close());

describe("submitting a release", () => {
  it("answers at once with where to follow it", async () => {
    const submission = await society.post("/v1/releases", aRelease());
    expect(submission).toMatchObject({ status: 201, body: { status: "received", version: 1 } });
    expect(submission.headers.get("location")).toContain(`/v1/releases/${submission.body.id}`);
  });

  it("publishes what passes every check and comes from a trusted organisation", async () => {
    const release = await room.submitted(society);
    expect(release).toMatchObject({ status: "published", moderation: { verdict: "pass" } });
  });

  it("sends a release with a placeholder back and says where it is", async () => {
    const release = await room.submitted(society, aFaultyRelease());
    expect(release).toMatchObject({ status: "changes_requested", moderation: { verdict: "fix" } });
    expect(release.moderation.findings).toContainEqual(
      expect.objectContaining({ rule: "BD-09", pointer: "/body" }),
    );
  });
});
