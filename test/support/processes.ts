/** Real processes of Dateline, each `main`, `main api` or `main worker`, on one database and one queue prefix. */

import { type ChildProcess, spawn as spawnChild } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { pino } from "pino";
import { inject } from "vitest";
import { stopPostmaster } from "../../src/db/embedded/postmaster.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";
import { type Client, clientOf } from "./client.ts";
import { until } from "./newsroom.ts";
import { run, withDatabase } from "./template-database.ts";

export type Role = "api" | "worker" | "both";
export type Variables = Readonly<Record<string, string>>;

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Process {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  hasEnded(): boolean;
  output(): string;
  errors(): string;
  /** Where it listens, once it does; throws with what it complained about when it ends before. */
  listening(): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Signals it and waits for its end; a process that has ended stays ended. */
  end(signal?: NodeJS.Signals): Promise<Ending>;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const crashPoints = fileURLToPath(new URL("crash-points.mjs", import.meta.url));
/** Long enough for a start on a machine that runs everything else as well. */
const patienceMs = 40_000;

const left = new Set<ChildProcess>();
// A run that is given up leaves nobody behind.
process.once("exit", () => {
  for (const child of left) child.kill("SIGKILL");
});

/** They too are young all their lives: what keeps V8 from optimizing in the runner keeps it from that in them. */
const budgets = process.execArgv.filter((option) => /^--(interrupt|wasm-tiering)-budget=/.test(option));

/** Spawns one without waiting. Nothing of this process's environment reaches it but the path. */
export function spawnProcess(role: Role, variables: Variables): Process {
  const preload = variables.CRASH_AT ? ["--import", crashPoints] : [];
  const words = [...budgets, ...preload, join(root, "dist/main.js"), ...(role === "both" ? [] : [role])];
  const child = spawnChild(process.execPath, words, {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: "0", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  left.add(child);
  child.once("exit", () => left.delete(child));
  return follow(child);
}

function follow(child: ChildProcess): Process {
  let [output, errors] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (part: string) => {
    output += part;
  });
  child.stderr?.setEncoding("utf8").on("data", (part: string) => {
    errors += part;
  });
  const ended = once(child, "close").then(([code, signal]): Ending => ({ code, signal }));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const origin = () => /listens on (http:\S+?)"/.exec(output)?.[1];
  return {
    pid: child.pid ?? 0,
    ended,
    hasEnded,
    output: () => output,
    errors: () => errors,
    listening: async () => {
      const waited = () => `It does not listen: ${errors || output}`;
      await until(() => hasEnded() || origin() !== undefined, waited, patienceMs);
      const found = origin();
      if (found === undefined) throw new Error(waited());
      return found;
    },
    signal: (signal) => void child.kill(signal),
    end: (signal = "SIGKILL") => {
      if (!hasEnded()) child.kill(signal);
      return ended;
    },
  };
}

export interface Premises {
  readonly variables: Variables;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Starts a process and does not wait for it. */
  spawn(role?: Role, variables?: Variables): Process;
  /** Starts a process and returns it once it listens. */
  start(role?: Role, variables?: Variables): Promise<Process & { readonly origin: string }>;
  /** A trusted organisation, signed up at this API. */
  organization(origin: string): Promise<Client & { readonly id: string; readonly key: string }>;
  sql(statement: string, values?: readonly unknown[]): Promise<Record<string, any>[]>;
  /** Ends its processes, also one that was stopped, and removes what they worked on. */
  close(): Promise<void>;
}

const adminKey = "test-administrator-0123456789abcdefghij";

/** A database, a folder and a queue prefix for processes to work on; a copy of the template unless one is given. */
export async function openPremises(databaseUrl?: string): Promise<Premises> {
  const serverUrl = inject("serverUrl");
  const database = `processes_${randomBytes(6).toString("hex")}`;
  if (databaseUrl === undefined)
    await run(serverUrl, `create database ${database} template ${inject("template")}`);
  const url = databaseUrl ?? withDatabase(serverUrl, database);
  const dataDir = await makeFolder();
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on("error", () => undefined);
  const redisUrl = inject("redisUrl");
  const variables = {
    DATABASE_URL: url,
    ...(redisUrl && { REDIS_URL: redisUrl }),
    DATA_DIR: dataDir,
    ADMIN_API_KEY: adminKey,
    QUEUE_PREFIX: `p${randomBytes(5).toString("hex")}`,
    SWEEP_SECONDS: "1",
  };
  const processes: Process[] = [];
  const spawn = (role: Role = "both", more: Variables = {}) => {
    const spawned = spawnProcess(role, { ...variables, ...more });
    processes.push(spawned);
    return spawned;
  };
  return {
    ...{ variables, databaseUrl: url, dataDir, spawn },
    start: async (role, more) => {
      const started = spawn(role, more);
      return { ...started, origin: await started.listening() };
    },
    organization,
    sql: async (statement, values = []) => (await pool.query(statement, [...values])).rows,
    close: async () => {
      await Promise.all(processes.map((process) => process.end()));
      await pool.end();
      if (databaseUrl === undefined) await run(serverUrl, `drop database if exists ${database} with (force)`);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function organization(origin: string): Promise<Client & { id: string; key: string }> {
  const signedUp = await clientOf(origin).post("/v1/organizations", {
    name: "Marlhaven Society",
    website: "https://society.example",
    contact: { name: "Ruth Okafor", email: "press@society.example" },
    boilerplate: "Marlhaven Society looks after what is old and used in Marlhaven.",
  });
  if (signedUp.status !== 201) throw new Error(`Nobody could sign up: ${signedUp.text}`);
  const { id } = signedUp.body.organization;
  await clientOf(origin, adminKey).patch(`/v1/admin/organizations/${id}`, { trust: "trusted" });
  const key: string = signedUp.body.apiKey;
  return { id, key, ...clientOf(origin, key) };
}

export interface OwnDatabase {
  readonly url: string;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** A PostgreSQL of this test's own, which may be killed and comes back at the same address. */
export async function openOwnDatabase(): Promise<OwnDatabase> {
  const dataDir = await makeFolder();
  const embedded = await startEmbeddedPostgres({ dataDir, log: pino({ level: "silent" }) });
  return {
    ...{ url: embedded.url, dataDir },
    close: async () => {
      await embedded.stop();
      await stopPostmaster(join(dataDir, "postgres", "data"));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A folder that another account may pass through, as PostgreSQL under root needs it. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dateline-processes-"));
  await chmod(folder, 0o711);
  return folder;
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : freePort();
}
