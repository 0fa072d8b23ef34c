import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { AppError } from "../../src/errors.ts";
import { connectQueue, type QueueConnection } from "../../src/queue/connection.ts";
import type { JobName } from "../../src/queue/jobs.ts";
import { openQueues, type Queues } from "../../src/queue/queues.ts";
import { startWorkers, type Work, type Workers } from "../../src/queue/workers.ts";
import { until } from "../support/newsroom.ts";
import { run as runStatement, withDatabase } from "../support/template-database.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const database = `queues_${randomBytes(6).toString("hex")}`;
const databaseUrl = withDatabase(inject("serverUrl"), database);
const redisUrl = inject("redisUrl") ?? undefined;
const workerScript = fileURLToPath(new URL("worker.mjs", import.meta.url));

let connection: QueueConnection;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  await runStatement(inject("serverUrl"), `create database ${database} template ${inject("template")}`);
  connection = await connectQueue({ redisUrl, databaseUrl });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((part) => part.close()));
});
afterAll(async () => {
  await connection.close();
  await runStatement(inject("serverUrl"), `drop database if exists ${database} with (force)`);
});

const aPrefix = () => `q${randomBytes(5).toString("hex")}`;

function open(prefix = aPrefix(), onLost: (count: number) => void = () => undefined): Queues {
  const queues = openQueues(connection, prefix, (_error, count) => onLost(count));
  opened.push(queues);
  return queues;
}

async function work(
  prefix: string,
  run: (id: string) => Promise<void>,
  { name = "publish", concurrency = 4, pace }: Partial<Omit<Work, "run">> = {},
): Promise<Workers & { readonly accidents: string[] }> {
  const accidents: string[] = [];
  const onAccident = (_name: JobName, error: Error) => accidents.push(error.message);
  const workers = await startWorkers(connection, prefix, [{ name, concurrency, pace, run }], onAccident);
  opened.push(workers);
  return { ...workers, accidents };
}

const depthOf = async (queues: Queues, name: JobName) =>
  (await queues.depths()).find((depth) => depth.name === name);

