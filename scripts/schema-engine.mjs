#!/usr/bin/env node
/**
 * Prisma's schema engine without a download: the official WebAssembly build, spoken to as the Prisma CLI speaks to the
 * native binary. `prisma.config.ts` names this file as that binary.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { runCommand } from "./schema-engine/commands.mjs";
import { serve } from "./schema-engine/protocol.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  // The CLI passes options that concern the native binary alone.
  strict: false,
  options: {
    version: { type: "boolean" },
    datamodels: { type: "string", multiple: true, default: [] },
    datasource: { type: "string", default: "{}" },
  },
});
const datasource = JSON.parse(values.datasource);

if (values.version) {
  // `prisma --version` waits for this line, and for ever for the end of a process that reads stdin.
  console.log("schema-engine-cli wasm");
} else if (positionals[0] === "cli") {
  process.exitCode = await runCommand(positionals[1], datasource);
} else {
  const datamodels = values.datamodels.map((path) => [path, readFileSync(path, "utf8")]);
  serve(datasource, datamodels);
}
