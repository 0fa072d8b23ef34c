/** Benchmarks, each beside its own baseline in the same run: `npm run bench [-- NAME ... --articles N --part PART]`. */

import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";
import { run, withDatabase } from "../../test/support/template-database.ts";
import { measureChecks } from "./checks.ts";
import { measureDuplicates } from "./duplicates.ts";
import { measureEmbargo } from "./embargo.ts";
import { measureIntake } from "./intake.ts";
import { measureModeration } from "./moderation.ts";
import { measureLatency, measurePipeline } from "./pipeline.ts";
import { measureQueue } from "./queue.ts";
import { measureReading, readingParts } from "./reading.ts";
import { measureRush } from "./rush.ts";
import { measureSearch } from "./search.ts";
import { dropArchives } from "./support/archive.ts";
import { print, type Row } from "./support/report.ts";
import { measureWebhooks } from "./webhooks.ts";

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { articles: { type: "string", default: "10000" }, part: { type: "string" } },
});
/** In the archive that readers ask. */
const articles = Number(values.articles);
const benchmarks = {
  intake: measureIntake,
  checks: measureChecks,
  moderation: measureModeration,
  duplicates: measureDuplicates,
  pipeline: measurePipeline,
  latency: measureLatency,
  rush: measureRush,
  queue: measureQueue,
  webhooks: measureWebhooks,
  embargo: measureEmbargo,
  reading: (env: Record<string, string>) => measureReading(env, articles, values.part),
  search: (env: Record<string, string>) => measureSearch(env, articles),
};
if (values.part !== undefined && !readingParts.some((part) => part === values.part)) {
  console.error(`Reading has no part "${values.part}"; it has ${readingParts.join(", ")}`);
  process.exit(2);
}
const unknown = asked.find((name) => !Object.hasOwn(benchmarks, name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}"; there are ${Object.keys(benchmarks).join(", ")}`);
  process.exit(2);
}

const dataDir = await mkdtemp(join(tmpdir(), "dateline-bench-"));
await chmod(dataDir, 0o711);
const given = process.env.DATABASE_URL;
const embedded = given ? undefined : await startEmbeddedPostgres({ dataDir, log: pino({ level: "warn" }) });
const serverUrl = given ?? embedded?.url ?? "";
console.log(`Queue backend: ${process.env.REDIS_URL ? "Redis" : "PostgreSQL"}`);
let passed = true;
try {
  for (const [name, measure] of Object.entries(benchmarks)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    passed =
      (await onNewDatabase(serverUrl, name, (url) => measure({ DATABASE_URL: url, DATA_DIR: dataDir }))) &&
      passed;
  }
} finally {
  await dropArchives(serverUrl);
  await embedded?.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(passed ? 0 : 1);

/** Each benchmark has a database of its own: what one leaves behind would be the next one's load. */
async function onNewDatabase(
  server: string,
  name: string,
  measure: (url: string) => Promise<Row[]>,
): Promise<boolean> {
  const database = `bench_${name}_${process.pid}`;
  await run(server, `create database ${database}`);
  try {
    return print(await measure(withDatabase(server, database)));
  } finally {
    await run(server, `drop database if exists ${database} with (force)`);
  }
}
