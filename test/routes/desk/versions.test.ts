import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { publishIfDue } from "../../../src/services/pipeline/publish.ts";
import { aRelease } from "../../support/builders.ts";
import type { Client, Reply } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";
import { expectProblem } from "../../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };
let colleague: Client & { readonly id: string };

/** Nothing works by itself here: each job runs when the test says so. */
beforeAll(async () => {
  room = await openNewsroom({ working: false });
  [society, editor, colleague] = await Promise.all([
    room.organization("verified"),
    room.staff("editor"),
    room.staff("editor"),
  ]);
});
afterAll(() => room.close());

const desk = (id: string) => `/v1/admin/releases/${id}`;
const job = (work: typeof moderateRelease, id: string) => work(systemContext(room.newsroom, "test"), id);
const publish = (id: string) => publishIfDue(systemContext(room.newsroom, "test"), [id]);
const tagOf = async (id: string) => (await editor.get(desk(id))).headers.get("etag") ?? "";
const edit = (id: string, changes: object, tag: string, by: Client = editor) =>
  by.patch(desk(id), changes, { "if-match": tag });
const restore = (id: string, number: number | string, tag: string, by: Client = editor) =>
  by.post(`${desk(id)}/versions/${number}/restorations`, undefined, { "if-match": tag });
const approve = (id: string) => editor.post(`${desk(id)}/reviews`, { decision: "approve" });

async function received(given: Record<string, unknown> = {}): Promise<Record<string, any>> {
  const sent = await society.post("/v1/releases", aRelease(given));
  expect(sent.status).toBe(201);
  return sent.body;
}

async function waiting(given: Record<string, unknown> = {}): Promise<Record<string, any>> {
  const release = await received(given);
  await job(moderateRelease, release.id);
  return release;
}

/** A release with a second version, in which an editor changed these fields. */
async function edited(changes: object, given: Record<string, unknown> = {}): Promise<Record<string, any>> {
  const release = await waiting(given);
  expect(await edit(release.id, changes, '"1"')).toMatchObject({ status: 200, body: { version: 2 } });
  return release;
}

describe("a comparison", () => {
  it("shows what an editor changed, field by field and word by word", async () => {
    const { id } = await edited(
      { headline: "Marlhaven mends the boats", dek: "At last" },
      { headline: "Marlhaven paints the boats" },
    );
    const compared = await editor.get(`${desk(id)}/versions/2/diff`);
    expect(compared).toMatchObject({ status: 200 });
    expect(compared.body).toEqual({
      from: 1,
      to: 2,
      changes: [
        {
          field: "headline",
          runs: [
            { op: "equal", text: "Marlhaven " },
            { op: "delete", text: "paints" },
            { op: "insert", text: "mends" },
            { op: "equal", text: " the boats" },
          ],
        },
        { field: "dek", runs: [{ op: "insert", text: "At last" }] },
      ],
    });
  });

  it("may be with any other version, either way round", async () => {
    const { id } = await edited({ dek: "Second" });
    await edit(id, { dek: "Third" }, '"2"');
    const dekOf = async (query: string) => {
      const { body } = await editor.get(`${desk(id)}/versions/${query}`);
      return body.changes.map(({ field, runs }: any) => [field, ...runs.map(({ text }: any) => text)]);
    };
    expect(await dekOf("3/diff")).toEqual([["dek", "Second", "Third"]]);
    expect(await dekOf("3/diff?from=1")).toEqual([["dek", "Third"]]);
    expect(await dekOf("2/diff?from=3")).toEqual([["dek", "Third", "Second"]]);
    expect(await dekOf("3/diff?from=3")).toEqual([]);
  });

  it("of the first version shows everything as new", async () => {
    const { id, headline } = await waiting();
    const { body } = await editor.get(`${desk(id)}/versions/1/diff`);
    expect(body.from).toBeNull();
    expect(body.changes).toContainEqual({ field: "headline", runs: [{ op: "insert", text: headline }] });
  });

  it("is a page on demand, in which what strangers wrote stays text", async () => {
    const { id } = await edited({ dek: 'Boats <script>alert("1")</script> & more' }, { dek: "Boats" });
    const page = await editor.get(`${desk(id)}/versions/2/diff?format=html`);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("cache-control")).toContain("no-store");
    expect(page.text).toContain(
      "Boats<ins> &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more</ins>",
    );
    expect(page.text).not.toContain("<script");
  });

  it("is its submitter's to read as well, and no other organisation's", async () => {
    const { id } = await edited({ dek: "At last" });
    const stranger = await room.organization("verified", "Rowing Club");
    const path = `/v1/releases/${id}/versions/2`;
    const compared = await society.get(`${path}/diff`);
    expect(compared.body.changes).toMatchObject([{ field: "dek" }]);
    expect((await society.get(path)).body).toMatchObject({ number: 2, dek: "At last" });
    expectProblem(await stranger.get(`${path}/diff`), 404, "not-found");
    expectProblem(await stranger.get(path), 404, "not-found");
  });

  it("with a version that there is not is not found", async () => {
    const { id } = await waiting();
    for (const part of ["2", "0", "x", "99999999999", "2/diff", "1/diff?from=2"]) {
      expectProblem(await editor.get(`${desk(id)}/versions/${part}`), 404, "not-found");
    }
    for (const query of ["from=0", "format=pdf", "colour=red"]) {
      expectProblem(await editor.get(`${desk(id)}/versions/1/diff?${query}`), 422, "invalid-request");
    }
  });
});

