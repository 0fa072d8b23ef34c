/** A process that owns the embedded database in the folder it is given: it says so in a line of JSON, then waits. */
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const note = (_fields: object, message: string) => say({ log: message });

try {
  const dataDir = process.argv[2] ?? "";
  const database = await startEmbeddedPostgres({
    dataDir,
    log: { debug: note, info: note, warn: note, error: note },
  });
  const waiting = setInterval(() => undefined, 60_000);
  process.once("SIGTERM", () => {
    clearInterval(waiting);
    void database.stop().then(() => say({ stopped: true }));
  });
  say({ url: database.url });
} catch (error) {
  say({ refused: (error as Error).message, name: (error as Error).name });
  process.exitCode = 1;
}
