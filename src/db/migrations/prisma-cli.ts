/** Prisma's command line, in a process of its own and in the project's folder. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** Three levels up from here, both in src/ and in dist/. */
const projectRoot = fileURLToPath(new URL("../../../", import.meta.url));

export const migrationsFolder = join(projectRoot, "prisma", "migrations");

/** Runs it on this database and returns what it said; a code other than 0 is no exception. */
export async function runPrisma(
  words: string[],
  databaseUrl: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = createRequire(import.meta.url).resolve("prisma/build/index.js");
  // biome-ignore lint/style/noProcessEnv: handed on to a child process, and nothing is read from it
  const inherited = process.env;
  const env = {
    ...inherited,
    // The engine's first line asks for `node`, which need not be on the path of a service.
    PATH: [inherited.PATH, dirname(process.execPath)].join(delimiter),
    DATABASE_URL: databaseUrl,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    NO_COLOR: "1",
  };
  const child = spawn(process.execPath, [program, ...words], {
    cwd: projectRoot,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode ?? 1, stdout, stderr };
}

/** What is worth reading of a failure: from the word Error up to the engine's own call stack. */
export function engineWords({ stdout, stderr }: { stdout: string; stderr: string }): string {
  const output = stdout + stderr;
  const words = output.slice(Math.max(0, output.search(/^Error/m)));
  return words.replace(/^\s+0: [\s\S]*/m, "").trim();
}
