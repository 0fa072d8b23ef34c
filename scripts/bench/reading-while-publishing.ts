/** Readers while another process publishes: how much slower they are answered, and how old what they are told is. */

import { openPublisher, type Publisher } from "./publications.ts";
import { median, type Row } from "./report.ts";
import type { Server } from "./servers.ts";
import { type Shot, shoot, textOf } from "./shots.ts";

const readers = 32;
const burst = 500;
const rounds = 3;

interface Newspaper {
  readonly kept: Server;
  readonly slugs: readonly string[];
  readonly databaseUrl: string;
}

/** The rate beside reading alone, the oldest answer meanwhile, and how soon a publication is visible. */
export async function measureWhilePublishing({ kept, slugs, databaseUrl }: Newspaper): Promise<Row[]> {
  const paths = [
    "/v1/articles",
    "/v1/articles?category=business",
    ...slugs.slice(0, 8).map((slug) => `/v1/articles/${slug}`),
  ];
  let turn = 0;
  const path = () => {
    turn += 1;
    return paths[turn % paths.length] ?? "";
  };
  const target = { server: kept, path };
  const publisher = openPublisher(databaseUrl);
  try {
    const shots = { alone: [] as Shot[], meanwhile: [] as Shot[] };
    let oldest = 0;
    for (let round = 0; round <= rounds; round += 1) {
      const alone = await shoot(target, 1, readers);
      const [meanwhile, staleMs] = await Promise.all([
        shoot(target, 1, readers),
        publishMany(publisher, kept),
      ]);
      if (round === 0) continue;
      shots.alone.push(alone);
      shots.meanwhile.push(meanwhile);
      oldest = Math.max(oldest, staleMs);
    }
    const middle = (measure: keyof Shot) =>
      [shots.alone, shots.meanwhile].map((own) => median(own.map((shot) => shot[measure])));
    const [alone = 0, meanwhile = 0] = middle("rate");
    const [cpuAlone = 0, cpuMeanwhile = 0] = middle("cpuUs");
    const delays = await visibleAfter(publisher, kept);
    const ratio = meanwhile / alone;
    return [
      {
        name: `reading, ${readers} clients while ${burst} are published in a second: rate, at least 0.8`,
        figure: `${ratio.toFixed(2)} (${meanwhile.toFixed(0)}/s beside ${alone.toFixed(0)}/s)`,
        passed: ratio >= 0.8,
      },
      {
        // Where the machine's cores are busy with the publishing itself, this tells what it costs the readers' server.
        name: "reading, the same: CPU for an answer",
        figure: `${(cpuMeanwhile / cpuAlone).toFixed(2)} (${cpuMeanwhile.toFixed(0)} us beside ${cpuAlone.toFixed(0)} us)`,
      },
      {
        name: "reading, oldest answer meanwhile, under 1 s",
        figure: `${oldest.toFixed(0)} ms`,
        passed: oldest < 1000,
      },
      ...delays,
    ];
  } finally {
    await publisher.close();
  }
}

/** Publishes at an even pace for a second, and returns by how much the oldest answer was behind what had committed. */
async function publishMany(publisher: Publisher, server: Server): Promise<number> {
  const committed: { readonly id: string; readonly doneAt: number }[] = [];
  let running = true;
  let oldest = 0;
  const watch = async () => {
    while (running) {
      const askedAt = performance.now();
      const { items } = JSON.parse(await textOf(server, "/v1/articles?limit=100&fields=id"));
      const shown = new Set(items.map(({ id }: { id: string }) => id));
      const missing = committed.slice(-90).filter(({ id, doneAt }) => doneAt < askedAt && !shown.has(id));
      for (const { doneAt } of missing) oldest = Math.max(oldest, askedAt - doneAt);
    }
  };
  const watching = watch();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: burst }, async (_, at) => {
      await new Promise((resolve) => setTimeout(resolve, (at * 1000) / burst));
      const { id } = await publisher.publish();
      committed.push({ id, doneAt: performance.now() });
    }),
  );
  running = false;
  await watching;
  const tookMs = performance.now() - started;
  if (tookMs > 1500) process.stderr.write(`${burst} publications took ${tookMs.toFixed(0)} ms\n`);
  return oldest;
}

async function visibleAfter(publisher: Publisher, server: Server): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, tells] of [
    ["told", true],
    ["not told", false],
  ] as const) {
    const delays: number[] = [];
    for (let count = 0; count < 60; count += 1) {
      await textOf(server, "/v1/articles?limit=1");
      const { id } = await publisher.publish(tells);
      const committedAt = performance.now();
      while (!(await textOf(server, "/v1/articles?limit=1")).includes(id))
        await new Promise((next) => setTimeout(next, 2));
      delays.push(performance.now() - committedAt);
    }
    const p99 = delays.toSorted((a, b) => a - b).at(-1) ?? Number.NaN;
    rows.push({
      name: `reading, visible in another process that is ${name}: p99, under 1 s`,
      figure: `${p99.toFixed(0)} ms`,
      passed: p99 < 1000,
    });
  }
  return rows;
}
