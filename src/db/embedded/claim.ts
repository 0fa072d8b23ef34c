/** The hold of this process on the embedded database: taken at the start, and again whenever the server goes away. */
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { AlreadyOwned, takeOwnership } from "./ownership.ts";
import type { Log, Place } from "./place.ts";
import { findPostmaster, startPostmaster } from "./postmaster.ts";
import { StartRefused } from "./refusal.ts";

/** Covers the recovery after a crash of the whole machine; an ordinary start takes less than a second. */
const startWithinMs = 60_000;
const pauseMs = 50;
const pauseAfterFailureMs = 1_000;

export interface Claim {
  port: number;
  owner: pg.Client;
}

export interface Wanted {
  place: Place;
  postgres: string;
  password: string;
  /** The port that addresses handed out already name; any free one when undefined. */
  port: number | undefined;
  closing: AbortSignal;
}

/**
 * Returns the database as ours, on a server found or started. The two are tried together, since between them the server
 * may vanish with the process that just lost it, or a quicker start may have brought up its own.
 * @throws {StartRefused} when another process owns it, or the server cannot start.
 */
export async function claimDatabase(wanted: Wanted): Promise<Claim> {
  const { place, password, closing } = wanted;
  const deadline = performance.now() + startWithinMs;
  while (performance.now() < deadline) {
    closing.throwIfAborted();
    const port = await readyPort(wanted);
    const owner = port && (await takeOwnership({ port, password, directory: place.root }));
    if (owner) return { port, owner };
    await sleep(pauseMs);
  }
  throw new StartRefused(
    `The database in ${place.home} did not start within a minute: see ${place.serverLog}.`,
  );
}

async function readyPort({ place, postgres, port }: Wanted): Promise<number | undefined> {
  const running =
    (await findPostmaster(place.cluster)) ??
    (await startPostmaster(place, postgres, port ?? (await freePort())));
  return running?.ready && (port ?? running.port) === running.port ? running.port : undefined;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, failed) => {
    server.once("error", failed).listen(0, "127.0.0.1", done);
  });
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address ? address.port : freePort();
}

/** Claims the database again whenever its session ends without our wish, until `closing`; `settled` is then awaited. */
export function keepClaim(claim: Claim, wanted: Wanted, log: Log): { settled(): Promise<void> } {
  let { owner } = claim;
  let reclaiming: Promise<void> = Promise.resolve();
  const watch = (): void => {
    owner.once("end", () => {
      if (wanted.closing.aborted) return;
      log.warn({ port: claim.port }, "The database ended its sessions; taking it up again.");
      reclaiming = reclaim();
    });
  };
  const attempt = async (): Promise<"done" | "again"> => {
    try {
      ({ owner } = await claimDatabase({ ...wanted, port: claim.port }));
      log.info({ port: claim.port }, "The database is back.");
      watch();
      return "done";
    } catch (error) {
      if (wanted.closing.aborted) return "done";
      log.error({ err: error }, "The database is gone, and taking it up again failed.");
      return error instanceof AlreadyOwned ? "done" : "again";
    }
  };
  const reclaim = async (): Promise<void> => {
    while ((await attempt()) === "again") await sleep(pauseAfterFailureMs);
  };
  watch();
  return {
    async settled() {
      await reclaiming;
      await owner.end().catch(() => undefined);
    },
  };
}
