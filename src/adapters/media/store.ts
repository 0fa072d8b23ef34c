/** Where attachments lie: files under random names, outside any web root. A file exists whole or not at all. */

import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";

export interface MediaStore {
  /** A path of this process's own to receive an upload in; the caller removes it, whatever happens. */
  incoming(): Promise<string>;
  /** Keeps the file at `path`, which is moved away, and returns its key; it is on the disk when this returns. */
  keep(path: string): Promise<string>;
  read(key: string): Promise<Readable>;
  remove(key: string): Promise<void>;
}

/** A leftover of an upload that died; nothing takes so long. */
const staleMs = 3_600_000;

/** Opens the folder, and sweeps out what dead uploads left in it. */
export async function openMediaStore(folder: string): Promise<MediaStore> {
  const incoming = join(folder, "incoming");
  await mkdir(incoming, { recursive: true });
  await sweepOut(incoming);
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key);
  return {
    incoming: async () => join(incoming, randomName()),
    keep: async (path) => {
      const key = randomName();
      const target = pathOf(key);
      const made = await mkdir(dirname(target), { recursive: true });
      await flush(path);
      await rename(path, target);
      await flush(dirname(target));
      if (made !== undefined) await flush(folder);
      return key;
    },
    read: async (key) => {
      const path = pathOf(key);
      await stat(path);
      return createReadStream(path);
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}

function randomName(): string {
  return randomBytes(16).toString("hex");
}

/** Makes a file, or the names in a folder, survive a power cut. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sweepOut(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < Date.now() - staleMs) await rm(path, { force: true });
  }
}