describe("a restored version", () => {
  it("says again what it said, as a further version, and the history names it", async () => {
    const { id, headline } = await edited({ headline: "Too short", tags: ["boats"] });
    const restored = await restore(id, 1, '"2"');
    expect(restored).toMatchObject({ status: 201, body: { version: 3, headline, tags: [] } });
    expect(restored.headers.get("etag")).toBe(await tagOf(id));
    const events = (await editor.get(`${desk(id)}/events`)).body.items;
    expect(events.at(-1)).toMatchObject({ action: "restore", version: 3, note: "As version 1 was." });
    const compared = await editor.get(`${desk(id)}/versions/3/diff?from=1`);
    expect(compared.body.changes).toEqual([]);
  });

  it("leaves the release in the section that the desk chose", async () => {
    const { id } = await edited({ category: "science" });
    await edit(id, { dek: "x" }, '"2"');
    expect((await restore(id, 1, '"3"')).body).toMatchObject({ category: "science", dek: null });
  });

  it("needs to say what it was decided on, and is refused on an old reading", async () => {
    const { id } = await edited({ dek: "x" });
    expectProblem(await editor.post(`${desk(id)}/versions/1/restorations`), 428, "precondition-required");
    expectProblem(await restore(id, 1, '"1"'), 412, "stale");
  });

  it("is not the one in force, and one that there is", async () => {
    const { id } = await edited({ dek: "x" });
    expectProblem(await restore(id, 2, '"2"'), 422, "invalid-request");
    expectProblem(await restore(id, 3, '"2"'), 404, "not-found");
  });

  it("is refused while somebody else has claimed the release", async () => {
    const { id } = await edited({ dek: "x" });
    await colleague.put(`${desk(id)}/claim`);
    expectProblem(await restore(id, 1, '"2"'), 409, "already-claimed");
  });

  it("is one, when two restore at once", async () => {
    const { id } = await edited({ dek: "x" });
    const answers = await Promise.all([restore(id, 1, '"2"'), restore(id, 1, '"2"', colleague)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412]);
    expect((await editor.get(`${desk(id)}/versions`)).body.items).toHaveLength(3);
  });

  it("is no way to change what is out: that is corrected", async () => {
    const { id } = await edited({ dek: "x" });
    await approve(id);
    await publish(id);
    const refused = await restore(id, 1, await tagOf(id));
    expectProblem(refused, 409, "illegal-transition");
    expect(refused.body).toMatchObject({ state: "published", allowedActions: ["correct"] });
  });
});

describe("between an editor's reading and the change", () => {
  const change = async (id: string, reading: Reply<any>) =>
    edit(id, { dek: "Changed" }, reading.headers.get("etag") ?? "");

  it("moderation may come, and the change is made", async () => {
    const { id } = await received();
    const reading = await editor.get(desk(id));
    await job(moderateRelease, id);
    expect(reading.body.status).toBe("received");
    expect(await change(id, reading)).toMatchObject({
      status: 200,
      body: { status: "needs_review", version: 2 },
    });
  });

  it("a job may send the release to wait for its hour, and the change is made", async () => {
    const { id } = await waiting({ publishAt: "2099-01-01T00:00:00Z" });
    await approve(id);
    const reading = await editor.get(desk(id));
    await publish(id);
    expect(reading.body.status).toBe("approved");
    expect(await change(id, reading)).toMatchObject({
      status: 200,
      body: { status: "scheduled", version: 2 },
    });
  });

  it("the release may go out: then the change is refused for where it is, and not as an old reading", async () => {
    const { id } = await waiting();
    await approve(id);
    const reading = await editor.get(desk(id));
    await publish(id);
    const refused = await change(id, reading);
    expectProblem(refused, 409, "illegal-transition");
    expect(refused.body).toMatchObject({ state: "published", allowedActions: ["correct"] });
  });

  it("the release may go out and be corrected, and the answer is the same", async () => {
    const { id } = await waiting();
    await approve(id);
    const reading = await editor.get(desk(id));
    await publish(id);
    const { article } = (await editor.get(desk(id))).body;
    const tag = (await room.reader.get(`/v1/articles/${article.id}`)).headers.get("etag") ?? "";
    const correction = { changes: { dek: "Corrected" }, notice: "It was wrong." };
    const corrected = await editor.post(`/v1/admin/articles/${article.id}/corrections`, correction, {
      "if-match": tag,
    });
    expect(corrected.status).toBe(201);
    expectProblem(await change(id, reading), 409, "illegal-transition");
  });
});
