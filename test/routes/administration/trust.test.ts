import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { until } from "../../support/newsroom.ts";
import { openPublicationRoom, type PublicationRoom } from "./publication-room.ts";

let room: PublicationRoom;
let count = 0;

beforeAll(async () => {
  room = await openPublicationRoom();
});
afterAll(() => room.close());

/** Keys know a changed trust within a second. */
function knownAs(trust: string, organization: Client): Promise<void> {
  return until(async () => (await organization.get("/v1/organizations/me")).body.trust === trust);
}

describe("what goes out without an editor", () => {
  it.each([
    ["never", "trusted", "needs_review"],
    ["never", "verified", "needs_review"],
    ["trusted", "trusted", "published"],
    ["trusted", "verified", "needs_review"],
    ["trusted", "unverified", "needs_review"],
    ["verified", "trusted", "published"],
    ["verified", "verified", "published"],
    ["verified", "unverified", "needs_review"],
  ])("where the policy is %s and the organisation %s: %s", async (autoPublish, trust, status) => {
    const publication = await room.publicationThat(autoPublish);
    // Of two of one name the later waits; numbers make a series.
    count += 1;
    const name = `Marlhaven Society ${count}`;
    const organization = await room.organization("trusted", name);
    // An organisation's first release is read by an editor, unless it is trusted.
    await room.submitted(organization, aRelease({}, name));
    await room.admin.patch(`/v1/admin/organizations/${organization.id}`, { trust });
    await knownAs(trust, organization);
    const release = await room.submitted(organization, aRelease({ publication }, name));
    expect(release).toMatchObject({ status, publication });
  });
});

describe("an organisation that is suspended", () => {
  it("sends nothing, and what it had approved does not go out until it may again", async () => {
    const organization = await room.organization("verified");
    const editor = await room.staff("editor");
    const { id } = await room.submitted(organization);
    await room.admin.patch(`/v1/admin/organizations/${organization.id}`, {
      trust: "suspended",
      reason: "Complaints",
    });
    await editor.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve" });
    expect((await editor.get(`/v1/admin/releases/${id}`)).body.status).toBe("approved");
    await room.admin.patch(`/v1/admin/organizations/${organization.id}`, { trust: "verified" });
    room.clock.travel(10_000);
    await knownAs("verified", organization);
    await room.settled(organization, id, "published");
  });
});

describe("the organisations", () => {
  it("are found by a part of their name, and a percent sign is no wildcard", async () => {
    const { id } = await room.organization("verified", "Quay & Anchor Museum");
    const named = async (q: string) =>
      (await room.admin.get(`/v1/admin/organizations?q=${q}`)).body.items.map((found: any) => found.id);
    expect(await named("ANCHOR%20mus")).toEqual([id]);
    expect(await named("%25")).toEqual([]);
  });

  it("are filtered by trust, the newest first, page by page", async () => {
    const suspended = [await room.organization("suspended"), await room.organization("suspended")];
    const first = await room.admin.get("/v1/admin/organizations?trust=suspended&limit=1");
    const second = await room.admin.get(
      `/v1/admin/organizations?trust=suspended&limit=1&cursor=${first.body.nextCursor}`,
    );
    const [older, newer] = suspended;
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual([newer?.id, older?.id]);
  });

  it("are given a trust and a quota by the desk, and know it within a second", async () => {
    const organization = await room.organization("unverified");
    const path = `/v1/admin/organizations/${organization.id}`;
    const changed = await room.admin.patch(path, { trust: "trusted", dailyQuota: 3 });
    expect(changed).toMatchObject({ status: 200, body: { trust: "trusted", dailyQuota: 3 } });
    const before = Date.now();
    await knownAs("trusted", organization);
    expect(Date.now() - before).toBeLessThan(2000);
  });

  it("are given no trust that there is not", async () => {
    const path = "/v1/admin/organizations/01980000-0000-7000-8000-000000000000";
    expect(await room.admin.patch(path, { trust: "beloved" })).toMatchObject({ status: 422 });
    expect(await room.admin.patch(path, { trust: "trusted" })).toMatchObject({ status: 404 });
  });
});
