/** The categoriser that ships with the newsroom: the only part that reads its file. */

import { readFile } from "node:fs/promises";
import { type Classifier, readClassifier } from "../../domain/categories/classifier.ts";
import { type LikenessModel, likenessModel } from "../../domain/categories/own-sections.ts";
import { loadWordVectors } from "./word-vectors.ts";

/** At the project's root, as far from `src/` as from `dist/`. */
export const shippedModel = new URL("../../../models/categories.bin", import.meta.url);

/** How likeness to a section's own words becomes a chance. */
export const shippedLikeness = new URL("../../../models/sections.json", import.meta.url);

/** Reads the file anew at each call: a process loads it once and keeps what it gets. */
export async function loadShippedClassifier(): Promise<Classifier> {
  const [bytes, vectors] = await Promise.all([readFile(shippedModel), loadWordVectors()]);
  return readClassifier(bytes, vectors);
}

/** What the publications' own sections are told by. */
export async function loadShippedLikeness(): Promise<LikenessModel> {
  return likenessModel.parse(JSON.parse(await readFile(shippedLikeness, "utf8")));
}
