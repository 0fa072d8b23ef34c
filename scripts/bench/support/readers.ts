/**
 * Clients that read over and over, each on a connection of its own. Written by hand, since what is measured takes less
 * time than any client at hand that parses heads: their rate would be the client's.
 */

import { connect, type Socket } from "node:net";

export interface Reading {
  /** What the next request asks for. */
  readonly path: () => string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
}

export interface Tally {
  /** Answers with 2xx and 3xx. */
  readonly answered: number;
  readonly seconds: number;
}

/** Has clients ask until the time is over. @throws {Error} for an answer that is no success, and for none */
export async function read(origin: string, { path, headers, connections, seconds }: Reading): Promise<Tally> {
  const { hostname, port, host } = new URL(origin);
  const fields = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const rest = ` HTTP/1.1\r\n${fields.join("")}\r\n`;
  const request = () => `GET ${path()}${rest}`;
  const started = performance.now();
  const end = started + seconds * 1000;
  const counts = await Promise.all(
    Array.from({ length: connections }, () => readUntil(end, connect(Number(port), hostname), request)),
  );
  const answered = counts.reduce((sum, count) => sum + count, 0);
  return { answered, seconds: (performance.now() - started) / 1000 };
}

/** Asks on one connection again and again; returns how often it was answered. */
async function readUntil(end: number, socket: Socket, request: () => string): Promise<number> {
  const answers = new AnswerCounter();
  let answered = 0;
  socket.setNoDelay(true).write(request());
  for await (const bytes of socket as AsyncIterable<Buffer>) {
    if (!answers.isWholeWith(bytes)) continue;
    if (answers.status >= "4") throw new Error(`Was answered ${answers.status}`);
    answered += 1;
    if (performance.now() >= end) return answered;
    socket.write(request());
  }
  throw new Error("The server closed the connection");
}

/** Tells where answers end that come one after another, each when it was asked for. */
class AnswerCounter {
  status = "";
  #head: Buffer = Buffer.alloc(0);
  /** Bytes of the body that are to come; `undefined` before its head has come. */
  #missing: number | undefined;

  /** Whether these bytes are the last of an answer. */
  isWholeWith(bytes: Buffer): boolean {
    const ofBody = this.#missing === undefined ? this.#readHead(bytes) : bytes.length;
    if (this.#missing === undefined) return false;
    this.#missing -= ofBody;
    if (this.#missing > 0) return false;
    this.#missing = undefined;
    return true;
  }

  /** Returns how many bytes follow the head. */
  #readHead(bytes: Buffer): number {
    const head = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes]);
    const end = head.indexOf("\r\n\r\n");
    this.#head = end < 0 ? head : Buffer.alloc(0);
    if (end < 0) return 0;
    this.status = head.toString("latin1", 9, 12);
    this.#missing = this.status === "304" ? 0 : lengthIn(head, end);
    return head.length - end - 4;
  }
}

const lengthField = Buffer.from("content-length: ");

function lengthIn(head: Buffer, headEnd: number): number {
  const at = head.indexOf(lengthField);
  if (at < 0 || at > headEnd) throw new Error("An answer does not tell its length");
  const from = at + lengthField.length;
  return Number(head.toString("latin1", from, head.indexOf("\r\n", from)));
}
