import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { transition } from "../../../src/services/transition.ts";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";

let room: TestNewsroom;
let trusted: TestOrganization;
let editor: Client;
let manager: Client;

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off" } });
  await room.admin.post("/v1/admin/publications", { slug: "star", name: "The Star", timeZone: "UTC" });
  trusted = await room.organization("trusted");
  [editor, manager] = await Promise.all([room.staff("editor"), room.staff("managing_editor")]);
});
beforeEach(() => drawOneOf(1));
afterAll(() => room.close());

async function drawOneOf(sampleEvery: number): Promise<void> {
  const changed = await room.admin.patch("/v1/admin/publications/main", { sampleEvery });
  expect(changed).toMatchObject({ status: 200, body: { sampleEvery } });
}

const sample = async (by: Client = editor): Promise<string[]> =>
  (await by.get("/v1/admin/releases?sample=true&limit=100")).body.items.map(({ id }: any) => id);
const confirm = (id: string, by: Client = editor, headers = {}) =>
  by.post(`/v1/admin/releases/${id}/confirmations`, {}, headers);
const decisionsOn = async (id: string) =>
  (
    await room.sql("select kind, given, chosen from editor_decisions where release_id = $1 order by kind", [
      id,
    ])
  ).map(({ kind, chosen }) => `${kind}: ${chosen}`);

describe("the sample of what went out unseen", () => {
  it("shows what was published without an editor, and not what one approved", async () => {
    const unseen = await room.submitted(trusted);
    const club = await room.organization("verified", "Harbour Rowing Club");
    const waiting = await room.submitted(club);
    await editor.post(`/v1/admin/releases/${waiting.id}/reviews`, { decision: "approve" });
    await room.settled(club, waiting.id, "published");
    const listed = (await editor.get("/v1/admin/releases?sample=true")).body.items;
    expect(listed).toMatchObject([{ id: unseen.id, status: "published", sampledAt: expect.any(String) }]);
    expect(listed[0].article.id).toEqual(expect.any(String));
  });

  it("shows nothing that was held at its hour and then approved", async () => {
    const publishAt = new Date(room.newsroom.clock.now().getTime() + 3_600_000).toISOString();
    const { id } = await room.submitted(trusted, aRelease({ publishAt }));
    // As at its hour for a link that leads nowhere.
    await transition(room.newsroom.hot, systemContext(room.newsroom, "publish"), id, "hold", {
      reason: "Dead",
    });
    await editor.post(`/v1/admin/releases/${id}/reviews`, { decision: "approve", publishAt: null });
    await room.settled(trusted, id, "published");
    expect(await sample()).not.toContain(id);
  });

  it("draws a share, and none where the publication wants none", async () => {
    await drawOneOf(2);
    const sent = await Promise.all(Array.from({ length: 24 }, () => room.submitted(trusted)));
    const drawn = (await sample()).filter((id) => sent.some((release) => release.id === id));
    expect(drawn.length).toBeGreaterThan(0);
    expect(drawn.length).toBeLessThan(24);
    await drawOneOf(0);
    const { id } = await room.submitted(trusted);
    expect(await sample()).not.toContain(id);
  });

  it("is paged like the queue, in the order of arrival", async () => {
    for (let sent = 0; sent < 2; sent += 1) await room.submitted(trusted);
    const all = await sample();
    const first = (await editor.get("/v1/admin/releases?sample=true&limit=1")).body;
    const next = await editor.get(`/v1/admin/releases?sample=true&limit=1&cursor=${first.nextCursor}`);
    expect([first.items[0].id, next.body.items[0].id]).toEqual(all.slice(0, 2));
  });

  it("is its publication's: another's editor neither sees nor confirms it", async () => {
    const { id } = await room.submitted(trusted);
    const other = await room.staff("editor", "star");
    expect(await sample(other)).toEqual([]);
    expectProblem(await confirm(id, other), 404, "not-found");
  });
});

describe("looking over what went out unseen", () => {
  it("finds it right: a label like an approval, and it leaves the sample", async () => {
    const { id, category } = await room.submitted(trusted);
    expect(await confirm(id)).toMatchObject({ status: 201, body: { status: "published", sampledAt: null } });
    expect(await sample()).not.toContain(id);
    expect(await decisionsOn(id)).toEqual([`category: ${category}`, "no_spam: none", "verdict: approve"]);
    const events = (await editor.get(`/v1/admin/releases/${id}/events`)).body.items;
    expect(events.at(-1)).toMatchObject({ action: "confirm", from: "published", to: "published" });
    const shown = (await trusted.get(`/v1/releases/${id}/events`)).body.items;
    expect(shown.map(({ action }: any) => action)).not.toContain("confirm");
  });

  it("answers one of two at once with 201 and the other with 409", async () => {
    const { id } = await room.submitted(trusted);
    const both = await Promise.all([confirm(id), confirm(id, manager)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await decisionsOn(id)).toHaveLength(3);
    expectProblem(await confirm(id), 409, "illegal-transition");
  });

  it("is refused for what has changed since it was read, and for what somebody else has claimed", async () => {
    const { id } = await room.submitted(trusted);
    expectProblem(await confirm(id, editor, { "if-match": '"99"' }), 412, "stale");
    await manager.put(`/v1/admin/releases/${id}/claim`, {});
    expectProblem(await confirm(id), 409, "already-claimed");
    expect((await confirm(id, manager)).body.claim).toBeNull();
  });

  it("files it elsewhere by a correction, which is a label and takes it out", async () => {
    const { id, article } = await room.submitted(trusted);
    const tag = (await room.reader.get(`/v1/articles/${article.id}`)).headers.get("etag") ?? "";
    const corrected = await editor.post(
      `/v1/admin/articles/${article.id}/corrections`,
      { changes: { category: "technology" }, notice: "This stood in another section." },
      { "if-match": tag },
    );
    expect(corrected.status).toBe(201);
    expect(await sample()).not.toContain(id);
    expect(await decisionsOn(id)).toEqual(["category: technology", "verdict: correct"]);
    expectProblem(await confirm(id), 409, "illegal-transition");
  });

  it("takes it down, and then it is no longer in the sample", async () => {
    const { id, article } = await room.submitted(trusted);
    const words = { reason: "It is an advertisement.", notice: "This was published in error." };
    const taken = await manager.put(`/v1/admin/articles/${article.id}/retraction`, words);
    expect(taken.status).toBe(200);
    expect(await sample()).not.toContain(id);
    expect(await decisionsOn(id)).toEqual(["verdict: retract"]);
  });

  it("is not asked of what an editor changed before it went out", async () => {
    const embargoedUntil = new Date(room.newsroom.clock.now().getTime() + 3_600_000).toISOString();
    const { id } = await room.submitted(trusted, aRelease({ embargoedUntil }));
    const drawn = await editor.get(`/v1/admin/releases/${id}`);
    expect(drawn.body).toMatchObject({ status: "scheduled", sampledAt: expect.any(String) });
    expect(await sample()).not.toContain(id);
    expectProblem(await confirm(id), 409, "illegal-transition");
    const tag = drawn.headers.get("etag") ?? "";
    const edited = await editor.patch(
      `/v1/admin/releases/${id}`,
      { dek: "By Tuesday." },
      { "if-match": tag },
    );
    expect(edited).toMatchObject({ status: 200, body: { sampledAt: null } });
  });
});
