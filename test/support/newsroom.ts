/** A whole newsroom for a test file: app, workers, clock, one database and one queue prefix of its own. */

import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Logger, pino } from "pino";
import { inject } from "vitest";
import type { Connector } from "../../src/adapters/egress/egress.ts";
import type { Resolver } from "../../src/adapters/egress/resolver.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Newsroom } from "../../src/context.ts";
import { travelling } from "../../src/db/clock.ts";
import { jobs } from "../../src/jobs/index.ts";
import { startSweeping } from "../../src/jobs/sweep.ts";
import { openNewsroom as openParts } from "../../src/newsroom.ts";
import { createRegistry } from "../../src/plugins/operators.ts";
import type { QueueConnection } from "../../src/queue/connection.ts";
import { startWorkers } from "../../src/queue/workers.ts";
import { aRelease } from "./builders.ts";
import { type Client, clientOf, type Reply } from "./client.ts";
import { run, withDatabase } from "./template-database.ts";

export interface TestOrganization extends Client {
  readonly id: string;
  readonly key: string;
}

type Role = "editor" | "managing_editor" | "admin";

export interface TestNewsroom {
  readonly origin: string;
  readonly newsroom: Newsroom;
  readonly connection: QueueConnection;
  readonly databaseUrl: string;
  /** Moves the database's clock as this newsroom sees it. */
  readonly clock: { travel(ms: number): void };
  readonly reader: Client;
  readonly admin: Client;
  /** Signs an organisation up and gives it the trust. */
  organization(trust?: string, name?: string): Promise<TestOrganization>;
  /** Adds somebody to the desk. */
  staff(role: Role, publication?: string): Promise<Client & { readonly id: string }>;
  /** Submits a release and waits until it rests. */
  submitted(by: Client, release?: Record<string, unknown>): Promise<Record<string, any>>;
  /** Waits until the pipeline is through with a release, and returns it. */
  settled(by: Client, id: string, ...states: readonly string[]): Promise<Record<string, any>>;
  /** A statement on the newsroom's database. */
  sql(statement: string, values?: readonly unknown[]): Promise<Record<string, any>[]>;
  /** The mails sent so far, as they would leave. */
  outbox(): Promise<string[]>;
  /** Names of the files in the store's folder, or on their way in. */
  storedFiles(): Promise<string[]>;
  /** Another process's API on the same database, queue and files; closed with the newsroom. */
  twin(): Promise<string>;
  startWorking(): Promise<void>;
  stopWorking(): Promise<void>;
  close(): Promise<void>;
}

const adminKey = "test-administrator-0123456789abcdefghij";
const resting = [
  "needs_review",
  "changes_requested",
  "rejected",
  "published",
  "withdrawn",
  "scheduled",
  "draft",
];

/**
 * Opens one. With `working: false` nothing is moderated or published until `startWorking`; what the newsroom logs goes
 * to `log`; names mean what `resolver` says, and `connector` connects to what they stand for.
 */
