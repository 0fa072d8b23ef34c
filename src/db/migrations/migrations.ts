/**
 * Brings a database to the schema that this code was written for. Whether anything is to do is one query; only then
 * does Prisma's command line do it, in a process of its own.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Log } from "../embedded/place.ts";
import { engineWords, migrationsFolder, runPrisma } from "./prisma-cli.ts";
import { ensureDatabase, withSession } from "./session.ts";
import { settleUnfinished } from "./unfinished-migration.ts";

const lockKey = 4_072_015;
const lockPollMs = 100;
/** Longer than any migration that belongs into a start; a larger one is run by hand. */
const lockPatienceMs = 15 * 60_000;

export interface MigrationStatus {
  applied: string[];
  /** In the folder and not in the database. */
  pending: string[];
  /** Applied with a text other than the one in the folder. */
  changed: string[];
  /** Begun, and neither finished nor marked as rolled back. */
  failed: string[];
}

interface Recorded {
  name: string;
  checksum: string;
  finished: boolean;
}

/**
 * Applies what is pending and returns its names, in order. Of several processes at once one applies and the others
 * wait for it; on a database that is up to date it costs one query.
 * @throws {Error} with the engine's own words when a migration fails.
 */
export async function applyMigrations(options: { databaseUrl: string; log: Log }): Promise<string[]> {
  const { databaseUrl, log } = options;
  const before = await migrationStatus({ databaseUrl });
  for (const name of before.changed) {
    log.warn({ migration: name }, `Migration ${name} was changed after it had been applied.`);
  }
  if (isUpToDate(before)) return [];
  if (before.applied.length === 0) await ensureDatabase(databaseUrl);
  return alone(databaseUrl, log, async () => {
    await settleUnfinished(databaseUrl, log);
    const { applied, ...status } = await migrationStatus({ databaseUrl });
    if (isUpToDate(status)) return [];
    const wanted = [...status.failed, ...status.pending];
    log.info({ migrations: wanted }, `Applying the database migrations ${wanted.join(", ")}.`);
    const outcome = await runPrisma(["migrate", "deploy"], databaseUrl);
    if (outcome.code !== 0) throw new Error(`The database migrations failed. ${engineWords(outcome)}`);
    const after = await migrationStatus({ databaseUrl });
    return after.applied.filter((name) => !applied.includes(name));
  });
}

/** Compares the database with the folder; a database that does not exist yet has everything pending. */
export async function migrationStatus(options: { databaseUrl: string }): Promise<MigrationStatus> {
  const [folder, recorded] = await Promise.all([readFolder(), readRecorded(options.databaseUrl)]);
  const finished = recorded.filter((migration) => migration.finished);
  const known = new Set(recorded.map(({ name }) => name));
  return {
    applied: finished.map(({ name }) => name),
    pending: [...folder.keys()].filter((name) => !known.has(name)),
    changed: finished
      .filter(({ name, checksum }) => (folder.get(name) ?? checksum) !== checksum)
      .map(({ name }) => name),
    failed: recorded.filter((migration) => !migration.finished).map(({ name }) => name),
  };
}

function isUpToDate({ pending, failed }: Pick<MigrationStatus, "pending" | "failed">): boolean {
  return pending.length === 0 && failed.length === 0;
}

async function readFolder(): Promise<Map<string, string>> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const checksums = names.sort().map(async (name): Promise<[string, string]> => {
    const sql = await readFile(join(migrationsFolder, name, "migration.sql"));
    return [name, createHash("sha256").update(sql).digest("hex")];
  });
  return new Map(await Promise.all(checksums));
}

async function readRecorded(databaseUrl: string): Promise<Recorded[]> {
  try {
    return await withSession(databaseUrl, async (client) => {
      const { rows } = await client.query<Recorded>(
        `select migration_name as name, checksum, finished_at is not null as finished
           from _prisma_migrations where rolled_back_at is null order by started_at`,
      );
      return rows;
    });
  } catch (error) {
    // No such table, no such database: the first deploy makes both.
    if (["42P01", "3D000"].includes((error as { code?: string }).code ?? "")) return [];
    throw error;
  }
}

// Prisma's own lock gives up after ten seconds. This one is asked for again and again rather than waited for, because
// an index built concurrently would wait in turn for the statement that waits.
async function alone<T>(databaseUrl: string, log: Log, work: () => Promise<T>): Promise<T> {
  return withSession(databaseUrl, async (client) => {
    await waitForLock(client, log);
    return work();
  });
}

async function waitForLock(client: pg.Client, log: Log): Promise<void> {
  const deadline = performance.now() + lockPatienceMs;
  for (let tries = 0; performance.now() < deadline; tries += 1) {
    const { rows } = await client.query("select pg_try_advisory_lock($1) as mine", [lockKey]);
    if (rows[0].mine) return;
    if (tries === 0) log.info({}, "Another process applies the database migrations; waiting for it.");
    await sleep(lockPollMs);
  }
  throw new Error("Another process has been applying the database migrations for too long.");
}
