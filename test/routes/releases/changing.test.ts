import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../../support/builders.ts";
import { expectProblem, pointers } from "../../support/problems.ts";
import { openSubmittingRoom, type SubmittingRoom } from "./submitting-room.ts";

let room: SubmittingRoom;

beforeAll(async () => {
  room = await openSubmittingRoom();
});
afterAll(() => room.close());

describe("changing a release", () => {
  const change = async (path: string, patch: Record<string, unknown>) => {
    const { headers } = await room.society.get(path);
    return room.society.patch(path, patch, { "if-match": headers.get("etag") ?? "" });
  };

  it("replaces what is named, clears what is null and keeps the rest, as a new version", async () => {
    const { body: before } = await room.draft({
      dek: "A line",
      tags: ["a"],
      embargoedUntil: "2027-05-01T09:00:00Z",
    });
    const { body: after } = await change(`/v1/releases/${before.id}`, {
      dek: null,
      embargoedUntil: null,
      tags: ["b"],
    });
    const { updatedAt: _then, ...kept } = before;
    expect(after).toMatchObject({ ...kept, dek: null, embargoedUntil: null, tags: ["b"], version: 2 });
  });

  it.each([{}, { tags: ["boats"] }])("that changes nothing makes no version: %j", async (patch) => {
    const { body } = await room.draft({ tags: ["boats"] });
    const reply = await room.society.patch(`/v1/releases/${body.id}`, patch, { "if-match": '"1"' });
    expect(reply).toMatchObject({ status: 200, body: { version: 1 } });
    expect(reply.headers.get("etag")).toBe('"1"');
  });

  it("takes the attestation back, which has to be given again then", async () => {
    const { body } = await room.draft();
    const submit = (given?: object) => room.society.post(`/v1/releases/${body.id}/submission`, given);
    await change(`/v1/releases/${body.id}`, { attestation: null });
    const refused = await submit();
    expect([refused.status, pointers(refused)]).toEqual([422, ["/attestation"]]);
    expect((await submit({ attestation: { authorized: true, accurate: true } })).status).toBe(200);
  });

  it("keeps every version, the newest first", async () => {
    const { body } = await room.draft({ dek: "First" });
    for (const dek of ["Second", "Third"]) await change(`/v1/releases/${body.id}`, { dek });
    const versions = (await room.society.get(`/v1/releases/${body.id}/versions`)).body.items;
    expect(versions.map(({ number, dek }: any) => [number, dek])).toEqual([
      [3, "Third"],
      [2, "Second"],
      [1, "First"],
    ]);
  });

  it("lies in versions and a history that are read page by page, and pages that end before they are large", async () => {
    const { body } = await room.draft({ dek: "1" });
    const path = `/v1/releases/${body.id}`;
    for (const dek of ["2", "3", "4", "5"]) await change(path, { dek, body: "\u{1F30A}".repeat(60_000) });
    const walk = async (list: string, query: string) => {
      const pages: string[][] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const reply = await room.society.get(`${path}/${list}?${query}${cursor && `&cursor=${cursor}`}`);
        pages.push(reply.body.items.map(({ number, version }: any) => String(number ?? version)));
        cursor = reply.body.nextCursor;
      }
      return pages.map((page) => page.join(""));
    };
    await change(path, { dek: "6" });
    expect(await walk("versions", "limit=4")).toEqual(["6543", "21"]);
    expect(await walk("versions", "")).toEqual(["6543", "21"]);
    expect(await walk("events", "limit=4")).toEqual(["1234", "56"]);
    expect(await walk("events", "")).toEqual(["123456"]);
    const refused = await room.society.get(`${path}/versions?limit=0`);
    expect(pointers(refused)).toEqual(["/limit"]);
  });

  it("is in its history, oldest first, by whom and when", async () => {
    const { body } = await room.draft();
    await change(`/v1/releases/${body.id}`, { dek: "A line" });
    const { items } = (await room.society.get(`/v1/releases/${body.id}/events`)).body;
    expect(items.map(({ action, to, version, by }: any) => [action, to, version, by.role])).toEqual([
      ["create", "draft", 1, "submitter"],
      ["amend", "draft", 2, "submitter"],
    ]);
  });

  it("takes application/merge-patch+json", async () => {
    const { body } = await room.draft();
    const headers = { "content-type": "application/merge-patch+json", "if-match": '"1"' };
    expect((await room.society.patch(`/v1/releases/${body.id}`, '{"dek":"A line"}', headers)).body.dek).toBe(
      "A line",
    );
  });

  it.each([
    ["/headline", { headline: null }],
    ["/mediaContact", { mediaContact: null }],
    ["/publication", { publication: "other" }],
    ["/status", { status: "published" }],
    ["/version", { version: 9 }],
  ])("is refused for %s", async (pointer, patch) => {
    const { body } = await room.draft();
    expect(pointers(await change(`/v1/releases/${body.id}`, patch))).toEqual([pointer]);
  });

  it("is possible when it was sent back", async () => {
    const { id } = await room.submitted(room.society, aFaultyRelease());
    expect((await change(`/v1/releases/${id}`, { body: aRelease().body })).body).toMatchObject({
      status: "changes_requested",
      version: 2,
    });
  });

  it("is refused once it is on its way or out, with where it is and what is open", async () => {
    const { id } = await room.submitted(room.society);
    const refused = await change(`/v1/releases/${id}`, { dek: "Too late" });
    expectProblem(refused, 409, "illegal-transition");
    expect(refused.body).toMatchObject({ state: "published", allowedActions: [] });
  });
});

describe("an external reference", () => {
  it("is taken once in an organisation, and the refusal names the release that has it", async () => {
    const first = await room.draft({ externalRef: "ref-1" });
    const second = await room.draft({ externalRef: "ref-1" });
    expectProblem(second, 409, "duplicate-external-ref");
    expect(second.body.releaseId).toBe(first.body.id);
  });

  it("is taken once of thirty-two at once", async () => {
    const replies = await Promise.all(Array.from({ length: 32 }, () => room.draft({ externalRef: "ref-2" })));
    const [created] = replies.filter(({ status }) => status === 201);
    const refused = replies.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(31);
    expect(new Set(refused.map(({ body }) => body.releaseId))).toEqual(new Set([created?.body.id]));
  });

  it("is another organisation's as well", async () => {
    const club = await room.organization("trusted", "Rowing Club");
    await room.draft({ externalRef: "ref-3" });
    expect((await club.post("/v1/releases?draft=true", aRelease({ externalRef: "ref-3" }))).status).toBe(201);
  });

  it("cannot be taken by a change either", async () => {
    const first = await room.draft({ externalRef: "ref-4" });
    const second = await room.draft();
    const change = await room.society.patch(
      `/v1/releases/${second.body.id}`,
      { externalRef: "ref-4" },
      { "if-match": '"1"' },
    );
    expectProblem(change, 409, "duplicate-external-ref");
    expect(change.body.releaseId).toBe(first.body.id);
  });
});
