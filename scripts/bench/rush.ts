/** Hundreds of releases that are scheduled for the same moment: how soon the last is out, and how readers fare meanwhile. */

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { trustedKey } from "./intake.ts";
import { submitMany } from "./pipeline.ts";
import { inTurnOf, popularPaths, readers } from "./reading-while-publishing.ts";
import { seedArchive } from "./support/archive.ts";
import { median, percentile, type Row } from "./support/report.ts";
import { type Server, startNewsroom } from "./support/servers.ts";
import { shoot, textOf } from "./support/shots.ts";

const scheduled = 500;
const archived = 10_000;
/** Longer than a slow machine takes to judge them all. */
const aheadMs = 60_000;
/** How long readers are looked at from that moment on. */
const seconds = 10;
/** How late the last of a hundred may be, and the very last, in seconds. */
const lateAtMost = { p99: 2, last: 5 };

/** With nothing else to do, and beside reading alone; what publishes is another process than what is read. */
export async function measureRush(env: Record<string, string>): Promise<Row[]> {
  await seedArchive(env, archived);
  const own = { ...env, QUEUE_PREFIX: `bench-${randomUUID().slice(0, 8)}` };
  const api = await startNewsroom(own, "api");
  const worker = await startNewsroom(own, "worker");
  const database = new pg.Client({ connectionString: env.DATABASE_URL });
  await database.connect();
  try {
    const stand = { api, database, key: await trustedKey(api) };
    const { items } = JSON.parse(await textOf(api, "/v1/articles?fields=slug"));
    const slugs = items.map(({ slug }: { slug: string }) => slug);
    const read = { server: api, path: inTurnOf(popularPaths(slugs)) };
    const quiet = await schedule(stand, 5);
    await pause(quiet.getTime() - Date.now() + seconds * 1000);
    const late = await lateSeconds(database, quiet);
    const [p99, last] = [percentile(late, 0.99), Math.max(...late)];

    const busy = await schedule(stand, 2 * seconds + 5);
    await shoot(read, 2, readers);
    const alone = await shoot(read, seconds, readers);
    await pause(busy.getTime() - Date.now());
    const meanwhile = await shoot(read, seconds, readers);
    const lateBeside = await lateSeconds(database, busy);
    return [
      {
        name: `rush, ${scheduled} scheduled for one moment: p99 late at most ${lateAtMost.p99} s, the last ${lateAtMost.last} s`,
        figure: `p50 ${median(late).toFixed(1)} s, p99 ${p99.toFixed(1)} s, last ${last.toFixed(1)} s`,
        passed: p99 <= lateAtMost.p99 && last <= lateAtMost.last,
      },
      {
        name: `rush, the same while ${readers} clients read`,
        figure: `p50 ${median(lateBeside).toFixed(1)} s, last ${Math.max(...lateBeside).toFixed(1)} s`,
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

interface Stand {
  readonly api: Server;
  readonly database: pg.Client;
  readonly key: string;
}

/** Has them scheduled for a moment, which it returns so many seconds before at the latest. */
async function schedule({ api, database, key }: Stand, before: number): Promise<Date> {
  const at = new Date(Date.now() + aheadMs);
  await submitMany(api, key, scheduled, { publishAt: at.toISOString() });
  while (at.getTime() - Date.now() > before * 1000) {
    const { rows } = await database.query(
      "select count(*)::int as count from releases where status = 'scheduled'",
    );
    if (rows[0].count === scheduled) return at;
    await pause(200);
  }
  throw new Error("The releases were not scheduled in time");
}

async function lateSeconds(database: pg.Client, at: Date): Promise<number[]> {
  const { rows } = await database.query<{ late: number }>(
    `select extract(epoch from a.published_at - $1)::float8 as late
     from articles a join releases r on r.id = a.release_id where r.publish_at = $1`,
    [at],
  );
  if (rows.length !== scheduled) throw new Error(`Only ${rows.length} of ${scheduled} went out`);
  return rows.map(({ late }) => late);
}
