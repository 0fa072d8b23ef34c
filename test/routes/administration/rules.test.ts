import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../../support/builders.ts";
import { clientOf } from "../../support/client.ts";
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

const path = "/v1/admin/rules";
const inForce = "/v1/admin/publications/main/rules";

async function aPack(changes: Record<string, unknown>, given: Record<string, unknown> = {}) {
  const made = await room.admin.post(path, { changes, note: "Tried something", ...given });
  expect(made.status).toBe(201);
  return made.body as Record<string, any>;
}

const activate = (pack: string) => room.admin.put(inForce, { pack });
const settingsOf = ({ rules }: Record<string, any>, rule: string) =>
  rules.find(({ id }: any) => id === rule).settings;
/** Every headline that the builders make is longer. */
const strict = { rules: { "HL-01": { max: 30, severity: "hold" } } };

describe("the shipped rule pack", () => {
  it("says of every rule what it is for and how it is set", async () => {
    const { body } = await room.admin.get(`${path}/standard`);
    expect(body).toMatchObject({ id: "standard", publication: null, number: 0, active: true, misread: [] });
    expect(body.rules.length).toBeGreaterThan(25);
    expect(body.rules[0]).toMatchObject({ id: "HL-01", what: expect.any(String), settings: { max: 110 } });
    expect(body.words.hype.length).toBeGreaterThan(5);
  });

  it("stays", async () => {
    expectProblem(await room.admin.delete(`${path}/standard`), 409, "in-use");
  });
});

describe("a publication's own pack", () => {
  it("is made of another with changes, numbered, and in force only once it is activated", async () => {
    const first = await aPack({ rules: { "HL-01": { max: 90 }, "HL-04": null } });
    const second = await aPack({ words: { hype: ["bombastic"] } }, { base: first.id });
    expect([first.name, second.name]).toEqual([`main@${first.number}`, `main@${first.number + 1}`]);
    expect([first.active, second.active]).toEqual([false, false]);
    expect([settingsOf(second, "HL-01").max, settingsOf(second, "HL-04")]).toEqual([90, null]);
    expect(second.words.hype).toEqual(["bombastic"]);
    expect((await room.admin.get(`${path}/${second.id}`)).body).toEqual(second);
  });

  it("is refused with every fault of its changes, and takes no number", async () => {
    const before = await aPack({ rules: { "HL-04": null } });
    const changes = { rules: { "XX-01": {}, "HL-01": { max: "long" } } };
    const refused = await room.admin.post(path, {
      changes: { rules: { "HL-01": { max: "long", min: -1 } } },
      note: "x",
    });
    expectProblem(refused, 422, "invalid-request");
    expect(pointers(refused)).toEqual(["/changes/rules/HL-01/max", "/changes/rules/HL-01/min"]);
    expect(pointers(await room.admin.post(path, { changes, note: "x" }))).toEqual([
      "/changes/rules/HL-01/max",
      "/changes/rules/XX-01",
    ]);
    expect((await aPack({ rules: { "HL-04": null } })).number).toBe(before.number + 1);
  });

  it("never changes: a patch makes the next, once under one idempotency key", async () => {
    const pack = await aPack({ rules: { "HL-01": { max: 80 } } });
    const patch = { changes: { rules: { "HL-01": { max: 70 } } }, note: "Shorter" };
    const under = { "idempotency-key": randomUUID() };
    const [next, again] = [
      await room.admin.patch(`${path}/${pack.id}`, patch, under),
      await room.admin.patch(`${path}/${pack.id}`, patch, under),
    ];
    expect([next.status, again.text]).toEqual([201, next.text]);
    expect(next.body).toMatchObject({ number: pack.number + 1, note: "Shorter" });
    expect(settingsOf(next.body, "HL-01").max).toBe(70);
    expect(settingsOf((await room.admin.get(`${path}/${pack.id}`)).body, "HL-01").max).toBe(80);
  });

  it("gets a number of its own, of eight at once", async () => {
    const packs = await Promise.all(Array.from({ length: 8 }, () => aPack({ rules: { "HL-04": null } })));
    expect(new Set(packs.map(({ number }) => number)).size).toBe(8);
  });

  it("is listed with the others, the newest first and the shipped one last, page by page", async () => {
    await aPack(strict, { publication: "courier" });
    await aPack(strict, { publication: "courier" });
    const names: string[] = [];
    let cursor = "";
    do {
      const { body } = await room.admin.get(`${path}?publication=courier&limit=1${cursor}`);
      names.push(...body.items.map(({ name }: any) => name));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : "";
    } while (cursor);
    expect(names).toEqual(["courier@2", "courier@1", "standard@2026-11-28"]);
  });

  it("is nobody's of another publication", async () => {
    const pack = await aPack(strict);
    const local = await room.staff("admin", "courier");
    expectProblem(await local.get(`${path}/${pack.id}`), 404, "not-found");
    expectProblem(await local.delete(`${path}/${pack.id}`), 404, "not-found");
    const note = "Mine";
    expectProblem(await local.post(path, { base: pack.id, changes: strict, note }), 404, "not-found");
    expectProblem(await local.put(inForce, { pack: pack.id }), 404, "not-found");
    const foreign = await local.put("/v1/admin/publications/courier/rules", { pack: pack.id });
    expect([foreign.status, pointers(foreign)]).toEqual([422, ["/pack"]]);
    expect((await local.post(path, { changes: strict, note })).body.publication).toBe("courier");
  });
});

