/**
 * What became of a migration that was begun and not finished: its process was killed, or its SQL failed. Prisma notes
 * begin and end outside the transaction of the SQL, so the note does not tell; the database is compared with both
 * outcomes instead.
 */
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../embedded/place.ts";
import { engineWords, migrationsFolder, runPrisma } from "./prisma-cli.ts";
import { withSession } from "./session.ts";

/** The advisory lock that Prisma's engine holds in the session that migrates. */
const engineLockKey = 72_707_369;
const pollMs = 100;

/**
 * Marks an unfinished migration as applied or as rolled back, when the database shows which; the latter is then tried
 * again. Otherwise the mark stays for a person to judge.
 */
export async function settleUnfinished(databaseUrl: string, log: Log): Promise<void> {
  const name = await findUnfinished(databaseUrl);
  if (name === undefined) return;
  const names = (await readdir(migrationsFolder)).filter((entry) => /^\d/.test(entry)).sort();
  const [applied, rolledBack] = await Promise.all(
    [1, 0].map((own) => matches(databaseUrl, names.slice(0, names.indexOf(name) + own))),
  );
  if (applied === rolledBack) return;
  const outcome = applied ? "applied" : "rolled-back";
  log.warn(
    { migration: name, outcome },
    `Migration ${name} was not finished; the database shows it ${outcome}.`,
  );
  await runPrisma(["migrate", "resolve", `--${outcome}`, name], databaseUrl);
}

// The server may go on with the SQL of a killed process: nothing is read before its session is gone.
async function findUnfinished(databaseUrl: string): Promise<string | undefined> {
  return withSession(databaseUrl, async (client) => {
    const { rows: tables } = await client.query("select to_regclass('_prisma_migrations') as name");
    if (!tables[0].name) return undefined;
    for (;;) {
      const { rowCount } = await client.query(
        `select from pg_locks where locktype = 'advisory' and granted and objid = $1
            and database = (select oid from pg_database where datname = current_database())`,
        [engineLockKey],
      );
      if (rowCount === 0) break;
      await sleep(pollMs);
    }
    const { rows } = await client.query<{ name: string }>(
      `select migration_name as name from _prisma_migrations
        where finished_at is null and rolled_back_at is null`,
    );
    return rows[0]?.name;
  });
}

async function matches(databaseUrl: string, names: string[]): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "dateline-migrations-"));
  try {
    for (const name of [...names, "migration_lock.toml"]) {
      await cp(join(migrationsFolder, name), join(folder, name), { recursive: true });
    }
    const from = names.length === 0 ? ["--from-empty"] : ["--from-migrations", folder];
    const words = ["migrate", "diff", ...from, "--to-config-datasource", "--exit-code"];
    const outcome = await runPrisma(words, databaseUrl);
    // Neither "the same" (0) nor "different" (2): the comparison itself failed.
    if (outcome.code !== 0 && outcome.code !== 2) throw new Error(engineWords(outcome));
    return outcome.code === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
