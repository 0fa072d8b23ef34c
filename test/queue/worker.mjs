/** A process that takes a moderation and never comes to its end: it says so, for somebody to kill it. */

import { connectQueue } from "../../dist/queue/connection.js";
import { startWorkers } from "../../dist/queue/workers.js";

const [databaseUrl, redisUrl, prefix] = process.argv.slice(2);
const connection = await connectQueue({ databaseUrl, redisUrl: redisUrl || undefined });
const run = (id) => {
  process.stdout.write(`${id}\n`);
  return new Promise(() => undefined);
};
await startWorkers(connection, prefix, [{ name: "moderate", concurrency: 1, run }], () => undefined);
