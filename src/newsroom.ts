/** Opens the parts that live as long as the process, in order, and closes them in the reverse. */

import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Logger } from "pino";
import { KeptAnswers } from "./adapters/answers/answers.ts";
import { openDocumentReader } from "./adapters/document/reader.ts";
import { type Connector, openEgress } from "./adapters/egress/egress.ts";
import { openLinkChecker } from "./adapters/egress/link-checker.ts";
import { openResolver, type Resolver } from "./adapters/egress/resolver.ts";
import { type LanguageModel, openLanguageModel } from "./adapters/language-model.ts";
import { openLimits } from "./adapters/limits.ts";
import { openMailer } from "./adapters/mail/mailer.ts";
import { openFolder } from "./adapters/media/folder.ts";
import { openIncoming } from "./adapters/media/incoming.ts";
import { openScanner } from "./adapters/media/scanner.ts";
import type { MediaStore } from "./adapters/media/store.ts";
import { loadShippedClassifier, loadShippedLikeness } from "./adapters/models/classifier.ts";
import { loadShippedSpamFilter } from "./adapters/models/spam-filter.ts";
import { loadSubjects } from "./adapters/models/subjects.ts";
import { openSecrets } from "./adapters/secrets.ts";
import { type Config, unusableFolder } from "./config.ts";
import { type Newsroom, systemContext } from "./context.ts";
import { followChanges } from "./db/changes.ts";
import { openDatabase } from "./db/client.ts";
import { followDatabaseClock } from "./db/clock.ts";
import { startEmbeddedPostgres } from "./db/embedded/start.ts";
import { applyMigrations } from "./db/migrations/migrations.ts";
import type { ReadinessCheck } from "./plugins/operators.ts";
import { connectQueue, type QueueConnection } from "./queue/connection.ts";
import { openQueues } from "./queue/queues.ts";
import { prepareFirstStart } from "./services/administration/staff/first-start.ts";

export interface OpenNewsroom {
  readonly newsroom: Newsroom;
  readonly connection: QueueConnection;
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** The administrator's key, if this start made one: shown once, kept nowhere. */
  readonly adminKey: string | undefined;
  close(): Promise<void>;
}

/** Neighbours that are not ours to open, such as the domain name system: the real ones unless others are given. */
export interface Neighbours {
  readonly resolver?: Resolver | undefined;
  /** How connections to strangers' addresses are made. */
  readonly connector?: Connector | undefined;
}

