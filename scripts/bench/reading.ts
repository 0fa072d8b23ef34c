/** Reading: finished answers, answers that have to be made, pages deep in an archive, and readers while much is published. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { measureGrowth } from "./growth.ts";
import { measureWhilePublishing } from "./reading-while-publishing.ts";
import { seedArchive } from "./support/archive.ts";
import { median, type Row } from "./support/report.ts";
import { type Server, startBareReading, startNewsroom } from "./support/servers.ts";
import { ratioRows, type Shot, shootInTurns, type Target, textOf, waitFor } from "./support/shots.ts";

const inTurns = { rounds: 12, seconds: 1, connections: 16 };
const sampled = 2000;

interface Stand {
  readonly kept: Server;
  /** A newsroom that keeps no answers: every request is a miss. */
  readonly unkept: Server;
  readonly bare: Server;
  readonly slugs: readonly string[];
  readonly databaseUrl: string;
}

/** What can be measured alone: `npm run bench -- reading --part kept`. */
export const readingParts = ["kept", "made", "deep", "burst", "growth"] as const;

type Part = (typeof readingParts)[number];

/** Measures it on an archive of so many articles: all of it, or one part. */
export async function measureReading(
  env: Record<string, string>,
  articles: number,
  part: string | undefined,
): Promise<Row[]> {
  await seedArchive(env, articles);
  const kept = await startNewsroom(env, "api");
  const unkept = await startNewsroom({ ...env, CACHE_MB: "0" }, "api");
  const files = {
    LIST_FILE: join(env.DATA_DIR ?? "", "list.json"),
    ARTICLE_FILE: join(env.DATA_DIR ?? "", "article.json"),
  };
  const slugs = await someSlugs(kept);
  await writeFile(files.LIST_FILE, await textOf(kept, "/v1/articles"));
  await writeFile(files.ARTICLE_FILE, await textOf(kept, `/v1/articles/${slugs[0]}`));
  const ARTICLE_HEADERS = JSON.stringify(await headersOf(kept, `/v1/articles/${slugs[0]}`));
  const bare = await startBareReading({ ...env, ...files, ARTICLE_HEADERS });
  const stand = { kept, unkept, bare, slugs, databaseUrl: env.DATABASE_URL ?? "" };
  const measures: Record<Part, () => Promise<Row[]>> = {
    kept: () => finished(stand),
    made: () => made(stand),
    deep: () => deep(stand, articles),
    burst: () => measureWhilePublishing(stand),
    growth: () => measureGrowth(unkept, env, articles),
  };
  try {
    const rows: Row[] = [];
    for (const name of readingParts) {
      if (part === undefined || part === name) rows.push(...(await measures[name]()));
    }
    return rows;
  } finally {
    for (const server of [kept, unkept, bare]) await server.stop();
  }
}

async function finished({ kept, bare, slugs }: Stand): Promise<Row[]> {
  const article = `/v1/articles/${slugs[0]}`;
  const { headers } = await fetch(`${kept.origin}${article}`, { headers: { "accept-encoding": "identity" } });
  const known = { "if-none-match": headers.get("etag") ?? "" };
  const at = (server: Server, path: string, given = {}): Target => ({
    server,
    path: () => path,
    headers: given,
  });
  const [list, fixedList] = await inTurn([at(kept, "/v1/articles"), at(bare, "/fixed/list")]);
  const [one, fixedOne, dressed] = await inTurn([
    at(kept, article),
    at(bare, "/fixed/article"),
    at(bare, "/fixed/article-with-headers"),
  ]);
  const [unchanged, fixed] = await inTurn([at(kept, article, known), at(bare, "/fixed/article")]);
  return [
    ...ratioRows("list of 20, kept, to a fixed buffer", list, fixedList, {
      cpuAtMost: 1.25,
      rateAtLeast: 0.85,
    }),
    ...ratioRows("article, kept, to a fixed buffer", one, fixedOne, { cpuAtMost: 1.25, rateAtLeast: 0.85 }),
    // What safety, caches and other forms ask for costs whoever reads the answer too.
    ...ratioRows("a fixed buffer with the headers of an article, to one without", dressed, fixedOne, {}),
    ...ratioRows("304, to a fixed buffer", unchanged, fixed, { cpuAtMost: 1 }),
  ];
}

