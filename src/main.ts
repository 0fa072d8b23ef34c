/** The process: `main`, `main api`, `main worker`. */

import closeWithGrace from "close-with-grace";
import { pino } from "pino";
import { readConfig } from "./config.ts";
import { type Part, serve } from "./serve.ts";

/** Contract section 1: closed within 30 s. */
const closeWithinMs = 29_000;

const [role, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (role !== undefined && role !== "api" && role !== "worker")) {
  refuse(`"${[role, ...rest].join(" ")}" is not a role; accepted: api, worker, or nothing for both`);
}

try {
  const config = readConfig();
  const log = pino({ level: config.LOG_LEVEL });
  const parts: readonly Part[] = role === undefined ? ["api", "worker"] : [role as Part];
  const serving = await serve(config, parts, log);
  if (serving.adminKey !== undefined) {
    process.stdout.write(`\nThe administrator's key, shown this once:\n\n    ${serving.adminKey}\n\n`);
  }
  log.info({ origin: serving.origin }, `Dateline (${parts.join(" and ")}) listens on ${serving.origin}`);
  closeWithGrace({ delay: closeWithinMs, logger: log }, async ({ err }) => {
    if (err) log.fatal({ err }, "An accident that nobody handled ends the process");
    await serving.close();
  });
} catch (error) {
  if (!(error instanceof Error)) throw error;
  refuse(error.message);
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
