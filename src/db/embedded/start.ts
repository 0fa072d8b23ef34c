/**
 * The PostgreSQL that Dateline brings along, used when `DATABASE_URL` is not set: made, started, taken over from a
 * killed process, kept alive and stopped.
 */
import { mkdir, realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { chooseLauncher } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { claimDatabase, keepClaim } from "./claim.ts";
import { ensureCluster } from "./cluster.ts";
import { databaseUrl } from "./ownership.ts";
import { type Log, type Place, placeUnder } from "./place.ts";
import { stopPostmaster } from "./postmaster.ts";

export interface EmbeddedPostgres {
  url: string;
  /** Ends every session of the database and returns when its processes are gone. */
  stop(): Promise<void>;
}

/**
 * Returns a running database that belongs to this process until `stop`, with all that was committed before. A server
 * that dies in between is started again on the same port.
 * @throws {StartRefused} when another Dateline owns `dataDir`, or PostgreSQL cannot run here.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log: Log;
}): Promise<EmbeddedPostgres> {
  const { log } = options;
  const { initdb, postgres } = findBinaries();
  const place = await preparePlace(options.dataDir, postgres);
  const password = await ensureCluster(place, initdb, log);
  const closing = new AbortController();
  const wanted = { place, postgres, password, port: undefined, closing: closing.signal };
  const claim = await claimDatabase(wanted);
  const { port } = claim;
  log.debug({ directory: place.home, port }, `The database in ${place.home} runs on port ${port}.`);
  const kept = keepClaim(claim, wanted, log);
  return {
    url: databaseUrl({ port, password }),
    async stop() {
      closing.abort();
      // The lock is let go after the server has stopped, so that nobody takes over a server about to vanish. A server
      // that was being started again at this moment is stopped in the second go.
      await stopPostmaster(place.cluster);
      await kept.settled();
      await stopPostmaster(place.cluster);
    },
  };
}

async function preparePlace(dataDir: string, postgres: string): Promise<Place> {
  const directory = resolve(dataDir);
  // Under root another account has to pass through this folder, though not to list it.
  await mkdir(directory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const root = await realpath(directory);
  const { home } = placeUnder(root, { prefix: [] });
  return placeUnder(root, await chooseLauncher(home, [root, postgres]));
}
