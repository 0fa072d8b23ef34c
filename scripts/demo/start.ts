/** Starting the newsroom for the demo: a port that is free, a key for the administrator, and a quiet log. */

import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { relative } from "node:path";
import { type Logger, multistream, pino } from "pino";
import { type Config, readConfig } from "../../src/config.ts";
import { type Serving, serve } from "../../src/serve.ts";
import type { View } from "./view.ts";

/** The demo takes this port if nobody has it and nobody says otherwise. */
const usualPort = 3000;

export interface Started {
  readonly config: Config;
  readonly serving: Serving;
  readonly adminKey: string;
}

/**
 * Starts API and workers in this process and says how it goes.
 *
 * @throws {Error} in one sentence, when the newsroom refuses to start
 */
export async function start(view: View): Promise<Started> {
  const { env } = process;
  // What a library will drop one day is no news to the reader of a demo.
  process.noDeprecation = true;
  // Refuses a wrong variable before a port is looked for.
  const { HOST, LOG_LEVEL, ...wanted } = readConfig({ ...env, LOG_LEVEL: env.LOG_LEVEL || "warn" });
  const adminKey = wanted.ADMIN_API_KEY ?? randomBytes(24).toString("hex");
  const port = env.PORT && wanted.PORT !== 0 ? wanted.PORT : await findPort(HOST, env.PORT ? 0 : usualPort);
  const config = readConfig({ ...env, PORT: String(port), ADMIN_API_KEY: adminKey, LOG_LEVEL });
  const note = (text: string) => {
    const elapsed = `${(performance.now() / 1000).toFixed(1).padStart(6)} s`;
    view.say(`${view.paint("gray", elapsed)}  ${text}`);
  };
  const within = relative(process.cwd(), config.dataDir);
  const where = within === "" || within.startsWith("..") ? config.dataDir : within;
  note(config.DATABASE_URL ? "Opening the database of DATABASE_URL" : `Starting PostgreSQL under ${where}`);
  const log = noteWhile(note, LOG_LEVEL, view);
  const serving = await serve(config, ["api", "worker"], log);
  log.level = LOG_LEVEL;
  note(`API and workers are up: ${view.paint("bold", config.baseUrl)}`);
  return { config, serving, adminKey };
}

/** A log that also tells of the start while its level is low; afterwards it is only what `level` lets through. */
function noteWhile(note: (text: string) => void, level: Config["LOG_LEVEL"], view: View): Logger {
  const told = {
    write: (line: string) => {
      const { msg } = JSON.parse(line);
      // Fastify's own line comes before the workers are up.
      if (log.level === "debug" && !msg.startsWith("Server listening")) note(msg);
    },
  };
  const errors = { write: (line: string) => view.aside(() => process.stderr.write(line)) };
  const streams =
    level === "silent"
      ? [{ level: "debug", stream: told } as const]
      : [{ level: "debug", stream: told } as const, { level, stream: errors }];
  const log: Logger = pino({ level: "debug" }, multistream(streams));
  return log;
}

async function findPort(host: string, wanted: number): Promise<number> {
  const probe = createServer();
  const open = (port: number) =>
    new Promise<number | undefined>((resolve) => {
      probe.once("error", () => resolve(undefined));
      probe.listen(port, host, () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === "object" ? address?.port : undefined));
      });
    });
  const port = (await open(wanted)) ?? (wanted === 0 ? undefined : await open(0));
  if (port === undefined) throw new Error(`HOST: nothing can listen on ${host}`);
  return port;
}
