/** The categoriser that ships with the newsroom: the only part that reads its file. */

import { readFile } from "node:fs/promises";
import { type Classifier, readClassifier } from "../domain/categories/classifier.ts";

/** At the project's root, as far from `src/adapters` as from `dist/adapters`. */
export const shippedModel = new URL("../../models/categories.bin", import.meta.url);

/** Reads the file anew at each call: a process loads it once and keeps what it gets. */
export async function loadShippedClassifier(): Promise<Classifier> {
  return readClassifier(await readFile(shippedModel));
}
