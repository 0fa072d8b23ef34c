/** ClamAV's daemon, asked over its own protocol: one connection a file, which it is sent in pieces (clamd(8), INSTREAM). */

import { once } from "node:events";
import { createReadStream } from "node:fs";
import { connect, type Socket } from "node:net";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";
import type { Logger } from "pino";
import type { ScannerAddress } from "../../domain/addresses/scanner-address.ts";
import type { Scanned } from "../../domain/scan.ts";

interface Answer extends Scanned {
  /** There was none: the daemon is away, hangs, or is left alone. */
  readonly isAway?: true;
}

export interface Scanner {
  /** What is in the file at `path`; `pending` where the daemon does not say, for whatever reason. */
  scanFile(path: string): Promise<Answer>;
  scan(content: Readable): Promise<Answer>;
}

/** Nothing that may be sent takes so long; a daemon that is silent as long hangs. */
const patienceMs = 20_000;
/** So many failures in a row, and it is left alone: who sends a file would wait each time. */
const patientWith = 3;
const restMs = 5000;

const pending: Scanned = { scan: "pending", found: null };

/** Opens the way to a daemon; that it does not answer is logged, and no reason not to start. */
export function openScanner(address: ScannerAddress, log: Logger, patience = patienceMs): Scanner {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(patientWith),
  });
  breaker.onBreak(() => log.warn("The virus scanner fails, and is left alone for a while"));
  breaker.onReset(() => log.info("The virus scanner answers again"));
  const complain = (error: unknown) =>
    log.warn({ err: error }, "A file could not be scanned; it is kept from readers until it is");
  const scan = async (content: Readable): Promise<Answer> => {
    try {
      const words = await breaker.execute(() => ask(connect(address), content, patience));
      const said = readAnswer(words);
      if (said) return said;
      // About this file: others may fare better.
      complain(new Error(`The virus scanner says: ${words.slice(0, 200) || "nothing"}`));
      return pending;
    } catch (error) {
      complain(error);
      return { ...pending, isAway: true };
    } finally {
      content.destroy();
    }
  };
  return { scan, scanFile: (path) => scan(createReadStream(path)) };
}

/**
 * The daemon's words about the content; that it broke off, where it did.
 *
 * @throws {Error} when it cannot be reached, or is silent
 */
async function ask(socket: Socket, content: Readable, patience: number): Promise<string> {
  let isSilent = false;
  socket.setTimeout(patience, () => {
    isSilent = true;
    socket.destroy(new Error("The virus scanner did not answer in time"));
  });
  await once(socket, "connect");
  // Heard where the answer is read; what breaks behind it is nobody's concern.
  socket.on("error", () => undefined);
  // Heard also while the file is still being sent: it answers at once what it will not take.
  const answer = text(socket);
  try {
    await Promise.race([answer, send(socket, content)]);
    return (await answer).replaceAll("\0", "").trim();
  } catch (error) {
    if (isSilent) throw error;
    return `broke off (${(error as Error).message})`;
  } finally {
    answer.catch(() => undefined);
    socket.destroy();
  }
}

/** Each piece behind its length; an empty one is the end. */
async function send(socket: Socket, content: Readable): Promise<void> {
  socket.write("zINSTREAM\0");
  for await (const piece of content as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    socket.write(length);
    if (!socket.write(piece)) await once(socket, "drain");
  }
  socket.write(Buffer.alloc(4));
}

/** Nothing for words that are neither "clean" nor "found": who does not know may not say that it is clean. */
function readAnswer(words: string): Scanned | undefined {
  const [, isClean, found] = /^stream: (?:(OK)|(\S{1,200}) FOUND)$/.exec(words) ?? [];
  if (isClean) return { scan: "clean", found: null };
  return found ? { scan: "infected", found } : undefined;
}
