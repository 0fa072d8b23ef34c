/** Contract section 2: a request that carries an `Idempotency-Key` is done once, however often it arrives. */

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import { type Client, clientOf, type Reply } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;
let club: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom({ working: false });
  society = await room.organization();
  club = await room.organization("trusted", "Rowing Club");
});
afterAll(() => room.close());

const under = (key: string) => ({ "idempotency-key": key });
const isReplay = ({ headers }: Reply<any>) => headers.get("idempotency-replayed") === "true";
const essence = ({ status, text, headers }: Reply<any>) => ({
  status,
  text,
  etag: headers.get("etag"),
  location: headers.get("location"),
  type: headers.get("content-type"),
});
const releasesOf = async ({ id }: { id: string }) =>
  (await room.sql("select count(*)::int as count from releases where organization_id = $1", [id]))[0]?.count;

function form(release: Record<string, unknown>, ...files: readonly string[]): FormData {
  const parts = new FormData();
  parts.set("release", JSON.stringify(release));
  for (const [index, content] of files.entries()) {
    parts.append("attachments", new Blob([`%PDF-1.7\n${content}\n%%EOF\n`]), `file-${index}.pdf`);
  }
  return parts;
}

describe("a repeated submission", () => {
  it("is answered with the bytes, status and headers of the first", async () => {
    const [key, release] = [randomUUID(), aRelease()];
    const first = await society.post("/v1/releases", release, under(key));
    const second = await society.post("/v1/releases", release, under(key));
    expect(essence(second)).toEqual(essence(first));
    expect([isReplay(first), isReplay(second)]).toEqual([false, true]);
  });

  it("is answered so although its own reference is taken by now", async () => {
    const [key, release] = [randomUUID(), aRelease({ externalRef: "repeat-1" })];
    const first = await society.post("/v1/releases", release, under(key));
    const second = await society.post("/v1/releases", release, under(key));
    expect(essence(second)).toEqual(essence(first));
  });

  it("is answered so although the quota is used up by now, and does not count", async () => {
    const poor = await room.organization();
    await room.admin.patch(`/v1/admin/organizations/${poor.id}`, { dailyQuota: 1 });
    await until(async () => (await poor.get("/v1/organizations/me")).body.quota.perDay === 1);
    const [key, release] = [randomUUID(), aRelease()];
    const first = await poor.post("/v1/releases", release, under(key));
    const second = await poor.post("/v1/releases", release, under(key));
    expect([first.status, second.status, isReplay(second)]).toEqual([201, 201, true]);
  });

  it("is refused when it says something else", async () => {
    const key = randomUUID();
    await society.post("/v1/releases", aRelease(), under(key));
    const other = await society.post("/v1/releases", aRelease(), under(key));
    expectProblem(other, 422, "idempotency-key-reused");
  });

  it("is refused when it goes to another address of the route", async () => {
    const [key, release] = [randomUUID(), aRelease()];
    await society.post("/v1/releases", release, under(key));
    expectProblem(
      await society.post("/v1/releases?draft=true", release, under(key)),
      422,
      "idempotency-key-reused",
    );
  });

  it("makes one release of sixty-four at once", async () => {
    const before = await releasesOf(society);
    const [key, release] = [randomUUID(), aRelease({ externalRef: "sixty-four" })];
    const replies = await Promise.all(
      Array.from({ length: 64 }, () => society.post("/v1/releases", release, under(key))),
    );
    const created = replies.filter((reply) => reply.status === 201);
    const others = replies.filter((reply) => reply.status !== 201).map(({ body }) => body.type);
    expect(await releasesOf(society)).toBe(before + 1);
    expect(new Set(created.map(({ text }) => text)).size).toBe(1);
    expect(created.filter((reply) => !isReplay(reply))).toHaveLength(1);
    expect(new Set([...others, "/problems/idempotency-key-in-use"])).toEqual(
      new Set(["/problems/idempotency-key-in-use"]),
    );
  });

  it("is another request when another organisation sends it", async () => {
    const [key, release] = [randomUUID(), aRelease()];
    const ours = await society.post("/v1/releases", release, under(key));
    const theirs = await club.post("/v1/releases", release, under(key));
    expect([theirs.status, isReplay(theirs), theirs.body.id === ours.body.id]).toEqual([201, false, false]);
  });

  it("is another request when it goes to another route", async () => {
    const key = randomUUID();
    const draft = await society.post("/v1/releases?draft=true", aRelease(), under(key));
    const withdrawal = await society.post(`/v1/releases/${draft.body.id}/withdrawal`, undefined, under(key));
    expect([withdrawal.status, isReplay(withdrawal)]).toEqual([200, false]);
  });

  it("can be sent again under the same key once its fault is mended", async () => {
    const key = randomUUID();
    const faulty = await society.post("/v1/releases", aRelease({ attestation: null }), under(key));
    const mended = await society.post("/v1/releases", aRelease(), under(key));
    expect([faulty.status, mended.status, isReplay(mended)]).toEqual([422, 201, false]);
  });
});

