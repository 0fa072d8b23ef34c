/**
 * What the demo remembers between two starts, in `DATA_DIR/demo.json`: who was signed up and how far each example came.
 * Everything is written down before the next step is taken, so that a killed demo goes on where it was.
 */

import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const part = z.object({
  release: z.string().optional(),
  /** Chosen once: a repeat of the request has to say the same. */
  embargoedUntil: z.string().optional(),
  /** Where it first came to rest, and the rules that had found something. */
  rested: z.object({ status: z.string(), rules: z.array(z.string()) }).optional(),
  /** Where it ended, what is worth a remark, and what went otherwise than it should have. */
  ended: z
    .object({ status: z.string(), remark: z.string().optional(), faults: z.array(z.string()) })
    .optional(),
});
export type Part = z.output<typeof part>;

const account = z.object({ id: z.string(), apiKey: z.string(), trustGiven: z.boolean() });

const notes = z.object({
  /** Makes the idempotency keys of one performance. */
  run: z.string(),
  editorKey: z.string().optional(),
  organizations: z.record(z.string(), account),
  parts: z.record(z.string(), part),
});
type Notes = z.output<typeof notes>;

export interface Memory {
  readonly notes: Notes;
  /** How far an example came; changes to it are kept by `save`. */
  part(name: string): Part;
  /** Writes everything down, at once and whole. */
  save(): void;
  /** Forgets a performance whose traces are in another database. */
  clear(): void;
}

/**
 * Reads what an earlier start wrote down.
 *
 * @throws {Error} in one sentence when the file is there and cannot be understood
 */
export function openMemory(dataDir: string): Memory {
  const file = join(dataDir, "demo.json");
  const kept = read(file) ?? blank();
  return {
    notes: kept,
    part: (name) => {
      kept.parts[name] ??= {};
      return kept.parts[name];
    },
    save: () => {
      // It holds keys; and a rename leaves the old or the new text, whenever the process is killed.
      writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    clear: () => {
      Object.assign(kept, { editorKey: undefined }, blank());
    },
  };
}

function blank(): Notes {
  return { run: randomUUID(), organizations: {}, parts: {} };
}

function read(file: string): Notes | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return notes.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Error(`${file} cannot be read as the notes of a demo; remove DATA_DIR to start over.`);
  }
}