/** No list is asked for twice; the process that keeps answers knows some of its articles from other lists. */
async function made({ kept, unkept, bare, slugs }: Stand): Promise<Row[]> {
  const moment = () => new Date(Date.now() - Math.floor(Math.random() * 1e9)).toISOString();
  const slug = () => slugs[Math.floor(Math.random() * slugs.length)];
  const listFrom = (server: Server) => ({ server, path: () => `/v1/articles?to=${moment()}` });
  const [list, cold, queried] = await inTurn([
    listFrom(kept),
    listFrom(unkept),
    { server: bare, path: () => `/query/list?to=${moment()}` },
  ]);
  const [one, queriedOne] = await inTurn([
    { server: unkept, path: () => `/v1/articles/${slug()}` },
    { server: bare, path: () => `/query/article/${slug()}` },
  ]);
  const asked = { cpuAtMost: 1, rateAtLeast: 1 };
  return [
    ...ratioRows("list of 20, made, to one prepared query", list, queried, asked),
    ...ratioRows("list of 20, made by a process that keeps nothing, to the same", cold, queried, {}),
    ...ratioRows("article, made, to one prepared query", one, queriedOne, asked),
  ];
}

/** A shot for each target. */
async function inTurn<Targets extends readonly [Target, ...Target[]]>(targets: Targets) {
  return (await shootInTurns(targets, inTurns)) as { [At in keyof Targets]: Shot };
}

/** Pages by one client, one after the other: what differs is the statement. */
async function deep({ unkept }: Stand, articles: number): Promise<Row[]> {
  const row = Math.min(9000, Math.floor(articles / 2));
  const { nextCursor } = await pageAt(unkept, row);
  const paths = ["/v1/articles", `/v1/articles?cursor=${nextCursor}`, "/v1/articles?category=business"];
  const times = await waitFor(
    paths.map((path) => [unkept, [path]] as const),
    150,
  );
  const [first = 0, late = 0, section = 0] = times.map(median);
  const ratio = (name: string, ms: number): Row => ({
    name: `reading, ${name}, to the first page, at most 1.2`,
    figure: `${(ms / first).toFixed(2)} (${ms.toFixed(2)} ms beside ${first.toFixed(2)} ms)`,
    passed: ms / first <= 1.2,
  });
  return [ratio(`row ${row} of a list`, late), ratio("a section's first page", section)];
}

async function pageAt(server: Server, row: number): Promise<{ nextCursor: string }> {
  let page: { nextCursor: string } = { nextCursor: "" };
  for (let at = 0; at < row; at += 100) {
    const cursor = page.nextCursor === "" ? "" : `&cursor=${page.nextCursor}`;
    page = JSON.parse(await textOf(server, `/v1/articles?limit=100&fields=id${cursor}`));
  }
  return page;
}

/** The headers of an answer, without those that Node writes itself. */
async function headersOf({ origin }: Server, path: string): Promise<Record<string, string>> {
  const { headers } = await fetch(`${origin}${path}`, { headers: { "accept-encoding": "identity" } });
  const own = ["connection", "content-length", "date", "keep-alive"];
  return Object.fromEntries([...headers].filter(([name]) => !own.includes(name)));
}

async function someSlugs(server: Server): Promise<string[]> {
  const slugs: string[] = [];
  let cursor = "";
  while (slugs.length < sampled) {
    const { items, nextCursor } = JSON.parse(
      await textOf(server, `/v1/articles?limit=100&fields=slug${cursor}`),
    );
    slugs.push(...items.map(({ slug }: { slug: string }) => slug));
    if (nextCursor === null) break;
    cursor = `&cursor=${nextCursor}`;
  }
  return slugs;
}
