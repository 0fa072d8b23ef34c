/**
 * Sealing small secrets that have to be read again, such as what signs a webhook, and marks in the place of what need not
 * be; the key lies outside the database.
 */

import { createHmac, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { deriveKey, seal, unseal } from "./sealing.ts";

export interface Secrets {
  seal(text: string): Uint8Array<ArrayBuffer>;
  /** Throws when the bytes were sealed with another key, or changed since. */
  open(sealed: Uint8Array): string;
  /** The same for the same text, so that two can be compared; nobody without the key can tell the text, or try some. */
  mark(text: string): Uint8Array<ArrayBuffer>;
}

/** Enough that no two texts share a mark by chance. */
const markBytes = 16;

/** Opens with the key that is configured, or else with one that the first start makes and keeps in a file. */
export async function openSecrets(options: { key: string | undefined; file: string }): Promise<Secrets> {
  const material = options.key ?? (await keptKey(options.file));
  const [key, markingKey] = [deriveKey(material, "sealed secrets"), deriveKey(material, "marks")];
  return {
    seal: (text) => seal(text, key),
    open: (sealed) => unseal(sealed, key),
    mark: (text) =>
      new Uint8Array(createHmac("sha256", markingKey).update(text).digest().subarray(0, markBytes)),
  };
}

/** The key in the file. Linked into place whole, so that of two first starts one makes it and both read the same. */
async function keptKey(file: string): Promise<string> {
  const kept = await readKey(file);
  if (kept !== undefined) return kept;
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.${randomBytes(6).toString("hex")}`;
  const writing = await open(part, "wx", 0o600);
  try {
    await writing.writeFile(randomBytes(32).toString("base64url"));
    await writing.sync();
    await writing.close();
    await link(part, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(part, { force: true });
  }
  return keptKey(file);
}

async function readKey(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}
