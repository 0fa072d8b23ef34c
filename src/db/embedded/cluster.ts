/** Makes the database cluster at the first start, whole or not at all. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "./account.ts";
import { filesIn, type Log, type Place } from "./place.ts";
import { StartRefused } from "./refusal.ts";

/** The one database user; it owns the cluster, since nobody else uses it. */
export const userName = "dateline";

/**
 * Returns the password of the cluster, which is made first when there is none. Killed half-way it leaves only a
 * folder under another name, which the next call removes; of two calls at once both get the same cluster.
 * @throws {StartRefused} when the folder holds something else, or belongs to somebody else.
 */
export async function ensureCluster(place: Place, initdb: string, log: Log): Promise<string> {
  const existing = await readPassword(place);
  await removeAbandoned(place.root);
  if (existing !== undefined) return existing;
  log.info({ directory: place.home }, `Making a new database in ${place.home}.`);
  const unfinished = join(place.root, `postgres.new-${process.pid}-${randomBytes(4).toString("hex")}`);
  try {
    await makeCluster(place, unfinished, initdb);
    await moveIntoPlace(unfinished, place);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  const password = await readPassword(place);
  if (password !== undefined) return password;
  throw new StartRefused(
    `${place.home} holds no database of Dateline's: move it away, or set another DATA_DIR.`,
  );
}

async function readPassword(place: Place): Promise<string | undefined> {
  try {
    return (await readFile(place.password, "utf8")).trim();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    if (code !== "EACCES") throw cause;
    throw new StartRefused(
      `${place.home} belongs to another user: start Dateline as that user, or set another DATA_DIR.`,
      { cause },
    );
  }
}

async function makeCluster(place: Place, folder: string, initdb: string): Promise<void> {
  const files = filesIn(folder);
  await mkdir(folder, { mode: 0o700 });
  await writeFile(files.password, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600, flush: true });
  const { account } = place.launcher;
  if (account) for (const path of [folder, files.password]) await chown(path, account.uid, account.gid);
  const child = launch(place.launcher, initdb, initdbWords(files.cluster, files.password), "pipe");
  let complaint = "";
  child.stderr?.on("data", (part) => {
    complaint += part;
  });
  await once(child, "close");
  if (child.exitCode === 0) return;
  throw new StartRefused(
    `initdb could not make a database in ${place.root} (exit ${child.exitCode ?? child.signalCode}): ` +
      `${complaint.trim().replaceAll(/\s*\n\s*/g, " ") || "it gave no reason"}`,
  );
}

function initdbWords(cluster: string, passwordFile: string): string[] {
  return [
    `--pgdata=${cluster}`,
    `--username=${userName}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The same order of text on every machine, whatever its C library.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
  ];
}

// A rename onto a folder that is not empty fails: the other of two first starts was quicker, and its cluster is as good.
async function moveIntoPlace(unfinished: string, place: Place): Promise<void> {
  try {
    await rename(unfinished, place.home);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw cause;
    return;
  }
  const parent = await open(place.root, "r");
  await parent.sync().finally(() => parent.close());
}

async function removeAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const maker = /^postgres\.new-(\d+)-/.exec(name)?.[1];
    if (maker === undefined || isAlive(Number(maker))) continue;
    // Its initdb may still be writing for a moment; what resists is left to a later start.
    await rm(join(root, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
