import { isDeepStrictEqual } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { publishIfDue } from "../../../src/services/pipeline/publish.ts";
import { aRelease } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../../support/newsroom.ts";
import { untilWaiting } from "../../support/table-lock.ts";

const minute = 60_000;
/** Often enough that each of two comes first now and then. */
const rounds = 10;
let room: TestNewsroom;
let society: TestOrganization;
let editor: Client & { readonly id: string };
let colleague: Client & { readonly id: string };

beforeAll(async () => {
  room = await openNewsroom({ env: { RATE_LIMITS: "off" } });
  [society, editor, colleague] = await Promise.all([
    room.organization("verified"),
    room.staff("editor"),
    room.staff("editor"),
  ]);
});
afterAll(() => room.close());

/** Releases that wait for an editor, one for each round. */
function waiting(given: () => Record<string, unknown> = () => ({})): Promise<Record<string, any>[]> {
  return Promise.all(Array.from({ length: rounds }, () => room.submitted(society, aRelease(given()))));
}

/** Articles, one for each round. */
async function published(): Promise<Record<string, any>[]> {
  const releases = await waiting();
  await editor.post("/v1/admin/reviews", { releases: releases.map(({ id }) => id), decision: "approve" });
  return Promise.all(releases.map(({ id }) => room.settled(society, id, "published")));
}

const hence = (minutes: number) =>
  new Date(room.newsroom.clock.now().getTime() + minutes * minute).toISOString();
const review = (id: string, decision: string, by: Client = editor) =>
  by.post(`/v1/admin/releases/${id}/reviews`, { decision, message: "Decided" });
const edit = (id: string, changes: object, tag: string, by: Client = editor) =>
  by.patch(`/v1/admin/releases/${id}`, changes, { "if-match": tag });
const tagOf = async (id: string) => (await editor.get(`/v1/admin/releases/${id}`)).headers.get("etag") ?? "";
const eventsOf = async (id: string, ...actions: string[]) =>
  (await society.get(`/v1/releases/${id}/events`)).body.items.filter(({ action }: any) =>
    actions.includes(action),
  );

describe("a request whose transaction PostgreSQL ends", () => {
  it("for waiting in a ring with another is done anew, once", async () => {
    const club = await room.organization();
    const { id, article } = await room.submitted(club, aRelease());
    // Whoever looks first for a ring is ended: nearly always the one that waited first, which is the request.
    for (let version = 1; ; version += 1) {
      const { status, isOtherEnded } = await correctInRing(article.id, version);
      expect(status).toBe(201);
      const { items } = (await club.get(`/v1/releases/${id}/events`)).body;
      expect(items.filter(({ action }: any) => action === "correct")).toHaveLength(version);
      if (!isOtherEnded) return;
      expect(version).toBeLessThan(4);
    }
  });

  /** Corrects an article while somebody holds what the correction needs last, and asks for what it took first. */
  async function correctInRing(id: string, version: number) {
    const other = new pg.Client({ connectionString: room.databaseUrl });
    await other.connect();
    try {
      await other.query("begin");
      await other.query(
        `insert into article_work values ('count', $1, now())
          on conflict (work, article_id) do update set due_at = excluded.due_at`,
        [id],
      );
      const correction = { changes: { headline: `Correction ${version} of ${id}` }, notice: "It was wrong." };
      const correcting = editor.post(`/v1/admin/articles/${id}/corrections`, correction, {
        "if-match": `"${version}"`,
      });
      await untilWaiting(room);
      const isOtherEnded = await other.query("select from articles where id = $1 for key share", [id]).then(
        () => false,
        ({ code }) => code === "40P01",
      );
      await other.query("commit");
      return { status: (await correcting).status, isOtherEnded };
    } finally {
      await other.end();
    }
  }
});

