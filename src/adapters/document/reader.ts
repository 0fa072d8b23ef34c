/**
 * Takes documents apart and reads them in a child process, one after the other: what a hostile one does to it, it does to nobody else.
 * The child is kept between documents, since its start costs more than most of them.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { ReadDocument } from "../../domain/document/read-document.ts";
import type { Answer, Question } from "./child.ts";
import { Unreadable } from "./unreadable.ts";

export interface DocumentReader {
  /**
   * What a document says, which is loaded when its turn comes: those that wait take no memory.
   *
   * @param behind of so many that wait already, at most, this one is taken on too
   * @throws {Unreadable} for one that is broken, too large unfolded, too slow, or takes too much memory
   * @throws {TooBusy} when too many wait already
   */
  read(load: () => Promise<Question>, behind?: number): Promise<ReadDocument>;
  close(): void;
}

/** Too many documents wait; none of them is lost, since whoever sends one is told. */
export class TooBusy extends Error {
  override readonly name = "TooBusy";
}

/** A busy machine starts a process slowly; that is not the document's fault. */
const startsWithinMs = 30_000;
const usual = { withinMs: 10_000, maxWaiting: 20, heapMegabytes: 256, dataKilobytes: 700_000 };
/** A child that has read so many makes room for a fresh one. */
const documentsOfChild = 200;

/** Opens a reader; its child starts with the first document. */
export function openDocumentReader(limits: Partial<typeof usual> = {}): DocumentReader {
  const { withinMs, maxWaiting, ...memory } = { ...usual, ...limits };
  let child: ChildProcess | undefined;
  let served = 0;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const end = () => {
    child?.kill("SIGKILL");
    child = undefined;
  };
  const readNow = async (question: Question): Promise<ReadDocument> => {
    if (
      child === undefined ||
      child.exitCode !== null ||
      child.signalCode !== null ||
      served >= documentsOfChild
    ) {
      end();
      const fresh = startChild(memory);
      child = fresh;
      served = 0;
      await begun(fresh).catch((error: unknown) => {
        end();
        throw new Error("The process that reads documents did not start", { cause: error });
      });
    }
    served += 1;
    const asked = child;
    const answer = await ask(asked, question, withinMs);
    if ("document" in answer) return answer.document;
    if (answer.ended) end();
    throw new Unreadable(answer.unreadable, { tooLarge: answer.tooLarge });
  };
  return {
    read: async (load, behind = maxWaiting) => {
      if (waiting >= Math.min(behind, maxWaiting)) throw new TooBusy();
      waiting += 1;
      const turn = last.then(async () => readNow(await load()));
      last = turn.catch(() => undefined);
      return turn.finally(() => {
        waiting -= 1;
      });
    },
    close: end,
  };
}

/** Waits for the child to say that it is ready. */
async function begun(child: ChildProcess): Promise<void> {
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(startsWithinMs)]);
  const [code] = await Promise.race([
    once(child, "message", { signal }),
    once(child, "exit", { signal }),
  ]).finally(() => settled.abort());
  if (code !== "ready") throw new Error(`It ended with ${code}`);
}

type Outcome =
  | { readonly document: ReadDocument }
  | { readonly unreadable: string; readonly tooLarge: boolean; readonly ended?: true };

/** Asks the child, and takes its end, or its silence, for an answer. */
async function ask(child: ChildProcess, question: Question, withinMs: number): Promise<Outcome> {
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(withinMs)]);
  child.ref();
  child.channel?.ref();
  try {
    child.send(question);
    const message = once(child, "message", { signal }).then(([answer]) => answer as Answer);
    const exit = once(child, "exit", { signal }).then(() => ended("takes more memory than there is for one"));
    return await Promise.race([message, exit]);
  } catch {
    return ended("could not be read within the time there is for one");
  } finally {
    settled.abort();
    child.unref();
    child.channel?.unref();
  }
}

function ended(unreadable: string): Outcome {
  return { unreadable, tooLarge: false, ended: true };
}

/** With a heap of its own size, and with a kernel's limit on the memory beside it. */
function startChild({
  heapMegabytes,
  dataKilobytes,
}: Pick<typeof usual, "heapMegabytes" | "dataKilobytes">): ChildProcess {
  const isSource = import.meta.url.endsWith(".ts");
  const program = fileURLToPath(new URL(isSource ? "child.ts" : "child.js", import.meta.url));
  const loader = isSource ? ["--import", createRequire(import.meta.url).resolve("tsx")] : [];
  const node = [process.execPath, `--max-old-space-size=${heapMegabytes}`, ...loader, program];
  const child = spawn("/bin/sh", ["-c", `ulimit -d ${dataKilobytes}; exec "$0" "$@"`, ...node], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
    env: {},
  });
  child.on("error", () => undefined);
  child.unref();
  return child;
}
