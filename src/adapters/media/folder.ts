/** Attachments in a folder, outside any web root, that every process sees. A file exists whole or not at all. */

import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openIncoming, randomName } from "./incoming.ts";
import type { MediaStore } from "./store.ts";

/** Opens the folder. Uploads come in below it, since only there does a rename keep them. */
export async function openFolder(folder: string): Promise<MediaStore> {
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key);
  return {
    incoming: await openIncoming(join(folder, "incoming")),
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
    read: async (key, part) => {
      const path = pathOf(key);
      await stat(path);
      return createReadStream(path, part);
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    close: () => undefined,
  };
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
