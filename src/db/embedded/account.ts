/**
 * As whom PostgreSQL runs. It refuses root, so a process of root's starts it under an unprivileged account that
 * exists already; an ordinary user's process starts it as that user.
 */
import { execFile, type StdioOptions, spawn } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { StartRefused } from "./refusal.ts";

const run = promisify(execFile);

/** Nothing of our own environment reaches the server: neither secrets nor somebody's PGPORT. */
const environment = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", TZ: "UTC" };

interface Account {
  uid: number;
  gid: number;
}

/** How to start a program as the right account; with none it runs as ourselves. */
export interface Launcher {
  account?: Account;
  /** Words in front of the program, when the account needs more than `setuid` to reach its files. */
  prefix: string[];
}

/** Starts a program in a session of its own, so that a Ctrl-C in the terminal does not stop it with us. */
export function launch(launcher: Launcher, program: string, words: string[], errors: number | "pipe") {
  const [file = program, ...rest] = [...launcher.prefix, program, ...words];
  const account = launcher.prefix.length > 0 ? {} : launcher.account;
  const output = errors === "pipe" ? "ignore" : errors;
  const stdio: StdioOptions = ["ignore", output, errors];
  return spawn(file, rest, { ...account, env: environment, cwd: "/", detached: true, stdio });
}

/**
 * Chooses the account that owns the database already, or else `postgres`, or else `nobody`. No account is made.
 * @throws {StartRefused} when that account cannot reach the data or the programs, and nothing can be done about it.
 */
export async function chooseLauncher(home: string, reached: string[]): Promise<Launcher> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const account = (await ownerOf(home)) ?? (await named("postgres")) ?? (await named("nobody"));
  if (!account) {
    throw new StartRefused(
      "PostgreSQL does not run as root, and this machine has no account postgres or nobody to run it: " +
        "start Dateline as an ordinary user, or set DATABASE_URL.",
    );
  }
  const closed = await firstClosed(account, reached);
  return { account, prefix: closed === undefined ? [] : await openDoors(account, closed) };
}

async function ownerOf(home: string): Promise<Account | undefined> {
  const found = await stat(home).catch(() => undefined);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

async function named(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

// A checkout or DATA_DIR below a folder of mode 0700, such as /root, is closed to every other account.
async function firstClosed(account: Account, paths: string[]): Promise<string | undefined> {
  for (const path of paths) {
    for (let folder = path; ; folder = dirname(folder)) {
      if (!(await mayEnter(account, folder))) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  return undefined;
}

async function mayEnter(account: Account, folder: string): Promise<boolean> {
  const { uid, gid, mode } = await stat(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  return (mode & (gid === account.gid ? 0o010 : 0o001)) !== 0;
}

/**
 * Lets the account pass closed folders by one capability, and bounds the process to it. PostgreSQL asks `access(2)`
 * about its own program, which ignores capabilities of a user other than root unless `no_setuid_fixup` is set.
 */
async function openDoors(account: Account, closed: string): Promise<string[]> {
  const capability = await passingCapability();
  const only = `-all,+${capability}`;
  const prefix = ["setpriv", `--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"];
  prefix.push(`--inh-caps=${only}`, `--ambient-caps=${only}`, `--bounding-set=${only}`);
  prefix.push("--securebits=+no_setuid_fixup", "--");
  const [file = "", ...words] = [...prefix, "test", "-x", closed];
  const works = capability && (await run(file, words, { env: environment }).catch(() => undefined));
  if (works) return prefix;
  throw new StartRefused(
    `PostgreSQL does not run as root, and the account that runs it (uid ${account.uid}) cannot enter ${closed}: ` +
      `chmod o+x ${closed}, or start Dateline as an ordinary user, or set DATABASE_URL.`,
  );
}

// Reading past closed folders is enough, since the account owns what it writes; containers often grant only the wider one.
async function passingCapability(): Promise<string | undefined> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  if (effective & (1n << 2n)) return "dac_read_search";
  return effective & (1n << 1n) ? "dac_override" : undefined;
}
