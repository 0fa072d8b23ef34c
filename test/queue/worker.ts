/** A process that takes a moderation and never comes to its end: it says so, for somebody to kill it. */

import { connectQueue } from "../../src/queue/connection.ts";
import { startWorkers } from "../../src/queue/workers.ts";

const [databaseUrl = "", redisUrl, prefix = ""] = process.argv.slice(2);
const connection = await connectQueue({ databaseUrl, redisUrl: redisUrl || undefined });
const run = (id: string) => {
  process.stdout.write(`${id}\n`);
  return new Promise<never>(() => undefined);
};
await startWorkers(connection, prefix, [{ name: "moderate", concurrency: 1, run }], () => undefined);
