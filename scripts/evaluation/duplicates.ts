/** Measures how copies are told: the jobs' own signatures and search, on a PostgreSQL made for it. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 } from "uuid";
import { z } from "zod";
import { type Database, openDatabase } from "../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";
import { applyMigrations } from "../../src/db/migrations/migrations.ts";
import { findCopies, sketch } from "../../src/services/duplicates/signatures.ts";
import { round } from "./clock.ts";
import { loadSignatures } from "./duplicates-corpus.ts";
import { InputError, readLines } from "./json-lines.ts";
import { shareOf } from "./scores.ts";
import type { Files } from "./tasks.ts";

const corpusLine = z.object({ id: z.string(), title: z.string().nullish(), text: z.string() });
const testLine = corpusLine.extend({
  of: z.string().nullish(),
  label: z.enum(["dup", "distinct"]),
  kind: z.string().default("other"),
});
type TestLine = z.output<typeof testLine>;

interface Answer extends TestLine {
  readonly match: string | undefined;
}

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const nobody = v7();

/** Flagged is what has a copy among the corpus; the match is the likest of them. */
export async function evaluateDuplicates({ train, corpus, test }: Files) {
  if (train !== undefined) throw new InputError("--task duplicates takes no --train: nothing is learned");
  if (corpus === undefined) throw new InputError("--corpus is missing: what was sent before");
  const before = readLines(corpus, corpusLine);
  const texts = readLines(test, testLine);
  return onScratchDatabase(async (database) => {
    const idOf = await loadSignatures(
      database,
      before.map(({ id, ...text }) => ({ id, text: comparedText(text) })),
    );
    for (const text of texts.slice(0, 50)) await lookUp(database, idOf, text);
    const startedAt = performance.now();
    const answers: Answer[] = [];
    for (const text of texts) answers.push({ ...text, match: await lookUp(database, idOf, text) });
    const microseconds = round(((performance.now() - startedAt) * 1000) / texts.length, 1);
    return {
      documents: texts.length,
      corpus: before.length,
      microsecondsPerDocument: microseconds,
      microsecondsPerLookup: microseconds,
      modelBytes: 0,
      trainSeconds: 0,
      ...measures(answers),
    };
  });
}

function comparedText({ title, text }: Pick<TestLine, "title" | "text">): string {
  return `${title ?? ""}\n${text}`;
}

async function lookUp(
  { hot }: Database,
  idOf: ReadonlyMap<string, string>,
  text: TestLine,
): Promise<string | undefined> {
  const [copy] = await findCopies(hot, sketch(comparedText(text)), nobody);
  return copy && idOf.get(copy.releaseId);
}

function measures(answers: readonly Answer[]) {
  const copies = answers.filter(({ label }) => label === "dup");
  const distinct = answers.filter(({ label }) => label === "distinct");
  const isFlagged = ({ match }: Answer) => match !== undefined;
  const kinds = [...new Set(answers.map(({ kind }) => kind))].sort();
  const countOf = (kind: string) => {
    const ofKind = answers.filter((answer) => answer.kind === kind);
    return { documents: ofKind.length, flagged: ofKind.filter(isFlagged).length };
  };
  return {
    recall: shareOf(copies, ({ match, of }) => match === of),
    falsePositiveRate: shareOf(distinct, isFlagged),
    byKind: Object.fromEntries(kinds.map((kind) => [kind, countOf(kind)])),
  };
}

async function onScratchDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), "dateline-evaluate-"));
  const embedded = await startEmbeddedPostgres({ dataDir, log: silent });
  try {
    await applyMigrations({ databaseUrl: embedded.url, log: silent });
    const database = await openDatabase(embedded.url, 4);
    return await work(database).finally(() => database.close());
  } finally {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
