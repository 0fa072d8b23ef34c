/** Speaking to the server in bytes, where no client would let them through. */

import { connect } from "node:net";

export interface RawReply {
  readonly status: number;
  readonly headers: string;
  readonly text: string;
}

interface Sending {
  readonly hangUp?: boolean;
  readonly readsLast?: boolean;
  readonly patienceMs?: number;
}

/**
 * Sends bytes on a connection of its own and reads the first answer. With `hangUp` the connection is closed as soon as
 * they are sent, and nothing is waited for; with `readsLast` nothing is read before all of them are sent.
 */
export function sendRaw(
  origin: string,
  bytes: string | Buffer,
  { hangUp = false, readsLast = false, patienceMs = 15_000 }: Sending = {},
): Promise<RawReply> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let received = "";
    const timer = setTimeout(
      () => socket.destroy(new Error(`No answer to ${String(bytes).slice(0, 200)}`)),
      patienceMs,
    );
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(read(received));
    };
    socket.on("connect", () => {
      if (readsLast) socket.pause();
      socket.write(bytes, () => {
        if (hangUp) socket.end(() => setTimeout(done, 20));
        socket.resume();
      });
    });
    socket.on("data", (chunk) => {
      received += chunk.toString("utf8");
      if (isWhole(received)) done();
    });
    socket.on("close", done);
    socket.on("error", (error) => (received === "" && !hangUp ? reject(error) : done()));
  });
}

function isWhole(received: string): boolean {
  const end = received.indexOf("\r\n\r\n");
  const length = /content-length: (\d+)/i.exec(received)?.[1];
  return end > 0 && length !== undefined && Buffer.byteLength(received.slice(end + 4)) >= Number(length);
}

function read(received: string): RawReply {
  const [headers = "", text = ""] = received.split("\r\n\r\n");
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(headers)?.[1] ?? 0), headers, text };
}

export interface Part {
  readonly name: string;
  readonly value: string | Buffer;
  readonly fileName?: string;
  readonly type?: string;
}

/** A `multipart/form-data` request in bytes; what is left out of it is up to the test. */
export function multipartRequest(
  {
    path,
    key,
    parts,
    headers = {},
  }: { path: string; key: string; parts: readonly Part[]; headers?: Record<string, string> },
  { boundary = "x-dateline-boundary", end = true, missingBytes = 0 } = {},
): Buffer {
  const body = Buffer.concat([
    ...parts.flatMap(({ name, value, fileName, type }) => [
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${fileName === undefined ? "" : `; filename="${fileName}"`}\r\n${type ? `content-type: ${type}\r\n` : ""}\r\n`,
      ),
      Buffer.from(value),
      Buffer.from("\r\n"),
    ]),
    ...(end ? [Buffer.from(`--${boundary}--\r\n`)] : []),
  ]);
  const head = [
    `POST ${path} HTTP/1.1`,
    "host: dateline.example",
    `authorization: Bearer ${key}`,
    `content-type: multipart/form-data; boundary=${boundary}`,
    `content-length: ${body.length + missingBytes}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join("\r\n");
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
}
