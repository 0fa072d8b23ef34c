import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { publishIfDue } from "../../../src/services/pipeline/publish.ts";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";

let room: TestNewsroom;
let bank: TestOrganization;
let editor: Client & { readonly id: string };
let colleague: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom({ working: false });
  [bank, editor, colleague] = await Promise.all([
    room.organization("verified", "Marlhaven Bank"),
    room.staff("editor"),
    room.staff("editor"),
  ]);
  await room.admin.patch(`/v1/admin/organizations/${bank.id}`, { marketSensitive: true });
});
afterAll(() => room.close());

const desk = (id: string) => `/v1/admin/releases/${id}`;
const moderate = (id: string) => moderateRelease(systemContext(room.newsroom, "moderate"), id);
const tagOf = async (id: string) => (await room.admin.get(desk(id))).headers.get("etag") ?? "";
const edit = async (id: string, by: Client = editor, changes: object = { dek: "As we see it" }) =>
  by.patch(desk(id), changes, { "if-match": await tagOf(id) });
const review = (id: string, by: Client, decision = "approve") =>
  by.post(`${desk(id)}/reviews`, { decision, message: "Decided" });

async function waiting(by: TestOrganization = bank): Promise<string> {
  const { id } = (await by.post("/v1/releases", aRelease())).body;
  await moderate(id);
  return id;
}

describe("where an organisation's news moves markets", () => {
  it("who edited a release cannot approve it, and is told why", async () => {
    const id = await waiting();
    await edit(id);
    const refused = await review(id, editor);
    expectProblem(refused, 403, "four-eyes");
    expect(refused.body).toMatchObject({ versions: [2], detail: expect.stringContaining("Marlhaven Bank") });
    expect((await editor.get(desk(id))).body.status).toBe("needs_review");
  });

  it("somebody else approves it, and who did not write approves at once", async () => {
    const [changed, plain] = [await waiting(), await waiting()];
    await edit(changed);
    expect(await review(changed, colleague)).toMatchObject({ status: 201, body: { status: "approved" } });
    expect(await review(plain, editor)).toMatchObject({ status: 201 });
  });

  it("an author of any version since it was submitted is one, also of one that was brought back", async () => {
    const id = await waiting();
    await edit(id, editor);
    const restored = await colleague.post(`${desk(id)}/versions/1/restorations`, undefined, {
      "if-match": await tagOf(id),
    });
    expect(restored.status).toBe(201);
    expect((await review(id, editor)).body.versions).toEqual([2]);
    expect((await review(id, colleague)).body.versions).toEqual([3]);
    expect(await review(id, room.admin)).toMatchObject({ status: 201 });
  });

  it("who edited it may refuse it and send it back, since then it does not go out", async () => {
    const id = await waiting();
    await edit(id);
    expect(await review(id, editor, "request_changes")).toMatchObject({ status: 201 });
  });

  it("what the organisation submits again is its own, whoever had edited it before", async () => {
    const id = await waiting();
    await edit(id);
    await review(id, editor, "request_changes");
    await bank.post(`/v1/releases/${id}/submission`);
    await moderate(id);
    expect(await review(id, editor)).toMatchObject({ status: 201 });
  });

  it("of many approved at once, one's own are refused and the others approved", async () => {
    const [own, other] = [await waiting(), await waiting()];
    await edit(own);
    const { body } = await editor.post("/v1/admin/reviews", { releases: [own, other], decision: "approve" });
    expect(body.results).toMatchObject([
      { id: own, status: 403, problem: { type: "/problems/four-eyes", versions: [2] } },
      { id: other, status: 201, release: { status: "approved" } },
    ]);
  });

  it("of two at once, one who edits and approves: it is not both", async () => {
    for (const _round of Array.from({ length: 8 })) {
      const id = await waiting();
      const [change, approval] = await Promise.all([edit(id), review(id, editor)]);
      expect([200, 403, 412]).toContain(change.status);
      expect(approval.status).toBe(change.status === 200 ? 403 : 201);
    }
  });

  it("what is approved or waits for its hour is not edited any more: nobody else would read it", async () => {
    const id = await waiting();
    await review(id, colleague);
    expectProblem(await edit(id), 403, "four-eyes");
    await editor.put(`${desk(id)}/schedule`, { publishAt: "2099-01-01T00:00:00Z" });
    await publishIfDue(systemContext(room.newsroom, "publish"), [id]);
    expectProblem(await edit(id), 403, "four-eyes");
    expect((await editor.get(desk(id))).body).toMatchObject({ status: "scheduled", version: 1 });
  });
});

describe("where it does not", () => {
  it("an editor mends what the editor then approves, and mends what is approved", async () => {
    const society = await room.organization("verified");
    const id = await waiting(society);
    await edit(id);
    expect(await review(id, editor)).toMatchObject({ status: 201 });
    expect(await edit(id, editor, { dek: "Better" })).toMatchObject({ status: 200 });
  });
});
