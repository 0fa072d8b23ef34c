/** Readers while another process publishes: how much slower they are answered, and how old what they are told is. */

import { openPublisher, type Publisher } from "./support/publications.ts";
import type { Row } from "./support/report.ts";
import type { Server } from "./support/servers.ts";
import { middle, type Shot, shoot, type Target, textOf } from "./support/shots.ts";

/** Clients that read at once. */
export const readers = 32;
const burst = 500;
const rounds = 3;
/** Looking takes of the machine what is measured. */
const lookEveryMs = 20;

interface Newspaper {
  readonly kept: Server;
  readonly bare: Server;
  readonly slugs: readonly string[];
  readonly databaseUrl: string;
}

/** The rate beside reading alone, the oldest answer meanwhile, and how soon a publication is visible. */
export async function measureWhilePublishing({ kept, bare, slugs, databaseUrl }: Newspaper): Promise<Row[]> {
  const paths = popularPaths(slugs);
  const publisher = openPublisher(databaseUrl);
  try {
    const own = await shootTwice({ server: kept, path: inTurnOf(paths) }, () => publishMany(publisher, kept));
    // What the machine cannot do for two at once: fixed bytes are read beside the same publications.
    const fixed = paths.map((path) => (path.includes("/articles/") ? "/fixed/article" : "/fixed/list"));
    const base = await shootTwice({ server: bare, path: inTurnOf(fixed) }, () => publishMany(publisher));
    const delays = await visibleAfter(publisher, kept);
    const ratio = own.meanwhile.rate / own.alone.rate;
    const oldest = Math.max(...own.oldestMs);
    const both = ({ alone, meanwhile }: Shots) =>
      `${(meanwhile.rate / alone.rate).toFixed(2)} (${meanwhile.rate.toFixed(0)}/s beside ${alone.rate.toFixed(0)}/s)`;
    return [
      {
        name: `reading, ${readers} clients while ${burst} are published in a second: rate, at least 0.8`,
        figure: both(own),
        passed: ratio >= 0.8,
      },
      { name: "reading, fixed buffers while as many are published: rate", figure: both(base) },
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

interface Shots {
  readonly alone: Shot;
  readonly meanwhile: Shot;
}

/** A target alone and beside something else, in turns; the first round warms up. */
async function shootTwice(target: Target, meanwhile: () => Promise<number>) {
  const shots = { alone: [] as Shot[], meanwhile: [] as Shot[] };
  const oldestMs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const alone = await shoot(target, 1, readers);
    const [beside, staleMs] = await Promise.all([shoot(target, 1, readers), meanwhile()]);
    if (round === 0) continue;
    shots.alone.push(alone);
    shots.meanwhile.push(beside);
    oldestMs.push(staleMs);
  }
  return { alone: middle(shots.alone), meanwhile: middle(shots.meanwhile), oldestMs };
}

/** What a front page and who comes from it ask for. */
export function popularPaths(slugs: readonly string[]): string[] {
  return [
    ...["/v1/articles", "/v1/articles?category=business"],
    ...slugs.slice(0, 8).map((slug) => `/v1/articles/${slug}`),
  ];
}

/** Paths that are asked for one after the other, again and again. */
export function inTurnOf(paths: readonly string[]): () => string {
  let turn = 0;
  return () => {
    turn += 1;
    return paths[turn % paths.length] ?? "";
  };
}

/** Publishes at an even pace for a second, and returns by how much the oldest answer of a server was behind what had committed. */
async function publishMany(publisher: Publisher, server?: Server): Promise<number> {
  const committed: { readonly id: string; readonly doneAt: number }[] = [];
  let running = true;
  let oldest = 0;
  const watch = async () => {
    while (running && server) {
      await new Promise((next) => setTimeout(next, lookEveryMs));
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
