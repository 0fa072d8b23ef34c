/**
 * `npm run demo`: a newsroom with everything in it, and the releases of `examples/` on their way through its API to
 * its readers. With `--exit` it stops after that, with status 0 only if every example ended as expected.
 */

import { parseArgs } from "node:util";
import { connect } from "./client.ts";
import { readExamples, readProfiles } from "./examples.ts";
import { openMemory } from "./memory.ts";
import { playAll } from "./play.ts";
import { assemble, recall, type Stage } from "./stage.ts";
import type { Started } from "./start.ts";
import { showArticles, showOutcomes, showWhatNext } from "./summary.ts";
import { openView, type View } from "./view.ts";

/** One Ctrl-C arrives more than once when npm and the terminal both pass it on. */
const sameSignalMs = 1000;
const interrupted = 130;

const stop = new AbortController();
const view = openView();
listenForSignals();
process.exitCode = await main().catch(giveUp);

async function main(): Promise<number> {
  const { exit } = readArguments();
  view.say(
    view.paint("bold", "Dateline, a demonstration: news releases from Marlhaven on their way to readers"),
  );
  view.say();
  // Loaded late, so that the first line is there at once.
  const { start } = await import("./start.ts");
  const started = await start(view);
  try {
    return await perform(started, exit, view);
  } finally {
    view.close();
    view.say(exit ? "" : "\nClosing.");
    await started.serving.close();
  }
}

async function perform({ config, serving, adminKey }: Started, exit: boolean, view: View): Promise<number> {
  const client = connect(serving.origin, stop.signal);
  const stage: Stage = { client, view, adminKey, memory: openMemory(config.dataDir) };
  const [examples, profiles] = await Promise.all([readExamples(), readProfiles()]);
  if (await recall(stage))
    view.say("          An earlier start is remembered; what it sent is not sent again.");
  await assemble(stage, profiles);
  view.say();
  await playAll(stage, examples);
  const ok = await showOutcomes(stage, examples);
  await showArticles(stage);
  if (exit) return ok ? 0 : 1;
  showWhatNext(stage, config);
  await stopped();
  return 0;
}

function readArguments(): { exit: boolean } {
  const { values } = parseArgs({ options: { exit: { type: "boolean", default: false } } });
  return values;
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    if (stop.signal.aborted) resolve();
    // An abort signal keeps no process alive; the server that waits for requests does.
    else stop.signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function listenForSignals(): void {
  let first: number | undefined;
  const heard = () => {
    first ??= Date.now();
    if (Date.now() - first > sameSignalMs) process.exit(interrupted);
    stop.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, heard);
  // Whoever read along has gone, as in `npm run demo | head`.
  process.stdout.on("error", () => stop.abort());
}

function giveUp(error: unknown): number {
  view.close();
  if (stop.signal.aborted) return interrupted;
  if (!(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  return 1;
}
