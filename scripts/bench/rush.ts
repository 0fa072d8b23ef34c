/** Hundreds of releases that are scheduled for the same moment: how soon the last is out, and how readers fare meanwhile. */

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { trustedKey } from "./intake.ts";
import { submitMany } from "./pipeline.ts";
import { inTurnOf, popularPaths, readers } from "./reading-while-publishing.ts";
import { seedArchive } from "./support/archive.ts";
import { median, type Row } from "./support/report.ts";
import { startNewsroom } from "./support/servers.ts";
import { shoot, textOf } from "./support/shots.ts";

const scheduled = 500;
const archived = 10_000;
/** Longer than a slow machine takes to judge them all. */
const aheadMs = 60_000;
/** How long readers are looked at from that moment on. */
const seconds = 10;

/** Beside reading alone; what publishes is another process than what is read. */
export async function measureRush(env: Record<string, string>): Promise<Row[]> {
  await seedArchive(env, archived);
  const own = { ...env, QUEUE_PREFIX: `bench-${randomUUID().slice(0, 8)}` };
  const api = await startNewsroom(own, "api");
  const worker = await startNewsroom(own, "worker");
  const database = new pg.Client({ connectionString: env.DATABASE_URL });
  await database.connect();
  try {
    const { items } = JSON.parse(await textOf(api, "/v1/articles?fields=slug"));
    const slugs = items.map(({ slug }: { slug: string }) => slug);
    const read = { server: api, path: inTurnOf(popularPaths(slugs)) };
    const at = new Date(Date.now() + aheadMs);
    await submitMany(api, await trustedKey(api), scheduled, { publishAt: at.toISOString() });
    await untilScheduled(database, at);
    await shoot(read, 2, readers);
    const alone = await shoot(read, seconds, readers);
    await pause(at.getTime() - Date.now());
    const meanwhile = await shoot(read, seconds, readers);
    const late = await lateSeconds(database, at);
    return [
      {
        name: `rush, ${scheduled} scheduled for one moment: out after, the middle and the last`,
        figure: `${median(late).toFixed(1)} s, ${Math.max(...late).toFixed(1)} s`,
      },
      {
        name: `rush, ${readers} clients reading for ${seconds} s from then on, to reading alone`,
        figure: `${(meanwhile.rate / alone.rate).toFixed(2)} (${meanwhile.rate.toFixed(0)}/s beside ${alone.rate.toFixed(0)}/s)`,
      },
    ];
  } finally {
    await database.end();
    await worker.stop();
    await api.stop();
  }
}

async function untilScheduled(database: pg.Client, at: Date): Promise<void> {
  const needed = (2 * seconds + 5) * 1000;
  while (at.getTime() - Date.now() > needed) {
    const { rows } = await database.query(
      "select count(*)::int as count from releases where status = 'scheduled'",
    );
    if (rows[0].count === scheduled) return;
    await pause(200);
  }
  throw new Error("The releases were not scheduled in time");
}

async function lateSeconds(database: pg.Client, at: Date): Promise<number[]> {
  const { rows } = await database.query<{ late: number }>(
    `select extract(epoch from a.published_at - $1)::float8 as late
     from articles a join releases r on r.id = a.release_id where r.publish_at is not null`,
    [at],
  );
  if (rows.length !== scheduled) throw new Error(`Only ${rows.length} of ${scheduled} went out`);
  return rows.map(({ late }) => late);
}
