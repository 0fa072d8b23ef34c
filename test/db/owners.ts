/** Starts and ends owners of an embedded database, each a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { findPostmaster, stopPostmaster } from "../../src/db/embedded/postmaster.ts";

const script = fileURLToPath(new URL("owner.mjs", import.meta.url));

export interface Owner {
  child: ChildProcess;
  pid: number;
  /** Everything it wrote. */
  lines: Record<string, string>[];
  /** Its first line that is not a log line: an address or a refusal. */
  said: Promise<Record<string, string>>;
}

const owners: Owner[] = [];
const folders: string[] = [];

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dateline-embedded-"));
  folders.push(folder);
  return folder;
}

export const clusterIn = (dataDir: string) => join(dataDir, "postgres", "data");

export function startOwner(dataDir: string): Owner {
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: Record<string, string>[] = [];
  const said = new Promise<Record<string, string>>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(JSON.parse(line));
      if (!("log" in JSON.parse(line))) resolve(JSON.parse(line));
    });
    child.once("close", () => reject(new Error("It ended without a word.")));
  });
  said.catch(() => undefined);
  const owner = { child, pid: child.pid ?? 0, lines, said };
  owners.push(owner);
  return owner;
}

export async function openDatabase(dataDir: string): Promise<Owner & { url: string }> {
  const owner = startOwner(dataDir);
  const { url, refused } = await owner.said;
  if (!url) throw new Error(refused);
  return { ...owner, url };
}

export async function end(owner: Owner, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (owner.child.exitCode !== null || owner.child.signalCode !== null) return;
  const ended = once(owner.child, "close");
  owner.child.kill(signal);
  await ended;
}

export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Ends the server and all its processes as a failing machine would. */
export async function killServer(dataDir: string): Promise<void> {
  const server = await findPostmaster(clusterIn(dataDir));
  if (!server) throw new Error("No server runs.");
  const children = await readFile(`/proc/${server.pid}/task/${server.pid}/children`, "utf8");
  process.kill(server.pid, "SIGKILL");
  for (const pid of children.split(" ").filter(Boolean)) {
    // Some see that their server is gone and end by themselves first.
    try {
      process.kill(Number(pid), "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

export async function endAll(): Promise<void> {
  await Promise.all(owners.splice(0).map((owner) => end(owner, "SIGKILL")));
  await Promise.all(folders.map((folder) => stopPostmaster(clusterIn(folder))));
}

export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}
