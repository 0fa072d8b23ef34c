import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { moderateRelease } from "../../src/services/pipeline/moderate.ts";
import { publishIfDue } from "../../src/services/pipeline/publish.ts";
import { aRelease, hence } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { whileLocked } from "../support/table-lock.ts";

const minute = 60_000;
let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom({ working: false });
  [society, editor] = await Promise.all([room.organization(), room.staff("editor")]);
});
afterEach(() => room.stopWorking());
afterAll(() => room.close());

/** A release that may go out as soon as its hour comes. */
async function approved(given: Record<string, unknown> = {}): Promise<string> {
  const sent = await society.post("/v1/releases", aRelease(given));
  expect(sent.status).toBe(201);
  const moved = await moderateRelease(systemContext(room.newsroom, "moderate"), sent.body.id);
  expect(moved).toMatchObject({ status: "approved" });
  return sent.body.id;
}
const publish = async (id: string) => (await publishIfDue(systemContext(room.newsroom, "publish"), [id]))[0];
const read = async (id: string) => (await society.get(`/v1/releases/${id}`)).body as Record<string, any>;
const historyOf = async (id: string): Promise<string[]> =>
  (await society.get(`/v1/releases/${id}/events`)).body.items.map(({ action }: any) => action);

/** Publishes a release, and lets something happen to it after it was read and before it is out. */
function publishOvertaken(id: string, meanwhile: () => Promise<unknown>) {
  return whileLocked(room, "article_slugs", async (somebodyWaits) => {
    const run = publish(id);
    await somebodyWaits();
    await meanwhile();
    return { run };
  }).then(({ run }) => run);
}

describe("publishing", () => {
  it("makes one article and one line in the history when it runs several times at once", async () => {
    const id = await approved();
    const runs = await Promise.all([publish(id), publish(id), publish(id), publish(id)]);
    expect(runs.filter((run) => run !== undefined)).toHaveLength(1);
    expect((await historyOf(id)).filter((action) => action === "publish")).toHaveLength(1);
    expect(await room.sql("select id from articles where release_id = $1", [id])).toHaveLength(1);
  });

  it("changes nothing when it comes again", async () => {
    const id = await approved();
    await publish(id);
    const before = await room.sql("select * from articles where release_id = $1", [id]);
    expect(await publish(id)).toBeUndefined();
    expect(await room.sql("select * from articles where release_id = $1", [id])).toEqual(before);
  });

  it("before the hour publishes nothing, and has the release wait", async () => {
    const id = await approved({ embargoedUntil: hence(room, 60 * minute) });
    expect(await publish(id)).toBeUndefined();
    expect(await read(id)).toMatchObject({ status: "scheduled", article: null });
    expect(await publish(id)).toBeUndefined();
    expect((await historyOf(id)).filter((action) => action === "schedule")).toHaveLength(1);
  });

  it("comes back by itself when the hour comes, and not before", async () => {
    const embargoedUntil = hence(room, 1200);
    const id = await approved({ embargoedUntil });
    await room.startWorking();
    const { article } = await room.settled(society, id, "published");
    const { body } = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(body.publishedAt >= embargoedUntil).toBe(true);
  });

  it("late publishes at once, with the time at which it happened", async () => {
    const publishAt = hence(room, 60 * minute);
    const id = await approved({ publishAt });
    await publish(id);
    room.clock.travel(600 * minute);
    await publish(id);
    const { article } = await read(id);
    const { body } = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(Date.parse(body.publishedAt)).toBeGreaterThan(Date.parse(publishAt) + 500 * minute);
  });

  it("keeps the hour to the millisecond, by the database's clock", async () => {
    const publishAt = hence(room, 30 * minute);
    const id = await approved({ publishAt });
    await publish(id);
    room.clock.travel(30 * minute - 15_000);
    expect(await publish(id)).toBeUndefined();
    room.clock.travel(15_000);
    expect(await publish(id)).toMatchObject({ status: "published" });
  });

  it("leaves what was withdrawn meanwhile", async () => {
    const id = await approved();
    const withdraw = () => society.post(`/v1/releases/${id}/withdrawal`);
    expect(await publishOvertaken(id, withdraw)).toBeUndefined();
    expect(await read(id)).toMatchObject({ status: "withdrawn", article: null });
  });

  it("leaves what was given a later hour meanwhile", async () => {
    const id = await approved();
    const postpone = () =>
      editor.put(`/v1/admin/releases/${id}/schedule`, { publishAt: hence(room, 60 * minute) });
    expect(await publishOvertaken(id, postpone)).toBeUndefined();
    expect(await read(id)).toMatchObject({ status: "scheduled", article: null });
  });

  it("does not put out copy that was edited meanwhile, but the copy as edited", async () => {
    const id = await approved();
    const tag = (await editor.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
    const edit = () => editor.patch(`/v1/admin/releases/${id}`, { dek: "Edited" }, { "if-match": tag });
    expect(await publishOvertaken(id, edit)).toBeUndefined();
    await publish(id);
    const { article } = await read(id);
    expect((await room.reader.get(`/v1/articles/${article.id}`)).body).toMatchObject({
      dek: "Edited",
      version: 2,
    });
  });

  it("leaves what belongs to an organisation that is suspended", async () => {
    const id = await approved();
    await room.admin.patch(`/v1/admin/organizations/${society.id}`, {
      trust: "suspended",
      reason: "Complaints",
    });
    expect(await publish(id)).toBeUndefined();
    await room.admin.patch(`/v1/admin/organizations/${society.id}`, { trust: "trusted" });
    expect(await publish(id)).toMatchObject({ status: "published" });
  });

  it("leaves what was not approved, and what nobody sent", async () => {
    const sent = await society.post("/v1/releases", aRelease());
    expect(await publish(sent.body.id)).toBeUndefined();
    expect(await publish("01980000-0000-7000-8000-000000000000")).toBeUndefined();
  });

  it("takes its turn when the same headline goes out many times at once", async () => {
    const headline = "Marlhaven counts its seals again";
    const ids = await Promise.all(Array.from({ length: 12 }, () => approved({ headline })));
    await Promise.all(ids.map(publish));
    const slugs = await Promise.all(ids.map(async (id) => (await read(id)).article?.slug));
    expect(new Set(slugs).size).toBe(12);
    expect(slugs).toContain("marlhaven-counts-its-seals-again");
  });
});