/** Opens a newsroom; when a part refuses, or `signal` ends it, what was opened before is closed again. */
export async function openNewsroom(
  config: Config,
  log: Logger,
  neighbours: Neighbours = {},
  signal?: AbortSignal,
): Promise<OpenNewsroom> {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const opened = <Part>(part: Part, closer: (part: Part) => Promise<unknown> | unknown): Part => {
    closers.push(() => closer(part));
    signal?.throwIfAborted();
    return part;
  };
  try {
    return { ...(await openParts(config, log, opened, neighbours)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Opened = <Part>(part: Part, closer: (part: Part) => Promise<unknown> | unknown) => Part;

async function openParts(
  config: Config,
  log: Logger,
  opened: Opened,
  { resolver = openResolver(), connector }: Neighbours,
): Promise<Omit<OpenNewsroom, "close">> {
  await mkdir(config.dataDir, { recursive: true }).catch(unusableFolder("DATA_DIR", config.dataDir));
  const databaseUrl = config.DATABASE_URL ?? (await openEmbedded(config, log, opened));
  await applyMigrations({ databaseUrl, log });
  const { db, pool, hot } = opened(await openDatabase(databaseUrl, config.DATABASE_POOL), (database) =>
    database.close(),
  );
  const changes = opened(await followChanges(databaseUrl, hot), (followed) => followed.close());
  const clock = opened(await followDatabaseClock(db), (measured) => measured.close());
  const connection = opened(await connectQueue({ redisUrl: config.REDIS_URL, databaseUrl }), (queue) =>
    queue.close(),
  );
  const onLost = (error: unknown, count: number) =>
    log.warn({ err: error, count }, `The queue did not take ${count} wakes; the sweep will`);
  const queues = opened(openQueues(connection, config.QUEUE_PREFIX, onLost), (told) => told.close());
  const mailer = opened(
    openMailer({
      smtpUrl: config.SMTP_URL,
      from: config.MAIL_FROM,
      host: new URL(config.baseUrl).hostname,
      outboxDir: join(config.dataDir, "outbox"),
    }),
    (post) => post.close(),
  );
  const newsroom: Newsroom = {
    ...{ config, db, clock, queues, mailer, resolver, log },
    ...{ hot, changes },
    answers: new KeptAnswers({ changes, maxBytes: config.CACHE_MB * 1024 * 1024 }),
    egress: opened(
      openEgress({ resolver, allowPrivate: config.WEBHOOK_ALLOW_PRIVATE, ...(connector && { connector }) }),
      (way) => way.close(),
    ),
    secrets: await openSecrets({ key: config.SECRET_KEY, file: join(config.dataDir, "secret.key") }),
    media: opened(await openMedia(config), (store) => store.close()),
    scanner: config.CLAMD_URL && openScanner(config.CLAMD_URL, log),
    limits: openLimits(config.RATE_LIMITS, { redis: connection.redis, pool, prefix: config.QUEUE_PREFIX }),
    ...(await loadModels()),
    documents: opened(openDocumentReader(), (reader) => reader.close()),
    languageModel: openOpinions(config, log, opened),
    linkChecker: config.CHECK_LINKS
      ? opened(openLinkChecker({ resolver, connector }), (way) => way.close())
      : undefined,
  };
  const { adminKey } = await prepareFirstStart(systemContext(newsroom, "first-start"));
  return { newsroom, connection, adminKey, checks: readinessChecks(newsroom, connection) };
}

async function openMedia({ storage, dataDir }: Config): Promise<MediaStore> {
  if (storage.kind === "folder") {
    const path = resolve(storage.path);
    return openFolder(path).catch(unusableFolder("STORAGE_URL", path));
  }
  const incoming = join(dataDir, "incoming");
  // Its library takes a third of a second to load.
  const { openBucket } = await import("./adapters/media/bucket.ts");
  return openBucket(storage, await openIncoming(incoming).catch(unusableFolder("DATA_DIR", incoming)));
}

function openOpinions(config: Config, log: Logger, opened: Opened): LanguageModel | undefined {
  if (config.AI_BASE_URL === undefined) return undefined;
  const onRest = (isResting: boolean, reason?: string) => {
    if (isResting) log.warn({ reason }, "The language model fails, and is left alone for a while");
    else log.info("The language model answers again");
  };
  const model = openLanguageModel({
    ...{ baseUrl: config.AI_BASE_URL, key: config.AI_API_KEY, name: config.AI_MODEL, onRest },
    patienceMs: config.AI_TIMEOUT_SECONDS * 1000,
  });
  return opened(model, (way) => way.close());
}

type Models = Pick<Newsroom, "classifier" | "likeness" | "subjects" | "spamFilter">;

let models: Promise<Models> | undefined;

/** Nothing changes in them: all newsrooms of a process read with the same. */
function loadModels(): Promise<Models> {
  models ??= readModels();
  return models;
}

async function readModels(): Promise<Models> {
  const [classifier, likeness] = await Promise.all([loadShippedClassifier(), loadShippedLikeness()]);
  const [subjects, spamFilter] = await Promise.all([
    loadSubjects(classifier, likeness),
    loadShippedSpamFilter(),
  ]);
  return { classifier, likeness, subjects, spamFilter };
}

async function openEmbedded(config: Config, log: Logger, opened: Opened): Promise<string> {
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  return opened(embedded, (postgres) => postgres.stop()).url;
}

function readinessChecks({ db }: Newsroom, { redis }: QueueConnection): Record<string, ReadinessCheck> {
  const database = () =>
    db.$queryRaw`select 1`.then(
      () => undefined,
      () => "does not answer",
    );
  if (!redis) return { database };
  return {
    database,
    redis: () =>
      redis.ping().then(
        () => undefined,
        () => "does not answer",
      ),
  };
}
