import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { applyMigrations, migrationStatus } from "../../src/db/migrations/migrations.ts";
import { runPrisma } from "../../src/db/migrations/prisma-cli.ts";
import { withDatabase } from "../support/template-database.ts";
import { ask } from "./owners.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("the migrations", () => {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const serverUrl = inject("serverUrl");
  const made: string[] = [];
  let databaseUrl: string;

  /** The address of a database that is not there. */
  const unused = () => {
    const name = `migrated_${randomBytes(6).toString("hex")}`;
    made.push(name);
    return withDatabase(serverUrl, name);
  };
  const createDatabase = () => ask(serverUrl, `create database ${new URL(databaseUrl).pathname.slice(1)}`);
  /** Migrates in processes of their own, and kills them all once their SQL waits for a lock. */
  const killOnceBlocked = async () => {
    const env = { ...process.env, DATABASE_URL: databaseUrl };
    const words = ["--import", "tsx", "scripts/db.ts", "migrate"];
    const child = spawn(process.execPath, words, { env, detached: true, stdio: "ignore" });
    const blocked = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    await expect.poll(() => ask(databaseUrl, blocked), { timeout: 30_000 }).toHaveLength(1);
    process.kill(-(child.pid ?? 0), "SIGKILL");
  };

  beforeEach(() => {
    databaseUrl = unused();
  });
  afterAll(async () => {
    for (const name of made) await ask(serverUrl, `drop database if exists ${name} with (force)`);
  });

  it("end the start with the engine's words, and are tried again when the cause is gone", async () => {
    const { pending } = await migrationStatus({ databaseUrl });
    await createDatabase();
    await ask(databaseUrl, "create type release_status as enum ('in the way')");
    await expect(applyMigrations({ databaseUrl, log })).rejects.toThrow(/"release_status" already exists/);
    expect(await migrationStatus({ databaseUrl })).toMatchObject({ applied: [], failed: [pending[0]] });
    await ask(databaseUrl, "drop type release_status");
    expect(await applyMigrations({ databaseUrl, log })).toEqual(pending);
  });

  it("are brought to an end by the next start when the first was killed half-way", async () => {
    const { pending } = await migrationStatus({ databaseUrl });
    await createDatabase();
    const obstacle = new pg.Client({ connectionString: databaseUrl });
    await obstacle.connect();
    await obstacle.query("begin; create type release_status as enum ('in the way')");
    await killOnceBlocked();
    const next = applyMigrations({ databaseUrl, log });
    // The server goes on with the SQL of the killed process, and finishes it, before the next start may look.
    await obstacle.query("rollback");
    await obstacle.end();
    await next;
    expect(await migrationStatus({ databaseUrl })).toEqual({
      applied: pending,
      pending: [],
      changed: [],
      failed: [],
    });
  });

  it("say what the schema says, and leave no scratch database behind after the comparison", async () => {
    const from = ["--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma"];
    const { stdout } = await runPrisma(["migrate", "diff", ...from, "--script"], serverUrl);
    expect(stdout.trim()).toBe("-- This is an empty migration.");
    const scratch = await ask(serverUrl, "select datname from pg_database where datname like '%shadow%'");
    expect(scratch).toEqual([]);
  });

  describe("where they were applied", () => {
    let migratedUrl: string;
    let pending: readonly string[];
    let applied: readonly string[];

    beforeAll(async () => {
      migratedUrl = unused();
      ({ pending } = await migrationStatus({ databaseUrl: migratedUrl }));
      const starts = Array.from({ length: 3 }, () => applyMigrations({ databaseUrl: migratedUrl, log }));
      applied = (await Promise.all(starts)).flat();
    });
    beforeEach(() => {
      databaseUrl = migratedUrl;
    });

    it("were applied once by three processes that started at once", () => {
      expect(applied).toEqual(pending);
    });

    it("made the database, and left nothing pending", async () => {
      expect(await migrationStatus({ databaseUrl })).toEqual({
        applied,
        pending: [],
        changed: [],
        failed: [],
      });
    });

    it("leave rows that Prisma's own command line agrees with", async () => {
      const { code, stdout } = await runPrisma(["migrate", "status"], databaseUrl);
      expect(stdout).toContain("Database schema is up to date!");
      expect(code).toBe(0);
    });

    it("apply nothing the second time", async () => {
      expect(await applyMigrations({ databaseUrl, log })).toEqual([]);
    });

    it("are taken for done when they were killed just after their last statement", async () => {
      await ask(
        databaseUrl,
        `update _prisma_migrations set finished_at = null where migration_name = '${applied.at(-1)}'`,
      );
      expect(await applyMigrations({ databaseUrl, log })).toEqual([]);
      expect(await migrationStatus({ databaseUrl })).toMatchObject({ applied, pending: [], failed: [] });
    });

    // The last, since it leaves the row so.
    it("report one that was changed after it had been applied", async () => {
      const [name] = applied;
      await ask(
        databaseUrl,
        `update _prisma_migrations set checksum = 'other' where migration_name = '${name}'`,
      );
      expect(await migrationStatus({ databaseUrl })).toMatchObject({ changed: [name], pending: [] });
    });
  });
});