describe("a pack that is put in force", () => {
  it("judges the next release and every check in every process, until an earlier one is put in force again", async () => {
    const pack = await aPack(strict);
    const elsewhere = clientOf(await room.twin());
    const packElsewhere = async () => (await elsewhere.post("/v1/checks", aRelease())).body.rulePack;
    expect(await packElsewhere()).toContain("standard@");
    expect((await activate(pack.id)).body).toMatchObject({ id: pack.id, active: true });
    const held = await room.submitted(society);
    expect([held.status, held.moderation.rulePack]).toEqual(["needs_review", pack.name]);
    expect(held.moderation.findings).toMatchObject([{ rule: "HL-01", severity: "hold" }]);
    expect((await room.reader.post("/v1/checks", aRelease())).body.rulePack).toBe(pack.name);
    expect(await packElsewhere()).toBe(pack.name);
    expect((await activate("standard")).body).toMatchObject({ id: "standard", active: true });
    expect(await packElsewhere()).toContain("standard@");
    expect((await room.submitted(society)).status).toBe("published");
  });

  it("is recorded once, with the one before", async () => {
    const pack = await aPack(strict);
    await activate(pack.id);
    await activate(pack.id);
    const events = await room.sql("select * from desk_events where subject_id = $1 and action = 'activate'", [
      pack.id,
    ]);
    expect(events).toMatchObject([
      { actor_role: "admin", changes: { before: { rulePack: "standard" }, after: { rulePack: pack.id } } },
    ]);
    await activate("standard");
  });

  it("stays for ever, while one that never was is removed", async () => {
    const [used, unused] = [await aPack(strict), await aPack(strict)];
    await activate(used.id);
    await activate("standard");
    expectProblem(await room.admin.delete(`${path}/${used.id}`), 409, "in-use");
    expect(await room.admin.delete(`${path}/${unused.id}`)).toMatchObject({ status: 204 });
    expectProblem(await room.admin.get(`${path}/${unused.id}`), 404, "not-found");
  });

  it("is not removed at the same moment", async () => {
    const packs = await Promise.all(Array.from({ length: 6 }, () => aPack(strict)));
    for (const { id } of packs) {
      const [activated, removed] = await Promise.all([activate(id), room.admin.delete(`${path}/${id}`)]);
      expect([`${activated.status} 409`, "422 204"]).toContain(`${activated.status} ${removed.status}`);
    }
    await activate("standard");
  });

  it("of a newer release of the program judges by the rules that are known here", async () => {
    const { id, name } = await aPack({ rules: { "HL-04": null } });
    const [row] = await room.sql("select pack from rule_packs where id = $1", [id]);
    const newer = { ...row?.pack, rules: { ...row?.pack.rules, "ZZ-01": { severity: "fix" } } };
    await room.sql("delete from rule_packs where id = $1", [id]);
    await room.sql(
      "insert into rule_packs (id, publication_id, number, pack, note, author_id, author_name) select $1, id, 900, $2, 'x', 'x', 'x' from publications where slug = 'main'",
      [id, JSON.stringify(newer)],
    );
    await activate(id);
    const release = await room.submitted(society);
    expect([release.status, release.moderation.rulePack]).toEqual(["published", name]);
    expect((await room.admin.get(`${path}/${id}`)).body.misread).toEqual(["ZZ-01"]);
    await activate("standard");
  });
});

