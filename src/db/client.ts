/** The way to PostgreSQL: Prisma on a pool, and a smaller pool for hand-written SQL where Prisma costs too much. */

import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client.ts";
import { preparedOn, type Statements } from "./prepared.ts";

export type Db = PrismaClient;
/** A transaction, or the client itself where one statement is enough. */
export type Tx = Omit<
  PrismaClient,
  "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends" | "$use"
>;

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  /** The single statements of the busiest paths, on connections of their own. */
  readonly hot: Statements;
  close(): Promise<void>;
}

/** A server that has not answered by then is away, whatever its connections say. */
const answerWithinMs = 5000;

/**
 * Opens the pools and refuses a server on which a commit could be lost: BullMQ's guide offers
 * `synchronous_commit = off`, which would break the promise behind every 201.
 */
export async function openDatabase(url: string, poolSize: number): Promise<Database> {
  const pool = openPool(url, poolSize);
  // Half as many: the busiest paths go faster through few connections, and never wait for somebody's slow query.
  const hotPool = openPool(url, Math.ceil(poolSize / 2));
  const db = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 5000, timeout: 15_000 },
  });
  const close = async () => {
    await db.$disconnect();
    await Promise.all([pool.end(), hotPool.end()]);
  };
  try {
    await refuseLossyServer(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, pool, hot: preparedOn(hotPool), close };
}

function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    keepAlive: true,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
    application_name: "dateline",
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  // One that breaks while a statement runs fails that statement, which is enough said.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  // One that was given up while it waited for an answer may still be in its transaction: nobody else may get it.
  pool.on("release", (_error, client) => {
    if (client.getTransactionStatus() !== "I") void client.end().catch(() => undefined);
  });
  return pool;
}

async function refuseLossyServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('server_version_num', 'synchronous_commit')",
  );
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  if (Number(settings.get("server_version_num")) < 140_000) {
    throw new Error("DATABASE_URL: this PostgreSQL is too old; accepted: 14 or newer");
  }
  if (settings.get("synchronous_commit") === "off") {
    throw new Error(
      "DATABASE_URL: synchronous_commit is off, so an accepted release could be lost; accepted: on",
    );
  }
}
