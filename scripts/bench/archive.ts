/** Made-up archives for the benchmarks that read: each is made once, by the command that makes one, and copied for whoever wants it. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { run, withDatabase } from "../../test/support/template-database.ts";

/** Databases to copy, by how many articles they have, and the server that they are on. */
const archives = new Map<number, { readonly server: string; readonly database: string }>();

/** Puts an archive in the place of the database that `env` names. */
export async function seedArchive(
  { DATABASE_URL = "", ...env }: Record<string, string>,
  articles: number,
): Promise<void> {
  // Nobody may be connected to what is copied or replaced.
  const server = withDatabase(DATABASE_URL, "postgres");
  const archive = archives.get(articles) ?? { server, database: `bench_archive_${articles}_${process.pid}` };
  if (!archives.has(articles)) {
    await run(server, `create database ${archive.database}`);
    archives.set(articles, archive);
    await fill({ ...env, DATABASE_URL: withDatabase(DATABASE_URL, archive.database) }, articles);
  }
  const database = new URL(DATABASE_URL).pathname.slice(1);
  await run(server, `drop database ${database} with (force)`);
  await run(server, `create database ${database} template ${archive.database}`);
}

async function fill(env: Record<string, string>, articles: number): Promise<void> {
  const words = ["--import", "tsx", "scripts/seed.ts", "--articles", String(articles)];
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("The archive was not made");
}

/** Removes what was made to be copied. */
export async function dropArchives(): Promise<void> {
  for (const { server, database } of archives.values()) {
    await run(server, `drop database if exists ${database} with (force)`);
  }
  archives.clear();
}
