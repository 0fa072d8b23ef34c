/** Taking in files: received to disk, told by their content, kept under a random name, remembered as a row. */

import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { inspectFile } from "../../adapters/media/inspector.ts";
import type { Context, Submitter } from "../../context.ts";
import type { Tx } from "../../db/client.ts";
import { Prisma } from "../../db/generated/client.ts";
import { newId } from "../../db/ids.ts";
import type { Scan } from "../../domain/scan.ts";
import { AppError, invalidRequest, notFound } from "../../errors.ts";
import { replayOrThrow } from "../answer-once.ts";
import { withinFileQuota } from "../organizations/quota.ts";
import { transact } from "../transact.ts";

/** A file that lies in the store, with no row yet. */
export interface ReceivedFile {
  readonly id: string;
  readonly storageKey: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly scan: Scan;
}

export interface Asset extends Omit<ReceivedFile, "storageKey"> {
  readonly createdAt: Date;
}

/** One file as it arrives, and whether the size limit cut it off, known once the stream has ended. */
export interface IncomingFile {
  readonly fileName: string;
  /** What it was declared as. */
  readonly contentType: string;
  readonly stream: Readable;
  readonly pointer: string;
  wasCutOff(): boolean;
}

/** Largest file that is taken, in bytes. */
export const maxFileBytes = 25 * 1024 * 1024;

/**
 * Streams a file into the store. Nothing of it is left behind when it is refused or the sender goes away.
 *
 * @throws {AppError} `payload-too-large`, `invalid-request` for a type that is not taken, or is another than it says, and
 *   where the virus scanner finds something
 */
export async function receiveFile(ctx: Context, file: IncomingFile): Promise<ReceivedFile> {
  const path = await ctx.media.incoming();
  try {
    await pipeline(file.stream, createWriteStream(path, { flags: "wx", mode: 0o600 }));
    if (file.wasCutOff()) {
      throw new AppError("payload-too-large", `A file may have ${maxFileBytes} bytes.`, {
        maxBytes: maxFileBytes,
      });
    }
    if ((await stat(path)).size === 0) throw invalidRequest({ pointer: file.pointer, detail: "is empty" });
    const fileName = safeName(file.fileName);
    const scan = await scanned(ctx, path, file.pointer);
    const inspection = await inspectFile(path, { fileName, contentType: file.contentType });
    if ("refused" in inspection) throw invalidRequest({ pointer: file.pointer, detail: inspection.refused });
    const measured = await measure(path);
    const storageKey = await ctx.media.keep(path);
    const id = newId(ctx.clock.now());
    return { id, storageKey, fileName, ...inspection, ...measured, scan };
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Takes files out of the store again, for a request that came to nothing. One that has a row stays, since a commit may
 * stand whose answer was lost; and when nobody can say, all stay: a file too many does less harm than one too few.
 */
export async function discardFiles(ctx: Context, files: readonly ReceivedFile[]): Promise<void> {
  const rows = await ctx.db.asset
    .findMany({
      where: { id: { in: files.map(({ id }) => id) } },
      select: { id: true },
    })
    .catch(() => files);
  const kept = new Set(rows.map(({ id }) => id));
  const left = files.filter(({ id }) => !kept.has(id));
  await Promise.all(left.map(({ storageKey }) => discard(ctx, storageKey)));
}

/** The request has its answer whatever becomes of the file. */
async function discard({ log, media }: Context, storageKey: string): Promise<void> {
  await media.remove(storageKey).catch((error: unknown) => {
    log.warn({ err: error }, `The file ${storageKey} stays in the store, though nothing names it`);
  });
}

/** The rows of received files, as a common table expression that depends on `from` having rows. */
export function newAssetRows(
  { actor, clock }: Context<Submitter>,
  files: readonly ReceivedFile[],
  from: Prisma.Sql,
): Prisma.Sql {
  const rows = files.map(
    (
      file,
    ) => Prisma.sql`(${file.id}::uuid, ${file.storageKey}, ${file.fileName}, ${file.contentType}, ${file.bytes}::int,
      ${file.sha256}, ${file.width}::int, ${file.height}::int, ${file.scan})`,
  );
  return Prisma.sql`asset as (
    insert into assets (id, storage_key, file_name, content_type, bytes, sha256, width, height,
      scan, organization_id, created_at)
    select f.*, ${actor.id}::uuid, ${clock.now()}
    from (values ${Prisma.join(rows)}) as f where exists (select from ${from})
    returning id
  )`;
}

/**
 * Remembers one received file as an asset of the organisation, which nothing uses yet.
 *
 * @throws {AppError} `quota-exceeded`
 */
export async function keepAsset(ctx: Context<Submitter>, file: ReceivedFile): Promise<Asset> {
  return withinFileQuota(ctx, [file], () => transact(ctx, (tx) => insertAsset(tx, ctx, file))).catch(
    (obstacle: unknown) => replayOrThrow(ctx, obstacle),
  );
}

async function insertAsset(tx: Tx, { actor, clock }: Context<Submitter>, file: ReceivedFile): Promise<Asset> {
  const { storageKey, ...known } = file;
  const now = clock.now();
  const own = { organizationId: actor.id, createdAt: now, unusedSince: now };
  const { createdAt } = await tx.asset.create({ data: { ...known, storageKey, ...own } });
  return { ...known, createdAt };
}

/**
 * One of the organisation's assets.
 *
 * @throws {AppError} `not-found`
 */
export async function findAsset(ctx: Context<Submitter>, id: string): Promise<Asset> {
  const asset = await ctx.db.asset.findFirst({ where: { id, organizationId: ctx.actor.id } });
  if (!asset) throw notFound("asset");
  return { ...asset, scan: asset.scan as Scan };
}

/** Before anything opens it. Where the scanner does not answer, the file is taken and withheld until it does. */
async function scanned({ scanner }: Context, path: string, pointer: string): Promise<Scan> {
  if (!scanner) return "not_scanned";
  const { scan, found } = await scanner.scanFile(path);
  if (found === null) return scan;
  throw invalidRequest({ pointer, detail: `is not taken: the virus scanner found ${found} in it` });
}

async function measure(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** The sender's name for the file, without a path or anything a header or terminal could trip over. */
function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const clean = last
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{C}"<>|:*?]/gu, "")
    .trim();
  return clean.slice(0, 200) || "file";
}
