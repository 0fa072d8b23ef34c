import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";
import { expectProblem, pointers } from "../../support/problems.ts";

let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom();
  society = await room.organization();
  const publication = { slug: "courier", name: "The Courier", timeZone: "UTC" };
  await room.admin.post("/v1/admin/publications", publication);
});
afterAll(() => room.close());

const path = "/v1/admin/blocks";

async function block(value: string, given: Record<string, unknown> = {}): Promise<Record<string, any>> {
  const added = await room.admin.post(path, {
    kind: "term",
    value,
    reason: "Sent round for money",
    ...given,
  });
  expect(added.status).toBe(201);
  return added.body;
}

/** A release that says something more. */
function saying(words: string, given: Record<string, unknown> = {}): Record<string, unknown> {
  const release = aRelease();
  return { ...release, body: `${release.body as string}\n\n${words}`, ...given };
}

const findingsOf = ({ moderation }: Record<string, any>) =>
  moderation.findings.filter(({ rule }: any) => rule.startsWith("BL-"));

describe("a blocked term", () => {
  it("holds the next release that has it for an editor, who alone learns why", async () => {
    const { id } = await block("Golden  Élixir");
    const body = "Guests were given a GOLDEN\u200b elixir after the walk.";
    const release = await room.submitted(society, saying(body));
    expect(release.status).toBe("needs_review");
    const [finding] = findingsOf(release);
    expect(finding).toMatchObject({ rule: "BL-01", severity: "hold", pointer: "/body" });
    const { start, end } = finding.span;
    expect((release.body as string).slice(start, end)).toBe("GOLDEN\u200b elixir");
    expect(JSON.stringify(release)).not.toContain("Sent round for money");
    expect((await room.admin.get(`${path}/${id}`)).body).toMatchObject({
      ...{ kind: "term", value: "golden elixir", severity: "hold", reason: "Sent round for money" },
      publication: null,
    });
  });

  it("refuses once it is graver, and does nothing once it is lifted", async () => {
    const { id } = await block("moon water");
    await room.admin.patch(`${path}/${id}`, { severity: "reject" });
    const refused = await room.submitted(society, saying("There was moon-water for all."));
    expect([refused.status, findingsOf(refused)[0].severity]).toEqual(["rejected", "reject"]);
    expect(await room.admin.delete(`${path}/${id}`)).toMatchObject({ status: 204 });
    expect((await room.submitted(society, saying("There was moon-water for all."))).status).toBe("published");
    expectProblem(await room.admin.delete(`${path}/${id}`), 404, "not-found");
  });

  it("is silent in a check without a key", async () => {
    await block("silent spring water");
    const check = await room.reader.post("/v1/checks", saying("We drank silent spring water."));
    expect(findingsOf({ moderation: check.body })).toEqual([]);
  });

  it("of one publication leaves the others alone", async () => {
    await block("harbour lottery", { publication: "courier" });
    const words = "Tickets for the harbour lottery are gone.";
    const here = await room.submitted(society, saying(words));
    const there = await room.submitted(society, saying(words, { publication: "courier" }));
    expect([here.status, there.status]).toEqual(["published", "needs_review"]);
  });

  it("must be more than a letter, and is there once", async () => {
    const tooShort = await room.admin.post(path, { kind: "term", value: "C++", reason: "x" });
    expectProblem(tooShort, 422, "invalid-request");
    expect(pointers(tooShort)).toEqual(["/value"]);
    await block("twice told");
    const again = { kind: "term", value: "TWICE told", reason: "x" };
    expectProblem(await room.admin.post(path, again), 409, "already-exists");
    expect(await block("twice told", { publication: "courier" })).toMatchObject({ publication: "courier" });
  });

  it("is blocked once of two at once", async () => {
    const wanted = { kind: "term", value: "race to the bottom", reason: "x", publication: "courier" };
    const answers = await Promise.all([room.admin.post(path, wanted), room.admin.post(path, wanted)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe("a blocked domain", () => {
  it("holds a release that leads there, or to anything below", async () => {
    await block("Bücher.example", { kind: "domain" });
    const release = await room.submitted(society, saying("See [the list](https://shop.bücher.example/x)."));
    expect(findingsOf(release)).toMatchObject([{ rule: "BL-02", severity: "hold", pointer: "/body" }]);
    const source = await room.submitted(society, aRelease({ sourceUrl: "https://xn--bcher-kva.example/1" }));
    expect(findingsOf(source)).toMatchObject([{ rule: "BL-02", pointer: "/sourceUrl" }]);
  });

  it("holds what its organisation sends from there", async () => {
    await block("doubtful.example", { kind: "domain" });
    await society.patch("/v1/organizations/me", { website: "https://www.doubtful.example" });
    const release = await room.submitted(society);
    expect(findingsOf(release)).toMatchObject([{ pointer: "", evidence: "www.doubtful.example" }]);
    await society.patch("/v1/organizations/me", { website: "https://society.example" });
  });

  it.each(["example", "https://bad.example/x", "192.0.2.1", "bad example"])("is not %s", async (value) => {
    const refused = await room.admin.post(path, { kind: "domain", value, reason: "x" });
    expectProblem(refused, 422, "invalid-request");
    expect(pointers(refused)).toEqual(["/value"]);
  });
});

describe("the blocks", () => {
  it("are listed by kind, publication and part of their value, the newest first", async () => {
    const older = await block("listed one", { publication: "courier" });
    const newer = await block("listed two", { publication: "courier" });
    const list = async (query: string) =>
      (await room.admin.get(`${path}?${query}`)).body.items.map(({ id }: any) => id);
    expect(await list("publication=courier&kind=term&q=LISTED")).toEqual([newer.id, older.id]);
    expect(await list("kind=domain&q=listed")).toEqual([]);
    const first = await room.admin.get(`${path}?q=listed&limit=1`);
    expect(await list(`q=listed&limit=1&cursor=${first.body.nextCursor}`)).toEqual([older.id]);
  });

  it("of all are read by an administrator of one publication, and left alone", async () => {
    const local = await room.staff("admin", "courier");
    const everywhere = await block("for all of us");
    const elsewhere = await block("for main alone", { publication: "main" });
    const ofAll = `${path}/${everywhere.id}`;
    expect(await local.get(ofAll)).toMatchObject({ status: 200 });
    expectProblem(await local.patch(ofAll, { severity: "reject" }), 403, "forbidden");
    expectProblem(await local.delete(ofAll), 403, "forbidden");
    expectProblem(
      await local.post(path, { kind: "term", value: "mine for all", reason: "x" }),
      403,
      "forbidden",
    );
    expectProblem(await local.get(`${path}/${elsewhere.id}`), 404, "not-found");
    expectProblem(await local.delete(`${path}/${elsewhere.id}`), 404, "not-found");
    const own = { kind: "term", value: "mine alone", reason: "x", publication: "courier" };
    expect(await local.post(path, own)).toMatchObject({ status: 201 });
  });

  it("are recorded with who, what, before and after", async () => {
    const { id } = await block("recorded words");
    await room.admin.patch(`${path}/${id}`, { severity: "reject" });
    await room.admin.patch(`${path}/${id}`, { severity: "reject" });
    await room.admin.delete(`${path}/${id}`);
    const events = await room.sql(
      "select action, changes, actor_role from desk_events where subject = 'block' and subject_id = $1 order by id",
      [id],
    );
    expect(events).toMatchObject([
      { action: "add", actor_role: "admin", changes: { after: { kind: "term", value: "recorded words" } } },
      { action: "change", changes: { before: { severity: "hold" }, after: { severity: "reject" } } },
      { action: "remove", changes: { before: { value: "recorded words", severity: "reject" } } },
    ]);
  });
});