describe("two at once", () => {
  it("who approve and edit: what was edited before the approval is what goes out", async () => {
    for (const release of await waiting()) {
      const { id, headline } = release;
      const tag = await tagOf(id);
      const [approval, change] = await Promise.all([
        review(id, "approve"),
        edit(id, { headline: `${headline}, at last` }, tag, colleague),
      ]);
      expect(approval.status).toBe(201);
      expect([200, 409, 412]).toContain(change.status);
      const { article } = await room.settled(society, id, "published");
      const { body } = await room.reader.get(`/v1/articles/${article.id}`);
      expect(body.headline).toBe(change.status === 200 ? `${headline}, at last` : headline);
    }
  });

  it("who edit what both have read: one has to read again", async () => {
    for (const { id } of await waiting()) {
      const tag = await tagOf(id);
      const answers = await Promise.all([
        edit(id, { dek: "One" }, tag),
        edit(id, { dek: "Two" }, tag, colleague),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
      expect(await eventsOf(id, "edit")).toHaveLength(1);
    }
  });

  it("who correct an article: one has to read again, and readers see one correction", async () => {
    for (const { article } of await published()) {
      const path = `/v1/admin/articles/${article.id}/corrections`;
      const answers = await Promise.all(
        [editor, colleague].map((by, at) =>
          by.post(path, { changes: { dek: `Version ${at}` }, notice: `Notice ${at}` }, { "if-match": '"1"' }),
        ),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412]);
      const { body } = await room.reader.get(`/v1/articles/${article.id}`);
      expect(body.corrections).toHaveLength(1);
    }
  });

  it("who withdraw and approve: what was taken back does not go out", async () => {
    for (const { id } of await waiting()) {
      const [withdrawal, approval] = await Promise.all([
        society.post(`/v1/releases/${id}/withdrawal`),
        review(id, "approve"),
      ]);
      const taken = withdrawal.status === 200;
      expect([withdrawal.status, approval.status]).toSatisfy(([back, out]) => back === 200 || out === 201);
      const release = await room.settled(society, id, taken ? "withdrawn" : "published");
      expect(release.article === null).toBe(taken);
    }
  });

  it("who publish and withdraw: it is either out or taken back, never both", async () => {
    const releases = await waiting(() => ({ publishAt: hence(60) }));
    await editor.post("/v1/admin/reviews", { releases: releases.map(({ id }) => id), decision: "approve" });
    await Promise.all(releases.map(({ id }) => room.settled(society, id, "scheduled")));
    room.clock.travel(61 * minute);
    for (const { id } of releases) {
      const [withdrawal] = await Promise.all([
        society.post(`/v1/releases/${id}/withdrawal`),
        publishIfDue(systemContext(room.newsroom, "publish"), [id]),
      ]);
      const taken = withdrawal.status === 200;
      const release = await room.settled(society, id, "published", "withdrawn");
      expect(release).toMatchObject({ status: taken ? "withdrawn" : "published" });
      expect(release.article === null).toBe(taken);
    }
  });

  it("of whom one moves the hour while the other publishes: a moved hour that was answered holds", async () => {
    const releases = await waiting(() => ({ publishAt: hence(60) }));
    await editor.post("/v1/admin/reviews", { releases: releases.map(({ id }) => id), decision: "approve" });
    await Promise.all(releases.map(({ id }) => room.settled(society, id, "scheduled")));
    room.clock.travel(60 * minute + 1500);
    for (const { id } of releases) {
      const [moved] = await Promise.all([
        editor.put(`/v1/admin/releases/${id}/schedule`, { publishAt: hence(100_000) }),
        publishIfDue(systemContext(room.newsroom, "publish"), [id]),
      ]);
      const honoured = moved.status === 200;
      const release = (await society.get(`/v1/releases/${id}`)).body;
      expect(moved.status).toBeOneOf([200, 409]);
      expect(release).toMatchObject({ status: honoured ? "scheduled" : "published" });
      expect(release.article === null).toBe(honoured);
    }
  });

  it("who decide about the same many, in another order each, wait for each other and agree", async () => {
    const ids = (await waiting()).map(({ id }) => id);
    const decide = (releases: readonly string[], decision: string, by: Client) =>
      by.post("/v1/admin/reviews", { releases, decision, message: "Decided" });
    const answers = await Promise.all([
      decide(ids, "approve", editor),
      decide(ids.toReversed(), "reject", colleague),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const decided = answers.flatMap(({ body }) => body.results.filter(({ status }: any) => status === 201));
    expect(decided.map(({ id }: any) => id).toSorted()).toEqual(ids.toSorted());
  });
});

const races = Number(process.env.FAULT_RACES ?? 200);

describe(`${races} races of one who approves, one who rejects and one who edits`, () => {
  /** Does something so many times, a few at once. */
  async function manyTimes(count: number, atOnce: number, work: () => Promise<void>): Promise<void> {
    let left = count;
    const lane = async () => {
      while (left-- > 0) await work();
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  }

  /** What everybody was told, and what became of the release; there is nothing else that may have happened. */
  const outcomes = [
    // What was approved is edited on a new reading; what was rejected is not edited at all.
    { approval: 201, rejection: 409, change: 412, status: "approved", versions: 1, events: ["approve 1"] },
    { approval: 409, rejection: 201, change: 409, status: "rejected", versions: 1, events: ["reject 1"] },
    {
      approval: 201,
      rejection: 409,
      change: 200,
      status: "approved",
      versions: 2,
      events: ["approve 2", "edit 2"],
    },
    {
      approval: 409,
      rejection: 201,
      change: 200,
      status: "rejected",
      versions: 2,
      events: ["edit 2", "reject 2"],
    },
  ];

  it("have one winner each and one line in the history each, and an edit comes first or not at all", async () => {
    const rival = await room.staff("editor");
    await room.admin.patch(`/v1/admin/organizations/${society.id}`, { dailyQuota: 10_000 });
    await room.stopWorking();
    const told = new Map<string, Record<string, number>>();
    await manyTimes(races, 8, async () => {
      const { id } = (await society.post("/v1/releases", aRelease())).body;
      await moderateRelease(systemContext(room.newsroom, "moderate"), id);
      const asked: [string, () => Promise<{ status: number }>][] = [
        ["approval", () => review(id, "approve")],
        ["rejection", () => review(id, "reject", colleague)],
        ["change", () => edit(id, { dek: "Quicker" }, '"1"', rival)],
      ];
      // Each sets off first in a third of the races.
      const first = told.size % asked.length;
      const answers = [...asked.slice(first), ...asked.slice(0, first)].map(
        async ([who, ask]) => [who, (await ask()).status] as const,
      );
      told.set(id, Object.fromEntries(await Promise.all(answers)));
    });
    const rows = await room.sql(
      `select r.id, r.status::text,
        (select count(*)::int from release_versions v where v.release_id = r.id) as versions,
        (select array_agg(e.action || ' ' || e.version order by e.action) from release_events e
          where e.release_id = r.id and e.action in ('approve', 'reject', 'edit')) as events
      from releases r where r.id = any($1)`,
      [[...told.keys()]],
    );
    const run = rows.map(({ id, ...row }) => ({ ...told.get(id), ...row }));
    expect(run).toHaveLength(races);
    expect(run.filter((race) => !outcomes.some((outcome) => isDeepStrictEqual(race, outcome)))).toEqual([]);
    // Each comes first now and then, or nothing was raced.
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(["approved", "rejected"]));
    expect(new Set(rows.map(({ versions }) => versions))).toEqual(new Set([1, 2]));
  }, 120_000);
});
