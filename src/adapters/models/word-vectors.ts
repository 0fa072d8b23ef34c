/** The word vectors that ship with the newsroom: read once in a process, for every model that knows them. */

import { readFile } from "node:fs/promises";
import { readVectors, type WordVectors } from "../../domain/vectors/word-vectors.ts";

/** At the project's root, as far from `src/` as from `dist/`. */
export const shippedVectors = new URL("../../../models/word-vectors.bin", import.meta.url);

let read: Promise<WordVectors> | undefined;

/** Reads the file at the first call. */
export function loadWordVectors(): Promise<WordVectors> {
  read ??= readFile(shippedVectors).then(readVectors);
  return read;
}
