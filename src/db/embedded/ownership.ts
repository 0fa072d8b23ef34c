/**
 * Which Dateline process the embedded database belongs to: the one whose connection holds an advisory lock in it.
 * The lock ends with that connection, however the process ends, so there is no stale pid file to judge.
 */
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { userName } from "./cluster.ts";
import { StartRefused } from "./refusal.ts";

const databaseName = "dateline";
const lockKey = 4_072_014;
/** The session of a killed owner takes a moment to notice that its client is gone. */
const patienceMs = 2_000;

/** Thrown when another living process owns the database: retrying is of no use. */
export class AlreadyOwned extends StartRefused {}

export interface Session {
  port: number;
  password: string;
  /** `DATA_DIR`, for the refusal. */
  directory: string;
}

/** Returns the address of the application's database. */
export function databaseUrl({ port, password }: Pick<Session, "port" | "password">): string {
  return `postgresql://${userName}:${password}@127.0.0.1:${port}/${databaseName}`;
}

/**
 * Returns a connection that owns the database for as long as it lives, or undefined when the server is not ready to say.
 * The application's database exists afterwards.
 * @throws {AlreadyOwned} when another process owns it and keeps it.
 */
export async function takeOwnership(session: Session): Promise<pg.Client | undefined> {
  const socket = new Socket();
  const client = new pg.Client({
    host: "127.0.0.1",
    port: session.port,
    user: userName,
    password: session.password,
    database: "postgres",
    application_name: `dateline owner ${process.pid}`,
    keepAlive: true,
    stream: () => socket,
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await waitForLock(client, session);
    await ensureDatabase(client);
    // A process that has nothing left to do may end without stopping the server; the next one takes it over.
    socket.unref();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (error instanceof StartRefused) throw error;
    if (isPassing(error)) return undefined;
    const reason = (error as Error).message;
    throw new StartRefused(`The database in ${session.directory} refuses us: ${reason}.`, { cause: error });
  }
}

async function waitForLock(client: pg.Client, { directory }: Session): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const { rows } = await client.query("select pg_try_advisory_lock($1) as mine", [lockKey]);
    if (rows[0].mine) return;
    if (performance.now() > deadline) break;
    await sleep(50);
  }
  const pid = await findOwner(client);
  throw new AlreadyOwned(
    `${directory} is in use by another Dateline${pid ? ` (process ${pid})` : ""}: ` +
      "stop that one, or set another DATA_DIR.",
  );
}

async function findOwner(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and objid = $1 and granted`,
    [lockKey],
  );
  return /^dateline owner (\d+)$/.exec(rows[0]?.name ?? "")?.[1];
}

// Only the owner gets here, so nobody else makes it in between.
async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [databaseName]);
  if (rowCount === 0) await client.query(`create database ${databaseName}`);
}

// SQLSTATE 57Pxx: starting, stopping or stopped. A connection cut in the handshake has a message only.
function isPassing(error: unknown): boolean {
  const { code = "", message } = error as { code?: string; message: string };
  return /^(57P0.|ECONN.*|EPIPE)$/.test(code) || /connection terminated|timeout/i.test(message);
}