describe("a key", () => {
  it.each([
    ["longer than 255 characters", "k".repeat(300)],
    ["with a space in it", "a b"],
    ["with a tab in it", "a\tb"],
    ["of other letters", "clé"],
    ["without a character", ""],
  ])("%s is refused", async (_name, key) => {
    const reply = await society.post("/v1/releases", aRelease(), under(key));
    expectProblem(reply, 422, "invalid-request");
    expect(pointers(reply)).toEqual(["Idempotency-Key"]);
  });

  it("of 255 characters is taken", async () => {
    const reply = await society.post("/v1/releases", aRelease(), under("k".repeat(255)));
    expect(reply.status).toBe(201);
  });
});

describe("a repeated sign-up", () => {
  const signUp = (key: string) => {
    const contact = { name: "Ana Reyes", email: "ana@rowing.example" };
    return room.reader.post("/v1/organizations", { name: "Harbour Rowing Club", contact }, under(key));
  };

  it("is answered with the same key of the same organisation", async () => {
    const key = randomUUID();
    const [first, second] = [await signUp(key), await signUp(key)];
    expect(essence(second)).toEqual(essence(first));
    expect((await clientOf(room.origin, second.body.apiKey).get("/v1/organizations/me")).status).toBe(200);
  });

  it("leaves nowhere in the database what the key is", async () => {
    const key = randomUUID();
    const { body } = await signUp(key);
    const secret = body.apiKey.split("_").at(-1);
    const rows = await room.sql(
      "select (select string_agg(t::text, ' ') from idempotency_keys t) as answers, (select string_agg(t::text, ' ') from api_keys t) as keys",
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).not.toContain(key);
  });

  it("mails one link", async () => {
    const key = randomUUID();
    const count = async () => (await room.sql("select count(*)::int as count from mails"))[0]?.count;
    const before = await count();
    await Promise.all([signUp(key), signUp(key), signUp(key)]);
    expect(await count()).toBe(before + 1);
  });
});

describe("every POST that creates or decides", () => {
  it("replays a key that was made", async () => {
    const [key, wanted] = [randomUUID(), { label: "newsletter" }];
    const first = await society.post("/v1/organizations/me/keys", wanted, under(key));
    const second = await society.post("/v1/organizations/me/keys", wanted, under(key));
    expect(essence(second)).toEqual(essence(first));
  });

  it("replays the staff member who was added", async () => {
    const [key, person] = [randomUUID(), { name: "Ed Itor", email: "ed@star.example", role: "editor" }];
    const first = await room.admin.post("/v1/admin/staff", person, under(key));
    const second = await room.admin.post("/v1/admin/staff", person, under(key));
    expect([first.status, essence(second)]).toEqual([201, essence(first)]);
  });

  it.each(["submission", "withdrawal"])(
    "replays a %s, whose state would forbid a second",
    async (decision) => {
      const draft = await society.post("/v1/releases?draft=true", aRelease());
      const decide = (by: Client, key: string) =>
        by.post(`/v1/releases/${draft.body.id}/${decision}`, undefined, under(key));
      const key = randomUUID();
      const [first, second] = [await decide(society, key), await decide(society, key)];
      expect([first.status, essence(second)]).toEqual([200, essence(first)]);
    },
  );
});

describe("a repeated upload", () => {
  it("replays with the same files, and keeps them once", async () => {
    const [key, release] = [randomUUID(), aRelease()];
    const first = await society.post("/v1/releases", form(release, "one", "two"), under(key));
    const stored = await room.storedFiles();
    const second = await society.post("/v1/releases", form(release, "one", "two"), under(key));
    expect([first.status, essence(second)]).toEqual([201, essence(first)]);
    await until(async () => (await room.storedFiles()).length === stored.length);
  });

  it("is refused with another file, and leaves nothing of it", async () => {
    const [key, release] = [randomUUID(), aRelease()];
    await society.post("/v1/releases", form(release, "one"), under(key));
    const stored = await room.storedFiles();
    const other = await society.post("/v1/releases", form(release, "another"), under(key));
    expectProblem(other, 422, "idempotency-key-reused");
    await until(async () => (await room.storedFiles()).length === stored.length);
  });

  it("keeps one file of sixteen at once", async () => {
    const before = (await room.storedFiles()).length;
    const key = randomUUID();
    await Promise.all(
      Array.from({ length: 16 }, () => {
        const parts = new FormData();
        parts.set("file", new Blob(["%PDF-1.7\nsixteen\n%%EOF\n"]), "sixteen.pdf");
        return society.post("/v1/assets", parts, under(key));
      }),
    );
    await until(async () => (await room.storedFiles()).length === before + 1);
  });
});
