/** Made-up archives for the benchmarks that read: each is made once, by the command that makes one, and copied for whoever wants it. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { run, withDatabase } from "../../../test/support/template-database.ts";

/** Databases to copy, by how many articles they have. */
const archives = new Map<number, string>();

/** Puts an archive in the place of the database that `env` names, if there is one. */
export async function seedArchive(
  { DATABASE_URL = "", ...env }: Record<string, string>,
  articles: number,
): Promise<void> {
  // Nobody may be connected to what is copied or replaced.
  const server = withDatabase(DATABASE_URL, "postgres");
  let archive = archives.get(articles);
  if (archive === undefined) {
    archive = `bench_archive_${articles}_${process.pid}`;
    archives.set(articles, archive);
    await run(server, `create database ${archive}`);
    await fill({ ...env, DATABASE_URL: withDatabase(DATABASE_URL, archive) }, articles);
  }
  const database = new URL(DATABASE_URL).pathname.slice(1);
  await run(server, `drop database if exists ${database} with (force)`);
  await run(server, `create database ${database} template ${archive}`);
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
export async function dropArchives(server: string): Promise<void> {
  for (const archive of archives.values())
    await run(server, `drop database if exists ${archive} with (force)`);
}
