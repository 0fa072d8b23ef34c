/** Where uploads are received and looked at before anything keeps them, on this machine whatever the store is. */

import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

export type Incoming = () => Promise<string>;

/** A leftover of an upload that died; nothing takes so long. */
const staleMs = 3_600_000;

/** Opens the folder, sweeps out what dead uploads left in it, and gives paths in it that nobody else has. */
export async function openIncoming(folder: string): Promise<Incoming> {
  await mkdir(folder, { recursive: true });
  await sweepOut(folder);
  return async () => join(folder, randomName());
}

/** A name that nobody guesses, and that no two files have. */
export function randomName(): string {
  return randomBytes(16).toString("hex");
}

async function sweepOut(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < Date.now() - staleMs) await rm(path, { force: true });
  }
}
