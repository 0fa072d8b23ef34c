/** Measures the detection of languages. */

import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { openLanguageDetector } from "../../src/adapters/models/language.ts";
import { judgeAll } from "./clock.ts";
import { InputError, readLines } from "./json-lines.ts";
import { shareOf } from "./scores.ts";
import type { Files } from "./tasks.ts";

const line = z.object({ text: z.string(), label: z.string() });

/** The statistics come with a package, so there is nothing to train. */
export async function evaluateLanguage({ train, test }: Files) {
  if (train !== undefined)
    throw new InputError("--task language takes no --train: its statistics come ready-made");
  const lines = readLines(test, line);
  const detect = await openLanguageDetector();
  const { judgements, microsecondsPerDocument } = judgeAll(lines, ({ text }) => detect(text).code);
  return {
    documents: lines.length,
    microsecondsPerDocument,
    modelBytes: statSync(ngramsFile()).size,
    trainSeconds: 0,
    accuracy: shareOf([...lines.keys()], (at) => judgements[at] === lines[at]?.label),
  };
}

function ngramsFile(): string {
  return fileURLToPath(new URL("../ngrams/extrasmall.js", import.meta.resolve("eld/extrasmall")));
}