describe("a trial", () => {
  it("lists what a pack would decide otherwise, and writes nothing", async () => {
    const headline = "Marlhaven opens a park";
    const [long, short] = [
      await room.submitted(society),
      await room.submitted(society, aRelease({ headline })),
    ];
    const pack = await aPack({ rules: { "HL-01": { max: 30, severity: "hold" } } });
    const state = async () =>
      JSON.stringify(
        await room.sql(
          "select (select json_agg(r order by id) from releases r) as releases, (select count(*) from release_events) as events, (select count(*) from desk_events) as desk",
        ),
      );
    const before = await state();
    const { status, body } = await room.admin.post(`${path}/${pack.id}/trials`, { last: 2 });
    expect([status, (await state()) === before]).toEqual([200, true]);
    expect(body).toMatchObject({
      before: { pack: "standard@2026-11-28", verdicts: { pass: 2, review: 0 } },
      after: { pack: pack.name, verdicts: { pass: 1, review: 1 } },
      ...{ judged: 2, complete: true },
      changed: [
        {
          ...{ release: long.id, headline: long.headline, before: "pass", after: "review" },
          ...{ added: [{ rule: "HL-01", severity: "hold" }], removed: [] },
        },
      ],
    });
    expect(body.changed.map(({ release }: any) => release)).not.toContain(short.id);
  });

  it("of the pack in force changes nothing", async () => {
    const { body } = await room.admin.post(`${path}/standard/trials`, {});
    expect(body).toMatchObject({ changed: [], complete: true });
    expect(body.judged).toBeGreaterThan(3);
  });

  it("judges what the submitter wrote, whatever the desk made of it", async () => {
    const beginner = await room.organization("verified");
    const { id, headline } = await room.submitted(beginner);
    const tag = (await room.admin.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
    await room.admin.patch(`/v1/admin/releases/${id}`, { headline: "Short" }, { "if-match": tag });
    const pack = await aPack(strict);
    const { body } = await room.admin.post(`${path}/${pack.id}/trials`, { last: 1 });
    expect(body.changed).toMatchObject([{ release: id, headline }]);
  });

  it("leaves no trace of a release by which others are judged", async () => {
    const beginner = await room.organization("verified");
    const { id } = await room.submitted(beginner);
    const traces = async () => {
      const [counted] = await room.sql(
        "select (select count(*)::int from release_signatures where release_id = $1) as signatures, (select count(*)::int from release_arrivals where release_id = $1) as arrivals",
        [id],
      );
      return counted;
    };
    expect(await traces()).toEqual({ signatures: 1, arrivals: 1 });
    await room.sql(
      "with gone as (delete from release_arrivals where release_id = $1) delete from release_signatures where release_id = $1",
      [id],
    );
    const { body } = await room.admin.post(`${path}/standard/trials`, { last: 1 });
    expect([body.judged, await traces()]).toEqual([1, { signatures: 0, arrivals: 0 }]);
  });

  it("takes at most a thousand", async () => {
    const refused = await room.admin.post(`${path}/standard/trials`, { last: 1001 });
    expect([refused.status, pointers(refused)]).toEqual([422, ["/last"]]);
  });
});
