import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";

let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom();
  [society, editor] = await Promise.all([room.organization(), room.staff("editor")]);
});
afterAll(() => room.close());

const events = async (query: string) =>
  (await editor.get(`/v1/admin/events?${query}`)).body.items as Record<string, any>[];
const actionsOf = (items: readonly Record<string, any>[]) => items.map(({ action }) => action);

describe("the record of everything that happened", () => {
  it("has the newest line first, with from where to where and by whom", async () => {
    const { id } = await room.submitted(society);
    const lines = await events(`release=${id}`);
    expect(actionsOf(lines)).toEqual(["publish", "approve", "moderate", "submit"]);
    expect(lines[0]).toMatchObject({ from: "approved", to: "published", by: { role: "system" }, version: 1 });
  });

  it("is filtered by action", async () => {
    const { id } = await room.submitted(society);
    expect(actionsOf(await events(`release=${id}&action=approve`))).toEqual(["approve"]);
  });

  it("is filtered by time, from an instant until before another", async () => {
    const { id } = await room.submitted(society);
    const [, approve] = await events(`release=${id}`);
    const at = encodeURIComponent(approve?.at);
    expect(actionsOf(await events(`release=${id}&from=${at}`))).toEqual(["publish", "approve"]);
    expect(actionsOf(await events(`release=${id}&to=${at}`))).toEqual(["moderate", "submit"]);
  });

  it("is read page by page without losing or repeating a line", async () => {
    const { id } = await room.submitted(society);
    const first = await editor.get(`/v1/admin/events?release=${id}&limit=3`);
    const second = await editor.get(`/v1/admin/events?release=${id}&limit=3&cursor=${first.body.nextCursor}`);
    const whole = await events(`release=${id}`);
    expect([...first.body.items, ...second.body.items]).toEqual(whole);
    expect(second.body.nextCursor).toBeNull();
  });

  it("says nothing of drafts, which nobody has sent", async () => {
    const draft = await society.post("/v1/releases?draft=true", aRelease());
    expect(await events(`release=${draft.body.id}`)).toEqual([]);
  });

  it.each(["from=yesterday", "release=x", "action=%00", "cursor=x", "colour=red"])(
    "refuses %s",
    async (query) => {
      expect(await editor.get(`/v1/admin/events?${query}`)).toMatchObject({ status: 422 });
    },
  );
});

describe("the queues", () => {
  it("say how much they hold", async () => {
    const { body } = await room.admin.get("/v1/admin/queues");
    expect(body.items.map(({ name }: any) => name).toSorted()).toEqual(["mail", "moderate", "publish"]);
    expect(body.items[0]).toMatchObject({ waiting: expect.any(Number), failed: 0 });
  });
});
