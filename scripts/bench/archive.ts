/** A made-up archive for the benchmarks that read, by the command that makes one. */

import { spawn } from "node:child_process";
import { once } from "node:events";

/** Fills the database that `env` names. */
export async function seedArchive(env: Record<string, string>, articles: number): Promise<void> {
  const words = ["--import", "tsx", "scripts/seed.ts", "--articles", String(articles)];
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("The archive was not made");
}
