/** The pipeline: releases from `received` to `published` beside BullMQ's own jobs that do nothing, and the way of one. */

import { randomUUID } from "node:crypto";
import pg from "pg";
import type { JobWorker } from "../../src/queue/connection.ts";
import { aRelease } from "../../test/support/builders.ts";
import { trustedKey } from "./intake.ts";
import { connectBackend, lease } from "./support/jobs.ts";
import { median, type Row } from "./support/report.ts";
import { type Server, startNewsroom } from "./support/servers.ts";

const releases = 600;
const noOps = 2000;
/** Releases a second that one process carries, at the least. */
const atLeast = 40;
const medianUnderMs = 150;
/** Longer than any of this takes on a slow machine. */
const patienceMs = 120_000;

/** Lets releases pile up, starts one worker, and times until the last is published. */
export async function measurePipeline(env: Record<string, string>): Promise<Row[]> {
  const prefix = { QUEUE_PREFIX: `bench-${randomUUID().slice(0, 8)}` };
  const api = await startNewsroom({ ...env, ...prefix }, "api");
  const key = await trustedKey(api);
  await submitMany(api, key, releases);
  await api.stop();
  const database = new pg.Client({ connectionString: env.DATABASE_URL });
  await database.connect();
  const worker = await startNewsroom({ ...env, ...prefix }, "worker");
  const rate = await rateOfPublication(database);
  await worker.stop();
  await database.end();
  const noOp = await noOpRate(env.DATABASE_URL ?? "");
  return [
    { name: "pipeline, BullMQ jobs that do nothing", figure: `${noOp.toFixed(0)}/s` },
    {
      name: `pipeline, received to published, at least ${atLeast}/s`,
      figure: `${rate.toFixed(0)}/s, ${(rate / noOp).toFixed(2)} of the jobs that do nothing`,
      passed: rate >= atLeast,
    },
  ];
}

/** Submits so many releases by several clients at once. */
export async function submitMany(
  { origin }: Server,
  key: string,
  count: number,
  given: Record<string, unknown> = {},
): Promise<void> {
  let left = count;
  const send = async () => {
    while (left > 0) {
      left -= 1;
      await post(origin, key, given);
    }
  };
  await Promise.all(Array.from({ length: 16 }, send));
}

async function post(origin: string, key: string, given: Record<string, unknown> = {}): Promise<string> {
  const response = await fetch(`${origin}/v1/releases`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify(aRelease(given)),
  });
  if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

/** Between the tenth and the last publication, by the database's clock, so that starting up does not count. */
async function rateOfPublication(database: pg.Client): Promise<number> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const { rows } = await database.query<{ published: number; seconds: number }>(
      `select count(*)::int as published, extract(epoch from max(published_at) - min(published_at))::float8 as seconds
       from (select published_at from articles order by published_at desc limit $1) last`,
      [releases - 10],
    );
    const { rows: waiting } = await database.query(
      "select 1 from releases where status <> 'published' limit 1",
    );
    if (waiting.length === 0 && rows[0]) return rows[0].published / rows[0].seconds;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The releases were not all published");
}

async function noOpRate(databaseUrl: string): Promise<number> {
  const connection = await connectBackend(databaseUrl);
  const name = `bench-noop-${randomUUID().slice(0, 8)}`;
  const queue = connection.openQueue(name, { removeOnComplete: { count: 100 } });
  const workers: JobWorker[] = [];
  const jobs = Array.from({ length: noOps }, (_, number) => ({ name, data: { number }, opts: {} }));
  for (let start = 0; start < noOps; start += 500) await queue.addBulk(jobs.slice(start, start + 500));
  let done = 0;
  const started = performance.now();
  await new Promise<void>((resolve) => {
    const work = async () => {
      done += 1;
      if (done === noOps) resolve();
    };
    workers.push(connection.openWorker(name, work, lease));
  });
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(workers.map((worker) => worker.close()));
  await queue.close();
  await connection.close();
  return noOps / seconds;
}

async function untilPublished(database: pg.Client, id: string): Promise<void> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const { rows } = await database.query("select 1 from articles where release_id = $1", [id]);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`Release ${id} was not published`);
}

/** One release at a time through an idle newsroom. */
export async function measureLatency(env: Record<string, string>): Promise<Row[]> {
  const newsroom = await startNewsroom({ ...env, QUEUE_PREFIX: `bench-${randomUUID().slice(0, 8)}` });
  const database = new pg.Client({ connectionString: env.DATABASE_URL });
  await database.connect();
  try {
    const key = await trustedKey(newsroom);
    const times: number[] = [];
    for (let round = 0; round < 45; round += 1) {
      const started = performance.now();
      const id = await post(newsroom.origin, key);
      await untilPublished(database, id);
      // The first ones warm the process up.
      if (round >= 5) times.push(performance.now() - started);
    }
    const middle = median(times);
    return [
      {
        name: `idle, submitted to published, median under ${medianUnderMs} ms`,
        figure: `${middle.toFixed(0)} ms (slowest ${Math.max(...times).toFixed(0)} ms)`,
        passed: middle < medianUnderMs,
      },
    ];
  } finally {
    await database.end();
    await newsroom.stop();
  }
}
