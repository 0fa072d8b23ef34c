import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../../support/builders.ts";
import type { Client } from "../../../support/client.ts";
import { expectProblem } from "../../../support/problems.ts";
import { type Line, linesFor, openRecordRoom, type RecordRoom } from "./record-room.ts";

let room: RecordRoom;

beforeAll(async () => {
  room = await openRecordRoom();
});
afterAll(() => room.close());

const actionsOf = (items: readonly Line[]) => items.map(({ action }) => action);

describe("the record of everything that happened", () => {
  it("has the newest line first, with from where to where and by whom", async () => {
    const { id } = await room.submitted(room.society);
    const lines = await room.events(`release=${id}`);
    expect(actionsOf(lines)).toEqual(["publish", "approve", "moderate", "submit"]);
    expect(lines[0]).toMatchObject({
      ...{ subject: "release", subjectId: id, releaseId: id, from: "approved", to: "published", version: 1 },
      by: { role: "system", id: "job:publish" },
    });
  });

  it("has changes of settings among the moves of releases, in the order in which they happened", async () => {
    const { id: release } = await room.submitted(room.society);
    const { id: change, subjectId } = await room.recorded({ subject: "webhook" });
    const { id: later } = await room.submitted(room.society);
    const lines = await linesFor(room.admin, "limit=10");
    const places = [later, subjectId, release].map((one) =>
      lines.findIndex(({ subjectId: about }) => about === one),
    );
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(lines.find(({ id }) => id === change)).toMatchObject({
      ...{ subject: "webhook", action: "change", releaseId: null, from: null, to: null, version: null },
      changes: { before: { name: "Old" }, after: { name: "New" } },
    });
  });

  it("is filtered by action", async () => {
    const { id } = await room.submitted(room.society);
    expect(actionsOf(await room.events(`release=${id}&action=approve`))).toEqual(["approve"]);
  });

  it("is filtered by what it happened to", async () => {
    const { subjectId } = await room.recorded({ subject: "category" });
    expect(await linesFor(room.admin, `subject=category&subjectId=${subjectId}`)).toHaveLength(1);
    expect(await linesFor(room.admin, `subject=staff&subjectId=${subjectId}`)).toEqual([]);
    expect(await linesFor(room.admin, "subject=release&subjectId=moderate")).toEqual([]);
  });

  it("is filtered by who did it", async () => {
    const { id } = await room.submitted(room.society);
    const lines = await room.events(`release=${id}&actor=${room.society.id}`);
    expect(actionsOf(lines)).toEqual(["submit"]);
  });

  it("is filtered by organisation: its releases, itself, and what it has", async () => {
    const organization = await room.organization();
    const { id } = await room.submitted(organization);
    const keys = await room.sql("select id from api_keys where organization_id = $1", [organization.id]);
    await room.recorded({ subject: "key", subjectId: keys[0]?.id });
    await room.recorded({ subject: "key" });
    const lines = await linesFor(room.admin, `organization=${organization.id.toUpperCase()}&limit=100`);
    expect(new Set(lines.map(({ subjectId }) => subjectId))).toEqual(
      new Set([id, keys[0]?.id, organization.id]),
    );
  });

  it("is filtered by publication", async () => {
    const { subjectId } = await room.recorded({ subject: "category", publication: "herald" });
    const lines = await linesFor(room.admin, "publication=herald&subject=category");
    expect(lines[0]).toMatchObject({ subjectId });
    expect(await linesFor(room.admin, "publication=nowhere")).toEqual([]);
  });

  it("is filtered by time, from an instant until before another", async () => {
    const { id } = await room.submitted(room.society);
    const [, approve] = await room.events(`release=${id}`);
    const at = encodeURIComponent(approve?.at);
    expect(actionsOf(await room.events(`release=${id}&from=${at}`))).toEqual(["publish", "approve"]);
    expect(actionsOf(await room.events(`release=${id}&to=${at}`))).toEqual(["moderate", "submit"]);
  });

  it("is read page by page without losing or repeating a line", async () => {
    const { id } = await room.submitted(room.society);
    const first = await room.editor.get(`/v1/admin/events?release=${id}&limit=3`);
    const second = await room.editor.get(
      `/v1/admin/events?release=${id}&limit=3&cursor=${first.body.nextCursor}`,
    );
    const whole = await room.events(`release=${id}`);
    expect([...first.body.items, ...second.body.items]).toEqual(whole);
    expect(second.body.nextCursor).toBeNull();
  });

  it("says nothing of drafts, which nobody has sent", async () => {
    const draft = await room.society.post("/v1/releases?draft=true", aRelease());
    expect(await room.events(`release=${draft.body.id}`)).toEqual([]);
  });

  it("shows editors whom the newsroom trusts, and administrators all that was changed", async () => {
    const [trust, key] = [
      await room.recorded({ subject: "organization" }),
      await room.recorded({ subject: "key" }),
    ];
    const seen = async (by: Client) => (await linesFor(by, "limit=20")).map(({ id }) => id);
    const [forEditors, forManaging, forAdmins] = [
      await seen(room.editor),
      await seen(room.managing),
      await seen(room.admin),
    ];
    expect([forEditors.includes(trust.id), forEditors.includes(key.id)]).toEqual([true, false]);
    expect([forManaging.includes(trust.id), forManaging.includes(key.id)]).toEqual([true, false]);
    expect([forAdmins.includes(trust.id), forAdmins.includes(key.id)]).toEqual([true, true]);
  });

  it("shows who works for one publication what happened there, and nothing else", async () => {
    const { id } = await room.submitted(room.society, aRelease({ publication: "herald" }));
    await room.submitted(room.society);
    await room.recorded({ subject: "key" });
    const own = await room.recorded({ subject: "category", publication: "herald" });
    await room.recorded({ subject: "category", publication: "main" });
    const lines = await linesFor(room.local, "limit=100");
    const herald = new Set(
      (await linesFor(room.admin, "publication=herald&limit=100")).map((line) => line.id),
    );
    expect(new Set(lines.map((line) => line.id))).toEqual(herald);
    expect([...new Set(lines.map(({ subjectId }) => subjectId))]).toEqual(
      expect.arrayContaining([id, own.subjectId]),
    );
    expect(await linesFor(room.local, "publication=main")).toEqual([]);
  });

  it.each([
    "from=yesterday",
    "release=x",
    "organization=x",
    "action=%00",
    "cursor=x",
    "colour=red",
    "format=csv",
  ])("refuses %s", async (query) => {
    expectProblem(await room.editor.get(`/v1/admin/events?${query}`), 422, "invalid-request");
  });
});
