/**
 * One server and one migrated database for the whole run; every file copies the database under a name of its own. And
 * the code as it is compiled, for the processes that tests start.
 */

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";
import { applyMigrations } from "../../src/db/migrations/migrations.ts";
import { connectQueue } from "../../src/queue/connection.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A server on which databases may be made. */
    serverUrl: string;
    /** The database to copy. */
    template: string;
    /** Redis, when the suite runs on it. */
    redisUrl: string | null;
  }
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const compile = () =>
  promisify(execFile)(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
    cwd: root,
  });

/** Most servers order words as people do, where some indexes do not serve that would serve under the collation "C". */
const asElsewhere = "template template0 locale_provider icu icu_locale 'en-US'";

/** Compiles, starts the server, or takes the one in `DATABASE_URL`, and prepares the template. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await compile();
  project.onTestsRerun(async () => void (await compile()));
  const log = pino({ level: process.env.LOG_LEVEL ?? "silent" });
  const given = process.env.DATABASE_URL;
  const dataDir = await mkdtemp(join(tmpdir(), "dateline-test-"));
  await chmod(dataDir, 0o711);
  const embedded = given ? undefined : await startEmbeddedPostgres({ dataDir, log });
  const serverUrl = given ?? embedded?.url ?? "";
  if (embedded) await preferSpeed(serverUrl);
  const template = `template_${randomBytes(6).toString("hex")}`;
  await run(serverUrl, `create database ${template} ${embedded ? asElsewhere : ""}`);
  const databaseUrl = withDatabase(serverUrl, template);
  await applyMigrations({ databaseUrl, log });
  await (await connectQueue({ redisUrl: undefined, databaseUrl })).close();
  project.provide("serverUrl", serverUrl);
  project.provide("template", template);
  project.provide("redisUrl", process.env.REDIS_URL || null);
  return async () => {
    await run(serverUrl, `drop database if exists ${template} with (force)`);
    await embedded?.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** A throw-away server need not survive a power cut, nor its password somebody who guesses, which each connection pays for. */
async function preferSpeed(url: string): Promise<void> {
  await run(url, "alter system set fsync = off");
  await run(url, "alter system set full_page_writes = off");
  // A hundred databases that each live for seconds are not worth cleaning.
  await run(url, "alter system set autovacuum = off");
  await run(url, "alter system set max_wal_size = '8GB'");
  await run(url, "alter system set scram_iterations = 1");
  await run(url, "select pg_reload_conf()");
  const { username, password } = new URL(url);
  await run(url, `alter role ${username} password '${password}'`);
}

/** The same server, another database. */
export function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Runs one statement on a connection of its own. */
export async function run(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
