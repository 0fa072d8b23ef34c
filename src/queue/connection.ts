/** Which backend BullMQ works on: Redis or Valkey when there is one, else PostgreSQL. Only this folder knows. */

import {
  createPostgresBackend,
  type DefaultJobOptions,
  type Job,
  type JobsOptions,
  type JobType,
  Queue,
  Worker,
  withBackend,
} from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import { jobNames } from "./jobs.ts";

/** What this project uses of a BullMQ queue, whichever backend is behind it. */
export interface JobQueue {
  add(name: string, data: unknown, opts: JobsOptions): Promise<unknown>;
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>;
  getJobCounts(): Promise<Record<string, number>>;
  getJobs(states: JobType[], start: number, end: number, ascending: boolean): Promise<Job[]>;
  getJob(id: string): Promise<Job | undefined>;
  on(event: "error", listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** What this project uses of a BullMQ worker. */
export interface JobWorker {
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "failed", listener: (job: Job | undefined, error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

interface WorkerSettings {
  readonly concurrency: number;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
  readonly runRetryDelay?: number;
}

export interface QueueConnection {
  readonly backend: "redis" | "postgres";
  /** Redis for the shared limits, where there is one. */
  readonly redis: Redis | undefined;
  openQueue(name: string, defaultJobOptions: DefaultJobOptions): JobQueue;
  openWorker(name: string, work: (job: Job) => Promise<void>, settings: WorkerSettings): JobWorker;
  close(): Promise<void>;
}

type PostgresConnection = NonNullable<Parameters<typeof createPostgresBackend>[1]["connection"]>;
const onPostgresBackend = withBackend(createPostgresBackend);

/** Of BullMQ's PostgreSQL backend: every worker keeps one to listen with, and the rest are for everything else. */
const postgresPool = jobNames.length + 4;

/**
 * Opens the backend that the configuration names.
 *
 * @throws {Error} with one sentence when Redis may evict what it holds, which would lose jobs silently
 */
export async function connectQueue(options: {
  redisUrl: string | undefined;
  databaseUrl: string;
}): Promise<QueueConnection> {
  return options.redisUrl === undefined ? onPostgres(options.databaseUrl) : onRedis(options.redisUrl);
}

async function onRedis(url: string): Promise<QueueConnection> {
  const producer = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: true,
    commandTimeout: 2000,
  });
  const consumer = new Redis(url, { maxRetriesPerRequest: null });
  for (const connection of [producer, consumer]) connection.on("error", () => undefined);
  const close = async () => {
    producer.disconnect();
    consumer.disconnect();
  };
  try {
    await refuseEvictingRedis(producer);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    backend: "redis",
    redis: producer,
    openQueue: (name, defaultJobOptions) => new Queue(name, { defaultJobOptions, connection: producer }),
    openWorker: (name, work, settings) => new Worker(name, work, { ...settings, connection: consumer }),
    close,
  };
}

async function refuseEvictingRedis(redis: Redis): Promise<void> {
  const info = await redis.info("memory").catch((error: unknown) => {
    const { message } = error as Error;
    const what = /^[A-Z]{4,} /.test(message)
      ? "the Redis there refuses us"
      : "no Redis or Valkey answers there";
    throw new Error(`REDIS_URL: ${what} (${message}); accepted: Redis 6.2 or newer, or Valkey`, {
      cause: error,
    });
  });
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy !== undefined && policy !== "noeviction") {
    throw new Error(`REDIS_URL: maxmemory-policy is ${policy}, which may drop jobs; accepted: noeviction`);
  }
}

async function onPostgres(databaseUrl: string): Promise<QueueConnection> {
  await migrateQueueSchema(databaseUrl);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    // BullMQ's functions live in a schema of their own and name each other without it. What a power cut takes from
    // the queue the sweep finds in the rows, so the queue need not wait for the disk; the rows do (ADR-0002).
    options: "-c search_path=bullmq,public -c synchronous_commit=off",
    max: postgresPool,
    keepAlive: true,
    application_name: "dateline-queue",
  });
  pool.on("error", () => undefined);
  // Every queue and worker listens to it for errors as well.
  pool.setMaxListeners(0);
  // BullMQ asks for a pool by its own narrower interface, which @types/pg's overloads do not match; at run time it is one.
  const connection = pool as unknown as PostgresConnection;
  return {
    backend: "postgres",
    redis: undefined,
    openQueue: (name, defaultJobOptions) =>
      new onPostgresBackend.Queue(name, { defaultJobOptions, connection }),
    openWorker: (name, work, settings) =>
      new onPostgresBackend.Worker(name, work, { ...settings, connection }),
    close: () => pool.end(),
  };
}

async function migrateQueueSchema(databaseUrl: string): Promise<void> {
  const migrating = new onPostgresBackend.Queue("migrate", {
    connection: { connectionString: databaseUrl, migrate: true, max: 1 },
  });
  migrating.on("error", () => undefined);
  await migrating.waitUntilReady();
  await migrating.close();
}
