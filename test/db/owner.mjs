/**
 * A process that owns the embedded database in the folder it is given: it says so in a line of JSON, then waits. Like
 * every process of these tests it runs what is compiled.
 */
import { startEmbeddedPostgres } from "../../dist/db/embedded/start.js";

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const note = (_fields, message) => say({ log: message });

try {
  const database = await startEmbeddedPostgres({
    dataDir: process.argv[2],
    log: { debug: note, info: note, warn: note, error: note },
  });
  const waiting = setInterval(() => undefined, 60_000);
  process.once("SIGTERM", () => {
    clearInterval(waiting);
    void database.stop().then(() => say({ stopped: true }));
  });
  say({ url: database.url });
} catch (error) {
  say({ refused: error.message, name: error.name });
  process.exitCode = 1;
}
