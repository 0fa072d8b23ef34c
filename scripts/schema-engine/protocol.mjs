/** JSON-RPC over stdin and stdout, one message a line, as the Prisma CLI speaks it. */
import { createInterface } from "node:readline";
import { dropShadows } from "./adapters.mjs";
import { loadEngine } from "./engine.mjs";

/** The one method whose name differs between the native binary and the WebAssembly build. */
const renamed = { getDatabaseVersion: "version" };
/** JSON-RPC code under which the CLI looks for the engine's own error. */
const engineErrorCode = 4466;

/** Answers until the CLI closes stdin or asks to end, and finishes what runs before it leaves. */
export function serve(datasource, datamodels) {
  let engine;
  let prints = 0;
  const running = new Set();
  const lines = createInterface({ input: process.stdin });

  const call = async ({ method: asked, params = {} }) => {
    // Loaded by the first call, so that an address that leads nowhere is answered as an error of that call.
    engine ??= loadEngine(datasource, datamodels);
    const method = renamed[asked] ?? asked;
    const target = await engine;
    if (typeof target[method] !== "function")
      throw new Error(`The WebAssembly schema engine lacks ${asked}.`);
    try {
      const result = (await target[method](params)) ?? {};
      // The native engine prints a comparison itself; here it comes back as text.
      if (method === "diff" && result.stdout) {
        prints += 1;
        send({ id: prints, method: "print", params: { content: result.stdout } });
      }
      return result;
    } finally {
      await dropShadows();
    }
  };
  const answer = async (message) => {
    try {
      send({ id: message.id, result: await call(message) });
    } catch (error) {
      send({ id: message.id, error: describe(error) });
    }
  };
  lines.on("line", (line) => {
    const message = JSON.parse(line);
    // Without a method it is the CLI's answer to a print.
    if (!message.method) return;
    const task = answer(message).finally(() => running.delete(task));
    running.add(task);
  });
  lines.on("close", async () => {
    await Promise.allSettled(running);
    process.exit(0);
  });
  // The CLI closes stdin and sends this at once.
  process.on("SIGTERM", () => lines.close());
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function describe(error) {
  return {
    code: engineErrorCode,
    message: "An error happened. Check the data field for details.",
    data: {
      is_panic: false,
      message: error?.message ?? String(error),
      error_code: error?.code,
      meta: error?.meta ?? null,
    },
  };
}