export async function openNewsroom(
  options: {
    readonly working?: boolean;
    readonly env?: Record<string, string>;
    readonly log?: Logger;
    readonly resolver?: Resolver;
    readonly connector?: Connector;
  } = {},
): Promise<TestNewsroom> {
  const database = `newsroom_${randomBytes(6).toString("hex")}`;
  const serverUrl = inject("serverUrl");
  await run(serverUrl, `create database ${database} template ${inject("template")}`);
  const databaseUrl = withDatabase(serverUrl, database);
  const dataDir = await mkdtemp(join(tmpdir(), "dateline-newsroom-"));
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    ...(inject("redisUrl") && { REDIS_URL: inject("redisUrl")! }),
    DATA_DIR: dataDir,
    ADMIN_API_KEY: adminKey,
    QUEUE_PREFIX: `t${randomBytes(5).toString("hex")}`,
    SWEEP_SECONDS: "1",
    // What few connections have prepared, each of many would prepare anew.
    DATABASE_POOL: "4",
    BASE_URL: "http://dateline.example",
    PORT: "0",
    ...options.env,
  });
  const log = options.log ?? pino({ level: process.env.LOG_LEVEL ?? "silent" });
  const open = await openParts(config, log, options);
  const clock = travelling(open.newsroom.clock);
  const newsroom: Newsroom = { ...open.newsroom, clock };
  const app = await createApp(newsroom, { checks: open.checks, registry: createRegistry() });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  let stop: (() => Promise<void>) | undefined;
  const twins: (() => Promise<void>)[] = [];
  // The server ends what the pool is still closing when the database is dropped, and the pool repeats what it hears of it.
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("error", () => undefined);
  const admin = clientOf(origin, adminKey);
  const room: TestNewsroom = {
    ...{ origin, newsroom, connection: open.connection, databaseUrl, clock, admin },
    reader: clientOf(origin),
    organization: (trust = "trusted", name = "Marlhaven Society") => organization(room, trust, name),
    staff: (role, publication) => staff(room, role, publication),
    submitted: async (by, release = aRelease()) => {
      const sent = expectCreated(await by.post("/v1/releases", release));
      return room.settled(by, sent.body.id);
    },
    settled: (by, id, ...states) => settled(by, id, states.length > 0 ? states : resting),
    sql: async (statement, values = []) => (await pool.query(statement, [...values])).rows,
    outbox: async () => {
      const folder = join(dataDir, "outbox");
      const names = await readdir(folder).catch(() => [] as string[]);
      return Promise.all(
        names.filter((name) => name.endsWith(".eml")).map((name) => readFile(join(folder, name), "utf8")),
      );
    },
    storedFiles: async () => {
      const { storage } = config;
      const folder = storage.kind === "folder" ? storage.path : join(dataDir, "incoming");
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
    twin: async () => {
      const other = await openParts(config, log, options);
      const api = await createApp(
        { ...other.newsroom, clock },
        { checks: other.checks, registry: createRegistry() },
      );
      await api.listen({ host: "127.0.0.1", port: 0 });
      twins.push(async () => {
        await api.close();
        await other.close();
      });
      return `http://127.0.0.1:${(api.server.address() as AddressInfo).port}`;
    },
    startWorking: async () => {
      const workers = await startWorkers(
        open.connection,
        config.QUEUE_PREFIX,
        jobs(newsroom),
        () => undefined,
      );
      const sweeper = startSweeping(newsroom);
      stop = async () => {
        await sweeper.close();
        await workers.close();
      };
    },
    stopWorking: async () => {
      await stop?.();
      stop = undefined;
    },
    close: async () => {
      for (const closeTwin of twins) await closeTwin();
      await app.close();
      await room.stopWorking();
      await open.close();
      await pool.end();
      await run(serverUrl, `drop database if exists ${database} with (force)`);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  if (options.working ?? true) await room.startWorking();
  return room;
}

async function organization(room: TestNewsroom, trust: string, name: string): Promise<TestOrganization> {
  const contact = { name: "Ruth Okafor", email: "press@society.example" };
  const about = `${name} looks after what is old and used in Marlhaven.`;
  const signedUp = expectCreated(
    await room.reader.post("/v1/organizations", {
      name,
      website: "https://society.example",
      contact,
      boilerplate: about,
    }),
  );
  const { id } = signedUp.body.organization;
  const standing = { trust, ...(trust === "suspended" && { reason: "A test" }) };
  if (trust !== "unverified") await room.admin.patch(`/v1/admin/organizations/${id}`, standing);
  return { id, key: signedUp.body.apiKey, ...clientOf(room.origin, signedUp.body.apiKey) };
}

async function staff(
  room: TestNewsroom,
  role: Role,
  publication?: string,
): Promise<Client & { readonly id: string }> {
  const email = `${role}-${randomBytes(4).toString("hex")}@star.example`;
  const added = expectCreated(
    await room.admin.post("/v1/admin/staff", {
      name: `Ed ${role}`,
      email,
      role,
      ...(publication && { publication }),
    }),
  );
  return { id: added.body.staff.id, ...clientOf(room.origin, added.body.apiKey) };
}

/** A set-up step that was refused is the test's fault, and says why. */
function expectCreated(reply: Reply<any>): Reply<any> {
  if (reply.status !== 201) throw new Error(`Expected 201, not ${reply.status}: ${reply.text}`);
  return reply;
}

async function settled(by: Client, id: string, states: readonly string[]): Promise<Record<string, any>> {
  let last: Record<string, any> = {};
  await until(
    async () => {
      last = (await by.get(`/v1/releases/${id}`)).body;
      return states.includes(last.status);
    },
    () => `Release ${id} is still ${last.status}, not ${states.join(" or ")}`,
  );
  return last;
}

/** Waits for a condition, never for a time; says what it waited for when it never came. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  complaint: () => string = () => "The condition never came true",
  patienceMs = 20_000,
): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(complaint());
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
