/** The process: `main`, `main api`, `main worker`. */

import closeWithGrace from "close-with-grace";
import { type Logger, pino } from "pino";
import { readConfig } from "./config.ts";
import { openLogLines } from "./log-lines.ts";
import { type Part, serve } from "./serve.ts";

/** Contract section 1: closed within 30 s. */
const closeWithinMs = 29_000;

const [role, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (role !== undefined && role !== "api" && role !== "worker")) {
  refuse(`"${[role, ...rest].join(" ")}" is not a role; accepted: api, worker, or nothing for both`);
}

try {
  const config = readConfig();
  const log = pino({ level: config.LOG_LEVEL }, openLogLines());
  const parts: readonly Part[] = role === undefined ? ["api", "worker"] : [role as Part];
  const stop = new AbortController();
  const starting = serve(config, parts, log, { showKey, signal: stop.signal }).catch((error: unknown) => {
    if (error !== stop.signal.reason) throw error;
    return undefined;
  });
  closeAtTheEnd(log, async () => {
    stop.abort();
    await (await starting)?.close();
  });
  const serving = await starting;
  if (serving)
    log.info({ origin: serving.origin }, `Dateline (${parts.join(" and ")}) listens on ${serving.origin}`);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  refuse(error.message);
}

function showKey(adminKey: string): void {
  process.stdout.write(`\nThe administrator's key, shown this once:\n\n    ${adminKey}\n\n`);
}

/** Closes at the first signal, also one that comes during the start, and lets nothing hurry it. */
function closeAtTheEnd(log: Logger, close: () => Promise<void>): void {
  const end = closeWithGrace(
    { delay: closeWithinMs, logger: log, skip: ["SIGINT", "SIGTERM"] },
    async ({ err }) => {
      if (err) log.fatal({ err }, "An accident that nobody handled ends the process");
      await close();
    },
  );
  let closing = false;
  // One Ctrl-C reaches a process that npm started two or three times.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (!closing) end.close();
      closing = true;
    });
  }
}

function refuse(message: string): never {
  process.stderr.write(`${message.replaceAll(/\s*\n\s*/g, " ")}\n`);
  process.exit(1);
}
