/** PostgreSQL's main process: recognised by the file it keeps in its data directory, started, and stopped. */
import { once } from "node:events";
import { open, readFile, readlink, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { launch } from "./account.ts";
import type { Place } from "./place.ts";
import { StartRefused } from "./refusal.ts";

export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

const pollMs = 20;
/** A longer log is begun anew at the next start of the server. */
const maxLogBytes = 5_000_000;

/** Settings beside PostgreSQL's own, which already flush every commit to disk. */
const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=200",
  "shared_buffers=128MB",
  "timezone=UTC",
  "log_timezone=UTC",
  // What a statement did wrong is told to its caller; here it would only spill values into a file.
  "log_min_messages=log",
  "log_min_error_statement=panic",
  "log_error_verbosity=terse",
  "log_checkpoints=off",
];

/** Returns the server that runs on this data directory, whoever started it. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const file = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , port, , , , status] = file.split("\n");
  if (!pid || !(await livesIn(Number(pid), cluster))) return undefined;
  return { pid: Number(pid), port: Number(port), ready: status?.trim() === "ready" };
}

// A process number says little by itself: it may be taken by a stranger, above all in a container, or be a dead child
// that nobody has waited for. On Linux the kernel tells what it is and where it works.
async function livesIn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === "linux") {
    const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    if (!/\(postgres\) [^ZX]/.test(status)) return false;
    return (await readlink(`/proc/${pid}/cwd`).catch(() => cluster)) === cluster;
  }
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Starts a server and returns it once it takes connections. Returns undefined when it had to give way for a reason that
 * passes: the port was taken, another server was quicker, or processes of a killed one still hold its memory.
 * @throws {StartRefused} with the server's own words when it cannot start.
 */
export async function startPostmaster(
  place: Place,
  postgres: string,
  port: number,
): Promise<Postmaster | undefined> {
  await disownStaleFile(place.cluster);
  const log = await openLog(place.serverLog);
  const { size } = await log.stat();
  const words = ["-D", place.cluster, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const child = launch(place.launcher, postgres, words, log.fd);
  await once(child, "spawn").finally(() => log.close());
  child.unref();
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  while (!ended()) {
    const running = await findPostmaster(place.cluster);
    if (running?.pid === child.pid && running?.ready) return running;
    await sleep(pollMs);
  }
  const complaint = (await readFile(place.serverLog)).subarray(size).toString();
  if (/already exists|still in use|could not bind|could not create any TCP/.test(complaint)) return undefined;
  const reason = /(?:FATAL|PANIC): +(.+)/.exec(complaint)?.[1] ?? "it gave no reason";
  throw new StartRefused(`The database in ${place.home} does not start: ${reason} (see ${place.serverLog}).`);
}

// PostgreSQL takes a file naming its own parent for a leftover. A stranger's number in it would make it give up; removing
// the file instead would also remove its guard against processes of the old server that still hold its memory.
async function disownStaleFile(cluster: string): Promise<void> {
  const path = join(cluster, "postmaster.pid");
  const file = await readFile(path, "utf8").catch(() => undefined);
  if (file === undefined || (await findPostmaster(cluster))) return;
  await writeFile(path, file.replace(/^\d+/, String(process.pid)));
}

async function openLog(path: string) {
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  return open(path, bytes > maxLogBytes ? "w" : "a", 0o600);
}

/** Asks the server to end its sessions and stop, and returns when it is gone; harsher after ten seconds. */
export async function stopPostmaster(cluster: string, patienceMs = 10_000): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    const running = await findPostmaster(cluster);
    if (!running) return;
    process.kill(running.pid, signal);
    const deadline = performance.now() + patienceMs;
    while ((await findPostmaster(cluster)) && performance.now() < deadline) await sleep(pollMs);
  }
}