describe(`the queue on ${redisUrl ? "Redis" : "PostgreSQL"}`, () => {
  it("runs the job that somebody was woken for", async () => {
    const prefix = aPrefix();
    const seen: string[] = [];
    await work(prefix, async (id) => void seen.push(id));
    const id = randomUUID();
    open(prefix).wake("publish", id);
    await until(() => seen.length > 0);
    expect(seen).toEqual([id]);
  });

  it("carries five hundred wakes at once, each row once, in a fraction of the jobs", async () => {
    const prefix = aPrefix();
    const queues = open(prefix);
    const ids = Array.from({ length: 500 }, () => randomUUID());
    for (const id of ids) queues.wake("publish", id);
    await until(async () => ((await depthOf(queues, "publish"))?.waiting ?? 0) >= 32);
    expect((await depthOf(queues, "publish"))?.waiting).toBeLessThan(50);
    const seen: string[] = [];
    await work(prefix, async (id) => void seen.push(id));
    await until(() => seen.length >= 500);
    expect(seen.sort()).toEqual(ids.sort());
  });

  it("runs a delayed job when its time has come, not before", async () => {
    const prefix = aPrefix();
    const queues = open(prefix);
    const ran: number[] = [];
    await work(prefix, async () => void ran.push(performance.now()));
    const woken = performance.now();
    queues.wake("publish", randomUUID(), 700);
    await until(async () => (await depthOf(queues, "publish"))?.delayed === 1);
    await until(() => ran.length > 0);
    // The queue's own clock counts in whole milliseconds.
    expect((ran[0] ?? 0) - woken).toBeGreaterThanOrEqual(698);
  });

  it("ends a job whose row refuses it, without another try", async () => {
    const prefix = aPrefix();
    const queues = open(prefix);
    let tries = 0;
    const { accidents } = await work(prefix, async () => {
      tries += 1;
      throw new AppError("forbidden", "Not this one.");
    });
    queues.wake("publish", randomUUID());
    await until(async () => (await depthOf(queues, "publish"))?.failed === 1);
    // The worker tells of it after the queue has it.
    await until(() => accidents.length > 0);
    expect(tries).toBe(1);
    expect(accidents).toEqual(["forbidden: Not this one."]);
  });

  it("tries again after an accident, each time later", async () => {
    const prefix = aPrefix();
    const tries: number[] = [];
    await work(prefix, async () => {
      tries.push(performance.now());
      if (tries.length < 3) throw new Error("The database was away");
    });
    const queues = open(prefix);
    queues.wake("publish", randomUUID());
    await until(() => tries.length === 3);
    const [first = 0, second = 0, third = 0] = tries;
    // 500 ms and 1 s, each shortened by up to half.
    expect(second - first).toBeGreaterThanOrEqual(249);
    expect(third - second).toBeGreaterThanOrEqual(499);
    await until(async () => (await depthOf(queues, "publish"))?.active === 0);
    expect(await depthOf(queues, "publish")).toMatchObject({ failed: 0, delayed: 0, waiting: 0 });
  });

  it("sees to the other rows of a job although one has an accident", async () => {
    const prefix = aPrefix();
    const [unlucky, ...others] = Array.from({ length: 5 }, () => randomUUID());
    const done = new Set<string>();
    let accidents = 0;
    const queues = open(prefix);
    for (const id of [unlucky ?? "", ...others]) queues.wake("publish", id);
    await work(prefix, async (id) => {
      if (id === unlucky && accidents++ === 0) throw new Error("Only this one");
      done.add(id);
    });
    await until(() => done.size === 5);
    expect(accidents).toBeGreaterThanOrEqual(1);
  });

  it("sees to the rows of a patient job one by one, also to those after an accident", async () => {
    const prefix = aPrefix();
    const ids = Array.from({ length: 6 }, () => randomUUID());
    const queues = open(prefix);
    for (const id of ids) queues.wake("relate", id);
    await queues.close();
    const steps: string[] = [];
    const run = async (id: string) => {
      steps.push(`began ${id}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      steps.push(`ended ${id}`);
      if (id === ids[1] && steps.length < 8) throw new Error("Only this one");
    };
    await work(prefix, run, { name: "relate", concurrency: 1, pace: "patient" });
    await until(() => ids.every((id) => steps.includes(`ended ${id}`)));
    for (let at = 0; at + 1 < steps.length; at += 2) {
      expect(steps[at + 1]).toBe(steps[at]?.replace("began", "ended"));
    }
  });

  it("counts what waits and what runs", async () => {
    const prefix = aPrefix();
    const queues = open(prefix);
    const finishing = new AbortController();
    const finished = once(finishing.signal, "abort");
    await work(prefix, async () => void (await finished), { concurrency: 1 });
    queues.wake("publish", randomUUID());
    await until(async () => (await depthOf(queues, "publish"))?.active === 1);
    queues.wake("publish", randomUUID());
    await until(async () => (await depthOf(queues, "publish"))?.waiting === 1);
    expect(await depthOf(queues, "publish")).toEqual({
      name: "publish",
      waiting: 1,
      delayed: 0,
      active: 1,
      failed: 0,
    });
    finishing.abort();
  });

  it("waits at the close for the job that runs, and takes no other", async () => {
    const prefix = aPrefix();
    const queues = open(prefix);
    const steps: string[] = [];
    const workers = await work(
      prefix,
      async () => {
        steps.push("began");
        await new Promise((resolve) => setTimeout(resolve, 300));
        steps.push("ended");
      },
      { concurrency: 1 },
    );
    queues.wake("publish", randomUUID());
    await until(() => steps.length === 1);
    queues.wake("publish", randomUUID());
    await workers.close();
    steps.push("closed");
    expect(steps).toEqual(["began", "ended", "closed"]);
  });

  it("hands over what it was told before its close", async () => {
    const prefix = aPrefix();
    const leaving = openQueues(connection, prefix, () => undefined);
    leaving.wake("mail", randomUUID());
    leaving.wake("mail", randomUUID());
    await leaving.close();
    const depth = await depthOf(open(prefix), "mail");
    expect(depth?.waiting).toBeGreaterThanOrEqual(1);
  });

  it("tells of the wakes that the backend did not take", async () => {
    const gone = await connectQueue({ redisUrl, databaseUrl });
    let lost = 0;
    const queues = openQueues(gone, aPrefix(), (_error, count) => {
      lost += count;
    });
    await queues.depths();
    await gone.close();
    queues.wake("publish", randomUUID());
    await until(() => lost > 0);
    expect(lost).toBe(1);
  });

  it("gives the job of a worker that was killed to another", async () => {
    const prefix = aPrefix();
    const queues = open(prefix);
    const id = randomUUID();
    const words = [workerScript, databaseUrl, redisUrl ?? "", prefix];
    const killed = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
    opened.push({ close: async () => void killed.kill("SIGKILL") });
    queues.wake("moderate", id);
    const [said] = await once(killed.stdout, "data");
    killed.kill("SIGKILL");
    expect(String(said).trim()).toBe(id);
    const seen: string[] = [];
    await work(prefix, async (row) => void seen.push(row), { name: "moderate" });
    await until(
      () => seen.length > 0,
      () => "The job did not come again",
      30_000,
    );
    expect(seen).toEqual([id]);
  });
});
