/** Loads the WebAssembly build of the engine. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { AdapterFactory } from "./adapters.mjs";
import { logLine } from "./log.mjs";

const module = new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm"));

/** Starts an engine for one datasource. */
export async function loadEngine(datasource, datamodels) {
  const { instance } = await WebAssembly.instantiate(readFileSync(fileURLToPath(module)), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  // The engine reports a panic here; with nothing to report to, the panic would hide behind a TypeError.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => logLine("ERROR", { message, is_panic: true }),
  };
  const options = { datamodels: datamodels.length > 0 ? datamodels : undefined };
  const trace = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`);
  const factory = bindMigrationAwareSqlAdapterFactory(new AdapterFactory(datasource));
  return bindings.SchemaEngine.new(options, trace, factory);
}
