/**
 * A made-up archive to look at and to measure with: `npm run seed -- --articles N [--seed N] [--until DAY]`. The same
 * seed and day make the same archive. It goes into DATABASE_URL, or else into the embedded database under DATA_DIR.
 */
import { parseArgs } from "node:util";
import { pino } from "pino";
import { readConfig } from "../src/config.ts";
import { systemContext } from "../src/context.ts";
import { startEmbeddedPostgres } from "../src/db/embedded/start.ts";
import { AppError } from "../src/errors.ts";
import { openNewsroom } from "../src/newsroom.ts";
import { foundPublication } from "../src/services/administration/publications/publications.ts";
import { fillArchive } from "./seed/archive.ts";

const others = [
  { slug: "courier", name: "The Eastquay Courier", timeZone: "Europe/London" },
  { slug: "beacon", name: "The Saltmere Beacon", timeZone: "Australia/Brisbane" },
];
const log = pino({ level: "warn" }, pino.destination(2));

const { values } = parseArgs({
  options: {
    articles: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    until: { type: "string", default: new Date().toISOString().slice(0, 10) },
  },
});
const [articles, seed, until] = [
  Number(values.articles),
  Number(values.seed),
  new Date(`${values.until}T00:00:00Z`),
];
if (!(articles >= 1 && articles <= 5_000_000 && Number.isInteger(articles) && Number.isInteger(seed))) {
  throw new Error("--articles is a whole number from 1 to 5000000, and --seed a whole number");
}
if (Number.isNaN(until.getTime())) throw new Error("--until is a day such as 2026-11-26");

const started = performance.now();
const config = readConfig();
const embedded = config.DATABASE_URL
  ? undefined
  : await startEmbeddedPostgres({ dataDir: config.dataDir, log });
const databaseUrl = config.DATABASE_URL ?? embedded?.url ?? "";
try {
  await foundOthers();
  await fillArchive(databaseUrl, { articles, seed, until }, (done) => {
    process.stderr.write(`\r${done.padEnd(40)}`);
  });
  console.log(`\n${articles} articles in ${((performance.now() - started) / 1000).toFixed(0)} s`);
} catch (error) {
  const { code = "", message } = error as { code?: string; message: string };
  console.error(code === "23505" ? "Such an archive is there already: give another --seed." : message);
  process.exitCode = 1;
} finally {
  await embedded?.stop();
}

/** The migrations, and the publications that the archive is of. */
async function foundOthers(): Promise<void> {
  const { newsroom, close } = await openNewsroom({ ...config, DATABASE_URL: databaseUrl }, log);
  for (const publication of others) {
    await foundPublication(systemContext(newsroom, "seed"), publication).catch((error: unknown) => {
      if (!(error instanceof AppError && error.type === "already-exists")) throw error;
    });
  }
  await close();
}
