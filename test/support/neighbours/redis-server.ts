/** A Redis of a test's own, which may be stopped and wiped. */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { Redis } from "ioredis";
import { until } from "../newsroom.ts";
import { freePort } from "../processes.ts";

export interface OwnRedis {
  readonly port: number;
  readonly url: string;
  signal(signal: NodeJS.Signals): void;
  /** Ends it as a failing machine would; `start` brings up an empty one at the same address. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Throws away everything in it. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

/** Whether this machine has a Redis; where the suite runs for others, it must. */
export const hasRedis = process.env.CI === "true" || spawnSync("redis-server", ["--version"]).status === 0;

/** Starts one that keeps nothing on disk. */
export async function openRedis(...settings: string[]): Promise<OwnRedis> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  const end = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  const start = async () => {
    child = spawn(
      "redis-server",
      ["--port", String(port), "--bind", "127.0.0.1", "--save", "", ...settings],
      {
        stdio: "ignore",
      },
    );
    await once(child, "spawn");
    await until(() => answers(port));
  };
  process.once("exit", () => child?.kill("SIGKILL"));
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    signal: (signal) => void child?.kill(signal),
    kill: end,
    start,
    wipe: async () => {
      const client = new Redis(port, "127.0.0.1");
      await client.flushall();
      client.disconnect();
    },
    close: end,
  };
}

/** Whether it says anything at all to a PING; one that asks for a password answers as well. */
async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    socket.write("PING\r\n");
    await once(socket, "data");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
