/** The spam filter that ships with the newsroom: the only part that reads its file. */

import { readFile } from "node:fs/promises";
import { readSpamFilter, type SpamFilter } from "../../domain/spam/filter.ts";
import { loadWordVectors } from "./word-vectors.ts";

/** At the project's root, as far from `src/` as from `dist/`. */
export const shippedSpamModel = new URL("../../../models/spam.bin", import.meta.url);

/** Reads the file anew at each call: a process loads it once and keeps what it gets. */
export async function loadShippedSpamFilter(): Promise<SpamFilter> {
  return readSpamFilter(await readFile(shippedSpamModel), await loadWordVectors());
}
