import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JobName } from "../../../src/queue/jobs.ts";
import { startWorkers } from "../../../src/queue/workers.ts";
import { type Client, clientOf, type Reply } from "../../support/client.ts";
import { hasRedis, type OwnRedis, openRedis } from "../../support/neighbours/redis-server.ts";
import { openNewsroom, type TestNewsroom, until } from "../../support/newsroom.ts";
import { expectProblem, objectionTo } from "../../support/problems.ts";

let redis: OwnRedis | undefined;
let room: TestNewsroom;

afterAll(async () => {
  await redis?.close();
});

const backends = ["postgres", ...(hasRedis ? ["redis"] : [])];

describe.each(backends)("the queues on %s", (backend) => {
  beforeAll(async () => {
    if (backend === "redis") redis = await openRedis();
    // Empty is unset, wherever the rest of the suite keeps its queues.
    const env = { REDIS_URL: redis?.url ?? "", RATE_LIMITS: "off" };
    room = await openNewsroom({ working: false, env });
  });
  afterAll(() => room.close());

  const jobsOf = async (name: JobName, state: string) =>
    (await room.admin.get(`/v1/admin/queues/${name}/jobs?state=${state}&limit=100`)).body.items as any[];
  const reportOf = async (name: JobName) =>
    (await room.admin.get("/v1/admin/queues")).body.items.find((queue: any) => queue.name === name);
  /** What was recorded of a job; its id is one only within its queue. */
  const eventsOf = async (queue: string, job: string) =>
    (await room.admin.get(`/v1/admin/events?subject=queue&subjectId=${queue}&limit=100`)).body.items
      .filter(({ changes }: any) => changes?.after.job === job)
      .map(({ action, by }: any) => [action, by.role]);

  /** A row of a job that waits, or is delayed. */
  async function queued(name: JobName, state: "waiting" | "delayed"): Promise<any> {
    const row = randomUUID();
    room.newsroom.queues.wake(name, row, state === "delayed" ? 3_600_000 : 0);
    let found: any;
    await until(async () => {
      found = (await jobsOf(name, state)).find(({ rows }) => rows.includes(row));
      return found !== undefined;
    });
    return found;
  }

  /** A job that failed for good, as one does whose row refuses it. */
  async function failed(name: JobName): Promise<any> {
    const job = await queued(name, "waiting");
    const run = async () => {
      throw Object.assign(new Error("first line\nsecond line"), { name: "UnrecoverableError" });
    };
    const { connection, newsroom } = room;
    const works = [{ name, concurrency: 4, run }];
    const workers = await startWorkers(connection, newsroom.config.QUEUE_PREFIX, works, () => undefined);
    await until(async () => (await jobsOf(name, "failed")).some(({ id }) => id === job.id));
    await workers.close();
    return (await jobsOf(name, "failed")).find(({ id }) => id === job.id);
  }

  it("say how much they hold, and how long the oldest has been waiting", async () => {
    const [before, asked] = [await reportOf("publish"), Date.now()];
    const job = await queued("publish", "waiting");
    await queued("publish", "waiting");
    await queued("publish", "delayed");
    const after = await reportOf("publish");
    expect(before).toMatchObject({ backend, active: 0, failed: 0 });
    expect([after.waiting - before.waiting, after.delayed - before.delayed]).toEqual([2, 1]);
    expect([before.oldestSeconds, after.oldestSeconds > 0]).toEqual([null, true]);
    expect(Date.now() - after.oldestSeconds * 1000).toBeGreaterThanOrEqual(asked);
    expect(Date.now() - after.oldestSeconds * 1000 - Date.parse(job.createdAt)).toBeLessThan(1000);
    expect(job).toMatchObject({ attempts: 0, failure: null, dueAt: null, endedAt: null });
  });

  it("say when a job that waits for its time is due", async () => {
    const job = await queued("mail", "delayed");
    const aheadMs = Date.parse(job.dueAt) - Date.parse(job.createdAt);
    expect(aheadMs).toBe(3_600_000);
  });

  it("say of a failed job what went wrong, in a line", async () => {
    const job = await failed("moderate");
    expect(job).toMatchObject({ failure: "first line", attempts: 1, rows: [expect.any(String)] });
    expect(Date.parse(job.endedAt)).toBeGreaterThanOrEqual(Date.parse(job.createdAt));
  });

  it("are read page by page", async () => {
    for (let n = 0; n < 3; n += 1) await queued("deliver", "waiting");
    const path = "/v1/admin/queues/deliver/jobs?state=waiting&limit=2";
    const first = await room.admin.get(path);
    const second = await room.admin.get(`${path}&cursor=${first.body.nextCursor}`);
    const whole = await jobsOf("deliver", "waiting");
    expect([...first.body.items, ...second.body.items]).toEqual(whole);
    expect([whole.length, second.body.nextCursor]).toEqual([3, null]);
  });

  it("take a failed job back, once of many at once, and record who said so", async () => {
    const { id } = await failed("moderate");
    const retry = () => room.admin.post(`/v1/admin/queues/moderate/jobs/${id}/retry`);
    const replies = await Promise.all([retry(), retry(), retry()]);
    const refusals = replies.filter(({ status }) => status !== 202);
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) expectProblem(refusal, 409, "illegal-job-state");
    expect((await jobsOf("moderate", "waiting")).find((job) => job.id === id)).toMatchObject({ attempts: 0 });
    expect(await eventsOf("moderate", id)).toEqual([["retry", "admin"]]);
  });

  it("answer a repeated retry with the first answer", async () => {
    const { id } = await failed("moderate");
    const under = { "idempotency-key": randomUUID() };
    const retry = () => room.admin.post(`/v1/admin/queues/moderate/jobs/${id}/retry`, undefined, under);
    const [first, second] = [await retry(), await retry()];
    expect([first.status, second.status, second.text === first.text]).toEqual([202, 202, true]);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(await eventsOf("moderate", id)).toHaveLength(1);
  });

  it("try nothing again that did not fail", async () => {
    const { id } = await queued("publish", "delayed");
    const refusal = await room.admin.post(`/v1/admin/queues/publish/jobs/${id}/retry`);
    expectProblem(refusal, 409, "illegal-job-state");
    expect(refusal.body).toMatchObject({ state: "delayed" });
    expect(await eventsOf("publish", id)).toEqual([]);
  });

  it.each(["waiting", "delayed"] as const)("drop a job that is %s, once", async (state) => {
    const { id } = await queued("publish", state);
    const drop = () => room.admin.delete(`/v1/admin/queues/publish/jobs/${id}`);
    const replies = await Promise.all([drop(), drop()]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([204, 404]);
    expect((await jobsOf("publish", state)).map((job) => job.id)).not.toContain(id);
    expect(await eventsOf("publish", id)).toEqual([["drop", "admin"]]);
  });

  it("do not drop a job that runs", async () => {
    const { id } = await queued("mail", "waiting");
    const { promise: finished, resolve: finish } = deferred();
    const { connection, newsroom } = room;
    const works = [{ name: "mail" as const, concurrency: 1, run: () => finished }];
    const workers = await startWorkers(connection, newsroom.config.QUEUE_PREFIX, works, () => undefined);
    await until(async () => (await jobsOf("mail", "active")).some((job) => job.id === id));
    const refusal = await room.admin.delete(`/v1/admin/queues/mail/jobs/${id}`);
    finish();
    await workers.close();
    expectProblem(refusal, 409, "illegal-job-state");
    expect(refusal.body).toMatchObject({ state: "active" });
  });

  it("say that there is no such job, or queue", async () => {
    for (const path of ["publish/jobs/nobody", "nowhere/jobs/1"]) {
      expectProblem(await room.admin.delete(`/v1/admin/queues/${path}`), 404, "not-found");
      expectProblem(await room.admin.post(`/v1/admin/queues/${path}/retry`), 404, "not-found");
    }
    expectProblem(await room.admin.get("/v1/admin/queues/nowhere/jobs"), 404, "not-found");
  });

  it("are not for the administrator of one publication", async () => {
    const founding = { slug: "herald", name: "The Herald", timeZone: "UTC" };
    await room.admin.post("/v1/admin/publications", founding);
    const local = await room.staff("admin", "herald");
    const replies = [
      await local.get("/v1/admin/queues"),
      await local.get("/v1/admin/queues/mail/jobs"),
      await local.post("/v1/admin/queues/mail/jobs/1/retry"),
      await local.delete("/v1/admin/queues/mail/jobs/1"),
      await local.get("/admin/queues/"),
      await local.put("/admin/queues/api/queues/pause", undefined, { "sec-fetch-site": "same-origin" }),
    ];
    for (const reply of replies) expectProblem(reply, 403, "forbidden");
  });

  describe("on their page", () => {
    let browser: Client;
    const withPassword = (password: string): Client => {
      const authorization = `Basic ${Buffer.from(`anybody:${password}`).toString("base64")}`;
      const client = clientOf(room.origin);
      return { ...client, get: (path, headers) => client.get(path, { authorization, ...headers }) };
    };
    beforeEach(() => {
      browser = withPassword(room.newsroom.config.ADMIN_API_KEY!);
    });

    it("ask a browser for a key as it asks people for passwords", async () => {
      const refusal = await room.reader.get("/admin/queues/");
      expectProblem(refusal, 401, "unknown-key");
      expect(refusal.headers.get("www-authenticate")).toMatch(/^Basic realm="dateline"/);
    });

    it("know a wrong key, and one that is not an administrator's", async () => {
      expectProblem(await withPassword("x".repeat(40)).get("/admin/queues/"), 401, "unknown-key");
      expectProblem(await withPassword("\u0000").get("/admin/queues/api/queues"), 401, "unknown-key");
      expectProblem(await (await room.staff("managing_editor")).get("/admin/queues/"), 403, "forbidden");
    });

    it("take a password here and nowhere else", async () => {
      expectProblem(await browser.get("/v1/admin/queues"), 401, "unknown-key");
    });

    it("come with scripts and styles of the newsroom alone, and are kept by nobody", async () => {
      const pages = [await browser.get("/admin/queues"), await browser.get("/admin/queues/queue/publish")];
      const [page] = pages as [Reply];
      const files = [...page.text.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, file]) => file!);
      const found = await Promise.all(files.map((file) => browser.get(`/admin/queues/${file}`)));
      expect(pages.map(({ status }) => status)).toEqual([200, 200]);
      expect(page.text).toContain('<base href="/admin/queues/"');
      expect(files.length).toBeGreaterThan(4);
      expect(found.map(({ status }) => status)).toEqual(files.map(() => 200));
      const policy = page.headers.get("content-security-policy");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      const caching = [page, ...found].map(({ headers }) => headers.get("cache-control"));
      expect(new Set(caching)).toEqual(new Set(["private, no-store"]));
    });

    it("show their jobs", async () => {
      const { id } = await queued("publish", "waiting");
      const { body } = await browser.get("/admin/queues/api/queues");
      const shown = body.queues.map(({ displayName, counts }: any) => [displayName, counts.waiting > 0]);
      const name = `${room.newsroom.config.QUEUE_PREFIX}-publish`;
      expect(shown).toContainEqual(["publish", true]);
      expect((await browser.get(`/admin/queues/api/queues/${name}/${id}`)).body.job).toMatchObject({ id });
    });

    it("are changed from themselves alone, and it is recorded", async () => {
      const { id } = await failed("publish");
      const path = `/admin/queues/api/queues/${room.newsroom.config.QUEUE_PREFIX}-publish/${id}/retry`;
      const strange = [
        {},
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "none", origin: room.origin },
      ];
      for (const headers of strange)
        expectProblem(await room.admin.put(path, undefined, headers), 403, "forbidden");
      expect(await eventsOf("publish", id)).toEqual([]);
      const retried = await room.admin.put(path, undefined, { origin: room.origin });
      expect(retried.status).toBeLessThan(300);
      expect(await eventsOf("publish", id)).toEqual([["retry", "admin"]]);
      expect((await jobsOf("publish", "waiting")).map((job) => job.id)).toContain(id);
    });

    it("refuse in the format of problems", async () => {
      const own = { "sec-fetch-site": "same-origin" };
      const replies = [
        await browser.get("/admin/queues/api/queues/nowhere/1"),
        await browser.get("/admin/queues/static/nothing.js"),
        await browser.get("/admin/queues/nothing"),
        await room.admin.put("/admin/queues/api/queues/nowhere/1/retry", undefined, own),
        await room.admin.post("/admin/queues/api/queues/nowhere/add", "{", {
          ...own,
          "content-type": "application/json",
        }),
      ];
      expect(replies.map((reply) => [reply.status >= 400, objectionTo(reply)])).toEqual(
        replies.map(() => [true, undefined]),
      );
    });
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
