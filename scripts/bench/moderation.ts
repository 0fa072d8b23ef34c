/**
 * Moderation: what the job of one release of 800 words takes, from a worker's asking for it to its outcome's commit, in a
 * newsroom with nothing else to do and ten thousand earlier releases, beside BullMQ's own job that does nothing.
 */

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { openDatabase } from "../../src/db/client.ts";
import { aRelease } from "../../test/support/builders.ts";
import { clientOf } from "../../test/support/client.ts";
import { loadSignatures } from "../evaluation/duplicates-corpus.ts";
import { trustedKey } from "./intake.ts";
import { seedArchive } from "./support/archive.ts";
import { connectBackend, timeNoOps, timesByRow } from "./support/jobs.ts";
import { issuerAt, longRelease, textOf } from "./support/long-release.ts";
import { percentile, type Row } from "./support/report.ts";
import { cpuSeconds, type Server, startNewsroom, waitedSeconds } from "./support/servers.ts";

const releases = 300;
const warmUp = 50;
const earlier = 10_000;
const words = 800;
const p95UnderMs = 25;
/** After a release was published, so that what follows from it does not meet the next one. */
const restMs = 40;
const patienceMs = 30_000;

/** The one that sends them; a tenth of what came before is its too, in the same frame. */
const society = issuerAt(0, "Marlhaven Society");
const issuers = [society, ...Array.from({ length: 40 }, (_, at) => issuerAt(at + 1))];

/** Sends one release at a time and measures the jobs that moderated them. */
export async function measureModeration(env: Record<string, string>): Promise<Row[]> {
  const databaseUrl = env.DATABASE_URL ?? "";
  const prefix = `bench-${randomUUID().slice(0, 8)}`;
  await seedArchive(env, earlier);
  await signEarlier(databaseUrl);
  const newsroom = await startNewsroom({ ...env, QUEUE_PREFIX: prefix });
  const backend = await connectBackend(databaseUrl);
  try {
    const { ids, cpu } = await sendAll(newsroom, databaseUrl);
    const times = await timesByRow(backend, `${prefix}-moderate`);
    const noOps = await timeNoOps(backend, releases, warmUp);
    return report(
      ids.map((id) => times.get(id) ?? Number.NaN),
      cpu,
      noOps,
    );
  } finally {
    await backend.close();
    await newsroom.stop();
  }
}

function report(
  times: readonly number[],
  cpu: string,
  noOps: { readonly times: readonly number[]; readonly cpuMs: number },
): Row[] {
  const p95 = percentile(times, 0.95);
  const figures = (all: readonly number[]) =>
    `p50 ${percentile(all, 0.5)} ms, p95 ${percentile(all, 0.95)} ms`;
  return [
    {
      name: "moderation, BullMQ job that does nothing, one at a time",
      figure: `${figures(noOps.times)}, ${noOps.cpuMs.toFixed(2)} ms CPU each with adding it`,
    },
    {
      name: `moderation, the job of a release of ${words} words, p95 under ${p95UnderMs} ms`,
      figure: `${figures(times)}, slowest ${Math.max(...times)} ms of ${times.length}`,
      passed: p95 < p95UnderMs,
    },
    {
      name: "moderation, CPU of the process, from intake to all that follows",
      figure: cpu,
    },
  ];
}

/** Signs what came before: real ones resemble one another in their issuers' frames and notes. */
async function signEarlier(databaseUrl: string): Promise<void> {
  const database = await openDatabase(databaseUrl, 4);
  try {
    await loadSignatures(database, earlierTexts());
  } finally {
    await database.close();
  }
}

function* earlierTexts() {
  for (let number = 0; number < earlier; number += 1) {
    // Every tenth is the society's; of the others each issuer has its share.
    const issuer = issuers[number % 10 === 0 ? 0 : 1 + (number % 40)] ?? society;
    yield { id: String(number), text: textOf(longRelease(issuer, number, words)) };
  }
}

async function sendAll(newsroom: Server, databaseUrl: string) {
  const client = clientOf(newsroom.origin, await trustedKey(newsroom));
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const ids: string[] = [];
  let before: Used = {};
  for (let number = 0; number < warmUp + releases; number += 1) {
    if (number === warmUp) before = await usedBy(newsroom);
    const { status, text, body } = await client.post("/v1/releases", releaseAt(earlier + number));
    if (status !== 201) throw new Error(`${status}: ${text}`);
    await untilPublished(database, body.id);
    await pause(restMs);
    if (number >= warmUp) ids.push(body.id);
  }
  const after = await usedBy(newsroom);
  await database.end();
  return { ids, cpu: saidOf(before, after) };
}

interface Used {
  readonly cpu?: number | undefined;
  readonly waited?: number | undefined;
}

async function usedBy(newsroom: Server): Promise<Used> {
  return { cpu: await cpuSeconds(newsroom), waited: await waitedSeconds(newsroom) };
}

/** Where others want the processors too, what its main thread waited for them says so. */
function saidOf(before: Used, after: Used): string {
  const each = (name: keyof Used) =>
    ((((after[name] ?? Number.NaN) - (before[name] ?? Number.NaN)) * 1000) / releases).toFixed(1);
  return `${each("cpu")} ms CPU each, ${each("waited")} ms waited for a processor`;
}

function releaseAt(number: number) {
  const { headline, paragraphs } = longRelease(society, number, words);
  const boilerplate = society.closing[0];
  return aRelease({ kind: "business", headline, body: paragraphs.join("\n\n"), boilerplate });
}

/** Whatever a rule held would be quicker, since it goes no further. @throws {Error} when it is not published */
async function untilPublished(database: pg.Client, id: string): Promise<void> {
  const end = Date.now() + patienceMs;
  let status = "";
  while (Date.now() < end) {
    const { rows } = await database.query({
      name: "status",
      text: "select status::text, moderation from releases where id = $1",
      values: [id],
    });
    status = rows[0]?.status;
    if (status === "published") return;
    if (status !== "received" && status !== "moderating" && status !== "approved")
      throw new Error(`Release ${id} is ${status}: ${JSON.stringify(rows[0]?.moderation)}`);
    await pause(10);
  }
  throw new Error(`Release ${id} is still ${status}`);
}
