/** Servers under measurement, each a process of its own: the newsroom, and the bare route beside it. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export interface Server {
  readonly origin: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

export const adminKey = "bench-administrator-0123456789abcdefghij";
const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A port of loopback that nobody uses at the moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return address.port;
}

async function start(script: readonly string[], env: Record<string, string>, path: string): Promise<Server> {
  const port = await freePort();
  const child = spawn(process.execPath, script, {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port) },
    // What it logs is written, as in service, and thrown away.
    stdio: ["ignore", "ignore", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${origin}${path}`).then(
      ({ status }) => status < 500,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`${script.join(" ")} did not start`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    origin,
    process: child,
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

let built: Promise<unknown> | undefined;

/** A newsroom in a process of its own: API, workers, or both. It is compiled first, as `npm start` runs it. */
export async function startNewsroom(
  env: Record<string, string>,
  ...words: readonly string[]
): Promise<Server> {
  built ??= promisify(execFile)("npm", ["run", "build"], { cwd: root });
  await built;
  return start(["dist/main.js", ...words], { ADMIN_API_KEY: adminKey, ...env }, "/health/ready");
}

/** The bare route. */
export function startBare(env: Record<string, string>): Promise<Server> {
  return start(["--import", "tsx", "scripts/bench/support/bare-server.ts"], env, "/");
}

/** The bare routes of reading. */
export function startBareReading(env: Record<string, string>): Promise<Server> {
  return start(["--import", "tsx", "scripts/bench/support/bare-reading-server.ts"], env, "/");
}

/** CPU seconds that a process has used so far, on Linux; `undefined` elsewhere. */
export async function cpuSeconds({ process: { pid } }: Server): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  return fields && (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Seconds that a process's main thread was ready to run and others ran instead, on Linux; `undefined` elsewhere. */
export async function waitedSeconds({ process: { pid } }: Server): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/schedstat`, "utf8").catch(() => undefined);
  return text === undefined ? undefined : Number(text.split(" ")[1]) / 1e9;
}
