/** Attachments in a bucket of an S3 service, for machines that share no folder. An object exists whole or not at all. */

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Bucket } from "../../domain/addresses/storage-address.ts";
import { isMissing, troubleOf } from "./bucket-failure.ts";
import { type Incoming, randomName } from "./incoming.ts";
import { type MediaStore, StoreAway } from "./store.ts";

/** A service that has not answered by then, with all tries, is away. */
const answerWithinMs = 5000;
/** What an upload may take beside that, for each byte of the file: as slow as a megabyte a second. */
const msPerByte = 1 / 1000;
/** A connection over which nothing came for so long is given up, also in the middle of a file; readers may be slow. */
const idleMs = 60_000;
const connectWithinMs = 2000;
const tries = 2;

/**
 * Opens the bucket, with the credentials that the library finds in the environment.
 *
 * @throws {Error} with one line when it is not there, refuses us or does not answer
 */
export async function openBucket(bucket: Bucket, incoming: Incoming): Promise<MediaStore> {
  const client = openClient(bucket);
  const named = (key: string) => ({ Bucket: bucket.name, Key: key });
  const remove = (key: string) =>
    asked(bucket, answerWithinMs, async (abortSignal) => {
      await client.send(new DeleteObjectCommand(named(key)), { abortSignal }).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    });
  const keep = async (path: string) => {
    const key = randomName();
    try {
      await upload(client, bucket, path, key);
    } catch (error) {
      // The service may have kept what it did not say it kept.
      void remove(key).catch(() => undefined);
      throw error;
    }
    return key;
  };
  await asked(bucket, answerWithinMs, (abortSignal) =>
    client.send(new HeadBucketCommand({ Bucket: bucket.name }), { abortSignal }),
  ).catch((error: unknown) => {
    client.destroy();
    throw new Error(`STORAGE_URL: ${(error as Error).message}; accepted: ${accepted}`, { cause: error });
  });
  return {
    ...{ incoming, keep, remove },
    read: (key, part) =>
      asked(bucket, answerWithinMs, async (abortSignal) => {
        const range = part && `bytes=${part.start}-${part.end}`;
        const command = new GetObjectCommand({ ...named(key), ...(range && { Range: range }) });
        const { Body } = await client.send(command, { abortSignal }).catch((error: unknown) => {
          throw isMissing(error) ? new MissingObject(`The bucket ${bucket.name} has no ${key}`) : error;
        });
        return begun(Body as Readable);
      }),
    close: () => client.destroy(),
  };
}

/** An accident: what a row names was taken out of the bucket by somebody else. */
class MissingObject extends Error {
  override readonly name = "MissingObject";
}

const accepted = "a bucket that answers, whose objects these credentials may read, write and delete";

const ignore = () => undefined;

function openClient({ endpoint, region }: Bucket): S3Client {
  // As many as there are readers: a slow one keeps its connection for long, and nobody may wait behind it.
  const agent = { maxSockets: Number.POSITIVE_INFINITY };
  return new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    maxAttempts: tries,
    // Otherwise it writes to the console, where nothing but lines of the log belongs.
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    // Not every service knows the library's own checksums, and they hide the stream that has to be destroyed.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    expectContinueHeader: false,
    requestHandler: {
      ...{ connectionTimeout: connectWithinMs, socketTimeout: idleMs },
      ...{ httpAgent: agent, httpsAgent: agent },
    },
  });
}

/** Sends the file at `path` with what it has to be when it arrives; once more where that failed, from its beginning. */
async function upload(client: S3Client, bucket: Bucket, path: string, key: string): Promise<void> {
  const [{ size }, sha256] = await Promise.all([stat(path), digestOf(path)]);
  const send = async (abortSignal: AbortSignal) => {
    // A disk that fails lets the request run out of its time.
    const body = createReadStream(path).on("error", ignore);
    try {
      const object = { Bucket: bucket.name, Key: key, Body: body, ContentLength: size };
      await client.send(new PutObjectCommand({ ...object, ChecksumSHA256: sha256 }), { abortSignal });
    } finally {
      body.destroy();
    }
  };
  await asked(bucket, answerWithinMs + size * msPerByte, (signal) => send(signal).catch(() => send(signal)));
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("base64");
}

/** A body whose first bytes are here: what breaks before that can still be told. */
async function begun(body: Readable): Promise<Readable> {
  await once(body, "readable");
  return body;
}

/**
 * Asks the service, within a time.
 *
 * @throws {StoreAway} for any failure but that of an object that is not there
 */
async function asked<Answer>(
  { name }: Bucket,
  withinMs: number,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), withinMs);
  try {
    return await ask(patience.signal);
  } catch (error) {
    if (error instanceof MissingObject) throw error;
    const trouble = patience.signal.aborted ? "does not answer in time" : troubleOf(error);
    throw new StoreAway(`the bucket ${name} ${trouble}`);
  } finally {
    clearTimeout(timer);
  }
}
