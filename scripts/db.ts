/**
 * The database by hand: `migrate`, `status`, `diff` and `new NAME [--empty]`. It works on DATABASE_URL, or else on the
 * embedded database under DATA_DIR, which it starts and stops.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../src/db/embedded/start.ts";
import { applyMigrations, migrationStatus } from "../src/db/migrations/migrations.ts";
import { engineWords, migrationsFolder, runPrisma } from "../src/db/migrations/prisma-cli.ts";

const say = (_fields: object, message: string) => console.error(message);
const log = { debug: () => undefined, info: say, warn: say, error: say };

type Command = (databaseUrl: string, words: string[]) => Promise<number>;
const commands: Record<string, Command> = { migrate, status, diff, new: author };

async function migrate(databaseUrl: string): Promise<number> {
  const applied = await applyMigrations({ databaseUrl, log });
  console.log(applied.length === 0 ? "Nothing to apply." : `Applied: ${applied.join(", ")}`);
  return 0;
}

async function status(databaseUrl: string): Promise<number> {
  const found = await migrationStatus({ databaseUrl });
  const lines = Object.entries(found).flatMap(([state, names]) =>
    names.map((name: string) => `${state.padEnd(8)} ${name}`),
  );
  console.log(lines.join("\n"));
  return found.pending.length + found.changed.length + found.failed.length === 0 ? 0 : 1;
}

async function diff(databaseUrl: string): Promise<number> {
  const sql = await missingSql(databaseUrl);
  console.log(sql || "The migrations and the schema say the same.");
  return sql ? 2 : 0;
}

async function author(databaseUrl: string, [name = "", option]: string[]): Promise<number> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error("Name the migration in small letters: add_desks.");
  // Asked before the folder exists: an empty folder would break the comparison.
  const missing = await missingSql(databaseUrl);
  if (!missing && option !== "--empty") {
    throw new Error("The schema asks for nothing: change prisma/schema.prisma first, or add --empty.");
  }
  const stamp = new Date().toISOString().replaceAll(/[-:T]|\..*/g, "");
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, "migration.sql"), missing ? `${missing}\n` : "");
  console.log(`Wrote ${folder}/migration.sql: read it before it is committed.`);
  return 0;
}

/** The SQL that leads from the migrations to the schema; empty when they agree. */
async function missingSql(databaseUrl: string): Promise<string> {
  const from = ["--from-migrations", "prisma/migrations"];
  const to = ["--to-schema", "prisma/schema.prisma"];
  const words = ["migrate", "diff", ...from, ...to, "--script", "--exit-code"];
  const outcome = await runPrisma(words, databaseUrl);
  if (outcome.code === 0) return "";
  if (outcome.code === 2) return outcome.stdout.trim();
  throw new Error(engineWords(outcome));
}

async function onDatabase(work: (databaseUrl: string) => Promise<number>): Promise<number> {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL);
  const embedded = await startEmbeddedPostgres({ dataDir: process.env.DATA_DIR || ".data", log });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}

try {
  const [name = "", ...words] = process.argv.slice(2);
  const command = commands[name];
  if (!command) throw new Error(`Usage: db.ts ${Object.keys(commands).join(" | ")}`);
  process.exitCode = await onDatabase((databaseUrl) => command(databaseUrl, words));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
