/** Contract section 2: entity tags and their preconditions, and lists in pages. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFaultyRelease, aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
});
afterAll(() => room.close());

const aDraft = async () => {
  const { body, headers } = await society.post("/v1/releases?draft=true", aRelease());
  return { path: `/v1/releases/${body.id}`, etag: headers.get("etag") ?? "" };
};

describe("a change", () => {
  it("is 428 without If-Match", async () => {
    const { path } = await aDraft();
    expectProblem(await society.patch(path, { dek: "A new line" }), 428, "precondition-required");
  });

  it("is 412 with the tag of an earlier reading, and names the one in force", async () => {
    const { path, etag } = await aDraft();
    const changed = await society.patch(path, { dek: "First" }, { "if-match": etag });
    const late = await society.patch(path, { dek: "Second" }, { "if-match": etag });
    expectProblem(late, 412, "stale");
    expect(late.body.current).toBe(changed.headers.get("etag"));
  });

  it.each(['W/"1"', '"2"', '"abc"', "1", '""', '"1', "nonsense"])(
    "is 412 with the tag %s, which is not the one in force",
    async (tag) => {
      const { path } = await aDraft();
      expectProblem(await society.patch(path, { dek: "A new line" }, { "if-match": tag }), 412, "stale");
    },
  );

  it("is refused with `*`, which would overwrite what nobody has read", async () => {
    const { path } = await aDraft();
    const reply = await society.patch(path, { dek: "A new line" }, { "if-match": "*" });
    expect([reply.status, pointers(reply)]).toEqual([422, ["If-Match"]]);
  });

  it("moves the tag", async () => {
    const { path, etag } = await aDraft();
    const changed = await society.patch(path, { dek: "A new line" }, { "if-match": etag });
    expect(changed.headers.get("etag")).toMatch(/^"\d+"$/);
    expect(changed.headers.get("etag")).not.toBe(etag);
  });

  it("is made by one of twenty at once", async () => {
    const { path, etag } = await aDraft();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        society.patch(path, { dek: `Line ${index}` }, { "if-match": etag }),
      ),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(412)]);
  });

  it("keeps its tag while jobs move the release on", async () => {
    const submission = await society.post("/v1/releases", aFaultyRelease());
    await room.settled(society, submission.body.id, "changes_requested");
    const read = await society.get(`/v1/releases/${submission.body.id}`);
    expect(read.headers.get("etag")).toBe(submission.headers.get("etag"));
  });
});

describe("reading again", () => {
  it.each([
    ["the tag", (etag: string) => etag],
    ["a tag that a proxy made weak", (etag: string) => `W/${etag}`],
    ["a list with the tag", (etag: string) => `"other", ${etag}`],
    ["any tag", () => "*"],
  ])("a release with %s is 304 without a body", async (_name, seen) => {
    const { path, etag } = await aDraft();
    const again = await society.get(path, { "if-none-match": seen(etag) });
    expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", etag]);
  });

  it("a release with another tag is the release", async () => {
    const { path } = await aDraft();
    expect((await society.get(path, { "if-none-match": '"77"' })).status).toBe(200);
  });

  it.each(["/v1/releases", "/v1/articles", "/v1/categories", "/feeds/rss.xml"])(
    "%s with its tag is 304",
    async (path) => {
      const quiet = await room.organization();
      const etag = (await quiet.get(path)).headers.get("etag") ?? "";
      expect(etag).toMatch(/^"/);
      expect((await quiet.get(path, { "if-none-match": etag })).status).toBe(304);
    },
  );

  it("an article with its tag is 304", async () => {
    const { article } = await room.submitted(society);
    const path = `/v1/articles/${article.slug}`;
    const etag = (await room.reader.get(path)).headers.get("etag") ?? "";
    expect((await room.reader.get(path, { "if-none-match": etag })).status).toBe(304);
  });

  it("does not turn a submission into 304", async () => {
    const reply = await society.post("/v1/releases?draft=true", aRelease(), { "if-none-match": '"1"' });
    expect([reply.status, reply.body.status]).toEqual([201, "draft"]);
  });
});

describe("a list", () => {
  async function walk(
    by: TestOrganization,
    limit: number,
    between: () => Promise<unknown> = async () => undefined,
  ) {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: any = await by.get(
        `/v1/releases?limit=${limit}${cursor === null ? "" : `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map((release: { id: string }) => release.id));
      cursor = page.body.nextCursor;
      await between();
    } while (cursor !== null);
    return seen;
  }

  it("is walked without a gap or a repeat while new releases arrive", async () => {
    const busy = await room.organization();
    const sent = await Promise.all(
      Array.from({ length: 11 }, () => busy.post("/v1/releases?draft=true", aRelease())),
    );
    const ids = sent
      .map(({ body }) => body.id as string)
      .toSorted()
      .toReversed();
    const seen = await walk(busy, 3, () => busy.post("/v1/releases?draft=true", aRelease()));
    expect(seen).toEqual(ids);
  });

  it("ends without a cursor when the last page is full", async () => {
    const busy = await room.organization();
    for (let count = 0; count < 4; count += 1) await busy.post("/v1/releases?draft=true", aRelease());
    const first = await busy.get("/v1/releases?limit=2");
    const second = await busy.get(`/v1/releases?limit=2&cursor=${first.body.nextCursor}`);
    expect([second.body.items.length, second.body.nextCursor]).toEqual([2, null]);
  });

  it("has twenty items by default, and no total", async () => {
    const busy = await room.organization();
    await Promise.all(Array.from({ length: 21 }, () => busy.post("/v1/releases?draft=true", aRelease())));
    const page = await busy.get("/v1/releases");
    expect(page.body.items).toHaveLength(20);
    expect(Object.keys(page.body).toSorted()).toEqual(["items", "nextCursor"]);
  });

  it.each(["0", "101", "-1", "1.5", "ten", "", "1e9", "5abc"])(
    "is refused with the limit %j",
    async (limit) => {
      const reply = await society.get(`/v1/releases?limit=${limit}`);
      expect([reply.status, pointers(reply)]).toEqual([422, ["/limit"]]);
    },
  );

  it.each(["1", "100"])("takes the limit %s", async (limit) => {
    expect((await society.get(`/v1/releases?limit=${limit}`)).status).toBe(200);
  });

  const cursorOf = (place: unknown) => Buffer.from(JSON.stringify(place)).toString("base64url");
  it.each([
    "garbage",
    "",
    "e30",
    cursorOf({ id: 1 }),
    cursorOf({ at: "2027-01-01", id: "1" }),
    cursorOf("' or 1=1"),
    "x".repeat(501),
  ])("is refused with the cursor %s", async (cursor) => {
    expectProblem(await society.get(`/v1/releases?cursor=${cursor}`), 422, "invalid-request");
  });

  it.each([
    { at: "not a time", id: "01890000-0000-7000-8000-000000000000" },
    { at: "0000-01-01", id: "01890000-0000-7000-8000-000000000000" },
    "01890000-0000-7000-8000-000000000000",
  ])("of articles is refused with a cursor of %j", async (place) => {
    expectProblem(await room.reader.get(`/v1/articles?cursor=${cursorOf(place)}`), 422, "invalid-request");
  });
});
