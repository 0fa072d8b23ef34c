/**
 * Duplicates: looking a release up among 100,000 earlier ones, as the job does it, beside a signature read by its primary
 * key through the same connections. A tenth of the archive has one issuer's frame, and every sixth release the same legal
 * note: it is these that fill the bands.
 */

import { pino } from "pino";
import { v7 } from "uuid";
import { type Database, openDatabase } from "../../src/db/client.ts";
import { applyMigrations } from "../../src/db/migrations/migrations.ts";
import { findCopies, sign, sketch } from "../../src/services/duplicates/signatures.ts";
import { loadSignatures } from "../evaluation/duplicates-corpus.ts";
import { chanceOf } from "../seed/random.ts";
import { edited, issuerAt, longRelease, textOf } from "./support/long-release.ts";
import { percentile, type Row } from "./support/report.ts";

const earlier = 100_000;
/** The latest of them, which autovacuum has not seen yet: by its default it comes after every fifth row. */
const unvacuumed = 5000;
/** As most releases have. */
const words = 400;
const issuers = Array.from({ length: 400 }, (_, at) => issuerAt(at));
const lookups = 500;
const warmUp = 100;
const meanUnderMs = 5;
/** Of the words of a copy one in so many is another, and of its sentences one in so many is gone. */
const editedOneIn = 10;
const nobody = v7();

interface Kind {
  readonly name: string;
  /** What is looked up, and which of the earlier ones it copies, if any. */
  readonly at: (number: number) => { readonly text: string; readonly of?: string };
  /** The share that has to be taken for a copy of the right one, or that may be taken for a copy at the most. */
  readonly found: { readonly atLeast: number } | { readonly atMost: number };
}

const kinds: readonly Kind[] = [
  {
    name: "a copy, a tenth of its words edited",
    at: (number) => {
      const of = (number * 7919) % earlier;
      return { text: textOf(edited(earlierAt(of), number, editedOneIn)), of: String(of) };
    },
    found: { atLeast: 0.96 },
  },
  {
    name: "other news in the frame of an issuer",
    at: (number) => ({ text: textOf(longRelease(issuerOf(number), earlier + number, words)) }),
    found: { atMost: 0.03 },
  },
  {
    name: "news of somebody new",
    at: (number) => ({ text: textOf(longRelease(issuerAt(1000 + number), 2 * earlier + number, words)) }),
    found: { atMost: 0.05 },
  },
];

/** Measures each kind of lookup; the mean of each is under 5 ms. */
export async function measureDuplicates({ DATABASE_URL = "" }: Record<string, string>): Promise<Row[]> {
  await applyMigrations({ databaseUrl: DATABASE_URL, log: pino({ level: "warn" }) });
  const database = await openDatabase(DATABASE_URL, 4);
  try {
    const idOf = await loadSignatures(database, earlierTexts());
    await signLatest(database, idOf);
    const byKey: number[] = [];
    const took = kinds.map((): Lookup[] => []);
    for (let number = -warmUp; number < lookups; number += 1) {
      const keyMs = await timed(() => readByKey(database, 1 + (((number + warmUp) * 6007) % earlier)));
      if (number >= 0) byKey.push(keyMs.ms);
      for (const [at, kind] of kinds.entries()) {
        const lookup = await lookUp(database, idOf, kind.at(number + warmUp));
        if (number >= 0) took[at]?.push(lookup);
      }
    }
    return [
      { name: `duplicates, a signature by its key among ${earlier}`, figure: timesOf(byKey) },
      ...kinds.map((kind, at) => rowOf(kind, took[at] ?? [])),
    ];
  } finally {
    await database.close();
  }
}

interface Lookup {
  readonly ms: number;
  /** Taken for a copy; and of the right one, where it is one. */
  readonly isFound: boolean;
}

async function lookUp(
  { hot }: Database,
  idOf: ReadonlyMap<string, string>,
  { text, of }: ReturnType<Kind["at"]>,
): Promise<Lookup> {
  const { ms, result: copies } = await timed(() => findCopies(hot, sketch(text), nobody));
  const [copy] = copies;
  return { ms, isFound: copy !== undefined && (of === undefined || idOf.get(copy.releaseId) === of) };
}

function rowOf({ name, found }: Kind, took: readonly Lookup[]): Row {
  const times = took.map(({ ms }) => ms);
  const share = took.filter(({ isFound }) => isFound).length / took.length;
  const asked = "atLeast" in found ? found.atLeast : found.atMost;
  const isRight = "atLeast" in found ? share >= asked : share <= asked;
  const said = "atLeast" in found ? "found" : "taken for a copy";
  return {
    name: `duplicates, ${name}, mean under ${meanUnderMs} ms`,
    figure: `${timesOf(times)}; ${(share * 100).toFixed(1)} % ${said}, asked ${(asked * 100).toFixed(0)} %`,
    passed: isRight && mean(times) < meanUnderMs,
  };
}

function readByKey({ hot }: Database, id: number): Promise<unknown> {
  return hot.$queryRaw`select words, headline from release_signatures where id = ${id}::int`;
}

async function timed<Result>(work: () => Promise<Result>) {
  const started = performance.now();
  const result = await work();
  return { result, ms: performance.now() - started };
}

function timesOf(times: readonly number[]): string {
  const [middle, high] = [percentile(times, 0.5), percentile(times, 0.95)];
  return `mean ${mean(times).toFixed(2)} ms, p50 ${middle.toFixed(2)} ms, p95 ${high.toFixed(2)} ms`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function* earlierTexts() {
  for (let number = 0; number < earlier - unvacuumed; number += 1)
    yield { id: String(number), text: textOf(earlierAt(number)) };
}

/** As the job signs them. */
async function signLatest({ hot }: Database, idOf: Map<string, string>): Promise<void> {
  for (let number = earlier - unvacuumed; number < earlier; number += 1) {
    const releaseId = v7();
    idOf.set(releaseId, String(number));
    await sign(hot, { releaseId, version: 1 }, sketch(textOf(earlierAt(number))));
  }
}

function earlierAt(number: number) {
  return longRelease(issuerOf(number), number, words);
}

/** A few send most of what comes. */
function issuerOf(number: number) {
  return chanceOf(number).often(issuers);
}
