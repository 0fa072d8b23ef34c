/** Writes `openapi.json`, the description of the API as the code has it: `npm run openapi [-- FILE]`. */

import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { createApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { openNewsroom } from "../src/newsroom.ts";
import { createRegistry } from "../src/plugins/operators.ts";

const file = process.argv[2] ?? "openapi.json";
const dataDir = await mkdtemp(join(tmpdir(), "dateline-openapi-"));
await chmod(dataDir, 0o711);
const { BASE_URL = "http://127.0.0.1:3000" } = process.env;
const config = readConfig({
  DATA_DIR: dataDir,
  BASE_URL,
  ADMIN_API_KEY: "nobody-asks-while-this-writes-a-file",
});
const open = await openNewsroom(config, pino({ level: "error" }));
try {
  const app = await createApp(open.newsroom, { checks: open.checks, registry: createRegistry() });
  await writeFile(file, `${JSON.stringify(app.swagger(), null, 2)}\n`);
  await app.close();
  console.log(`Wrote ${file}`);
} finally {
  await open.close();
  await rm(dataDir, { recursive: true, force: true });
}
